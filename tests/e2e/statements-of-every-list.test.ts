import { describe, expect, it } from 'vitest';
import { growingQuestions, publicSchema } from '../support/every-list.ts';
import { ADMINISTRATOR, seededInstance } from '../support/instance.ts';

/** A page with fewer nodes more than this says nothing: whether the first ones have anything makes a difference too. */
const FEWEST_MORE = 4;
const LARGEST = 60;

/** Lists of the sample catalogue that are too short to tell. */
const TOO_SHORT = new Set<string>();

/** Of what the later nodes of a short list alone have. */
const LEFT_OUT: readonly string[] = [
  // Findings are in the order of the rules, and R6 alone is about an element.
  'policyFindings by concerns',
];

const QUESTIONS = growingQuestions(publicSchema()).filter(({ root, way }) => !LEFT_OUT.includes(`${root} by ${way}`));

const system = seededInstance({}, 'off');

const statements = async (query: string): Promise<number> => {
  const counts: number[] = [];
  // The least of some: followers work in between.
  for (let look = 0; look < 2; look++) {
    const sent = await system().statementsOf(async () => {
      await system().ask(query, {}, ADMINISTRATOR);
    });
    counts.push(sent.length);
  }
  return Math.min(...counts);
};

describe('what is asked of the nodes of a list costs no statements of each node', () => {
  it.each(QUESTIONS)('$root, by $way', async ({ root, way, ask }) => {
    const { data } = await system().ask(`{ list: ${root}(first: 0) { totalCount } }`, {}, ADMINISTRATOR);
    const nodes = Math.min(data.list.totalCount, LARGEST);
    const fewer = Math.ceil(nodes / 2);
    if (nodes - fewer < FEWEST_MORE) {
      TOO_SHORT.add(root);
      return;
    }
    // Plans and prepared things are made at the first question.
    await system().ask(ask(nodes), {}, ADMINISTRATOR);
    const [few, many] = [await statements(ask(fewer)), await statements(ask(nodes))];
    // What none of the smaller page's nodes had is asked once more; a statement for each node would be as many as nodes.
    expect(many - few, `${root} by ${way}: ${few} for ${fewer}, ${many} for ${nodes}`).toBeLessThan(nodes - fewer);
  });

  it('and says which lists are too short to tell', () => {
    process.stdout.write(`too short to tell: ${[...TOO_SHORT].join(', ')}\n`);
    expect(QUESTIONS.length).toBeGreaterThan(60);
  });
});
