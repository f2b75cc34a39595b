import type { Viewer } from '../../kernel/identity/viewer.ts';
import { SESSION_ROLES } from '../identity/sign-in.ts';
import type { Question } from './questions.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c);

const STYLE = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { max-width: 56rem; margin: 2rem auto; padding: 0 1rem; }
  h1 { margin-bottom: 0; } h2 { margin-top: 2rem; text-transform: capitalize; }
  pre { overflow-x: auto; padding: .75rem; border: 1px solid #8886; border-radius: .4rem; font-size: .85rem; }
  summary { cursor: pointer; padding: .2rem 0; } .who { opacity: .75; }`;

/** How the reader of the page is known. */
export interface PageReader {
  /** By a session, which may go on in another role. */
  readonly hasSession: boolean;
  /** Whether there is a one-time sign-in. */
  readonly hasSignIn: boolean;
}

const whoYouAre = ({ role, agencies }: Viewer, hasSignIn: boolean): string => {
  if (role !== 'anonymous')
    return `You are signed in as <b>${role}</b>${agencies.length > 0 ? ` of ${escapeHtml(agencies.join(', '))}` : ''}.`;
  return hasSignIn
    ? 'You are anonymous and see open datasets. The start of the instance printed a one-time sign-in to see all; <code>nguon token --role steward --agency A11</code> makes tokens for every role.'
    : 'You are anonymous and see open datasets. Tokens of the identity provider go into the headers of the playground.';
};

/** Choosing another role: for who signed in with the code, not for bearers of tokens. */
const roleForm = ({ role }: Viewer): string => `
  <form method="post" action="/sign-in">
    <label>Go on as <select name="role">${SESSION_ROLES.map(
      (one) => `<option${one === role ? ' selected' : ''}>${one}</option>`,
    ).join('')}</select></label>
    <label>of (stewards) <input name="agency" placeholder="A11, A12" size="12" maxlength="1000"></label>
    <button>Go on</button>
  </form>`;

const section = (persona: string, questions: readonly Question[]): string => `
  <h2>${escapeHtml(persona)}</h2>
  ${questions
    .filter((question) => question.persona === persona)
    .map(
      ({ title, text }) => `<details><summary>${escapeHtml(title)}</summary><pre>${escapeHtml(text)}</pre></details>`,
    )
    .join('\n  ')}`;

/**
 * The page at `/`: plain HTML without scripts.
 * @param how `hasSession`: signed in by the one-time code; `hasSignIn`: there is one.
 */
export const renderStartPage = (
  viewer: Viewer,
  questions: readonly Question[],
  { hasSession, hasSignIn }: PageReader,
): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Nguồn</title><style>${STYLE}</style></head>
<body>
  <h1>Nguồn</h1>
  <p>The federated data catalog and lineage of Ho Chi Minh City: which datasets exist, who owns them, what breaks when one changes.</p>
  <p class="who">${whoYouAre(viewer, hasSignIn)}</p>${hasSession ? roleForm(viewer) : ''}
  <p><a href="/graphql"><b>Open the playground</b></a>: the questions below are its tabs, each with the answer that the sample catalogue gives.</p>
  ${[...new Set(questions.map(({ persona }) => persona))].map((persona) => section(persona, questions)).join('\n')}
</body></html>
`;
