import { describe, expect, it } from 'vitest';
import { renderStartPage as render } from '../../../gateway/playground/start-page.ts';
import { anonymous, architect, stewardOf } from '../../support/viewers.ts';

const renderStartPage = (
  ...[viewer, questions]: [Parameters<typeof render>[0], Parameters<typeof render>[1]]
): string => render(viewer, questions, { hasSession: viewer.role !== 'anonymous', hasSignIn: true });

const SCRIPT = `</pre><script>alert("x & 'y'")</script>`;
const ESCAPED = '&lt;/pre&gt;&lt;script&gt;alert(&quot;x &amp; &#39;y&#39;&quot;)&lt;/script&gt;';
const question = (text: string) => ({ persona: text, name: text, title: text, text });

describe('the start page', () => {
  it('shows no text of a question as markup', () => {
    const page = renderStartPage(anonymous, [question(SCRIPT)]);
    expect(page).not.toMatch(/<script/i);
    // The heading, the summary and the text.
    expect(page.split(ESCAPED)).toHaveLength(4);
  });

  it('shows no agency of a token as markup', () => {
    const page = renderStartPage(stewardOf('A11', SCRIPT), []);
    expect(page).toContain(`<b>steward</b> of A11, ${ESCAPED}.`);
    expect(page).not.toMatch(/<script/i);
  });

  it('says who you are', () => {
    expect(renderStartPage(anonymous, [])).toMatch(/You are anonymous and see open datasets/);
    expect(renderStartPage(architect, [])).toMatch(/You are signed in as <b>architect<\/b>\./);
  });

  it('puts the questions under their personas, in order', () => {
    const page = renderStartPage(architect, [
      { persona: 'architect', name: 'A', title: 'First?', text: 'query A { a }' },
      { persona: 'developer', name: 'B', title: 'Second?', text: 'query B { b }' },
      { persona: 'architect', name: 'C', title: 'Third?', text: 'query C { c }' },
    ]);
    expect(page.match(/<h2>\w+<\/h2>|<summary>[^<]+<\/summary>/g)).toEqual([
      '<h2>architect</h2>',
      '<summary>First?</summary>',
      '<summary>Third?</summary>',
      '<h2>developer</h2>',
      '<summary>Second?</summary>',
    ]);
  });

  it('takes nothing from elsewhere', () => {
    expect(renderStartPage(architect, [])).not.toMatch(/https?:\/\//);
  });
});
