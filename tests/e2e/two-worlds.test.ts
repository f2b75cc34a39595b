import { isUnionType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ANONYMOUS, type Viewer } from '../../kernel/identity/viewer.ts';
import { loadSeedCatalogue } from '../../seed/data/index.ts';
import { everyList, publicSchema } from '../support/every-list.ts';
import {
  everyEntity,
  everyMutation,
  everyPage,
  everyQuestion,
  type GeneratedQuestion,
} from '../support/every-question.ts';
import {
  cursorsIn,
  differences,
  forged,
  hiddenFrom,
  openWorld,
  probesFor,
  shareOf,
  someOf,
  tellingOf,
  type World,
} from '../support/two-worlds.ts';
import { catalogueWithout } from '../support/worlds.ts';

// Thousands of questions, each asked in two worlds: on two busy cores one test of them takes minutes.
vi.setConfig({ testTimeout: 400_000 });

const DEVELOPER: Viewer = { subject: 'local-developer', role: 'developer', agencies: [] };
const ARCHITECT: Viewer = { subject: 'local-architect', role: 'architect', agencies: [] };
const seed = loadSeedCatalogue();
const schema = publicSchema();
const withoutVariables = (query: string): GeneratedQuestion => ({ query, variables: {} });

let whole: World;
beforeAll(async () => {
  whole = await openWorld(seed);
});
afterAll(async () => {
  await whole?.close();
});

/** Most differences that are told one by one. */
const MOST_TOLD = 12;
const expectNone = (found: readonly string[]): void =>
  expect(found.length, `${found.length} differences\n${found.slice(0, MOST_TOLD).join('\n')}`).toBe(0);

/** Codes of the outcomes of replies, counted: a set of questions that are all refused alike would prove nothing. */
function outcomes(): { see(text: string): void; readonly counts: Map<string, number> } {
  const counts = new Map<string, number>();
  return {
    counts,
    see(text) {
      const code = /"code":"([A-Z_]+)"/.exec(text.includes('"errors":') ? text : '')?.[1] ?? 'OK';
      counts.set(code, (counts.get(code) ?? 0) + 1);
    },
  };
}

describe.each([
  ['anonymous', ANONYMOUS],
  ['a developer', DEVELOPER],
] as const)('replies to %s do not depend on what is hidden', (name, viewer) => {
  let without: World;
  const probes = probesFor(viewer);
  const telling = tellingOf(viewer);
  const heard = outcomes();
  beforeAll(async () => {
    without = await openWorld(catalogueWithout(seed, hiddenFrom(viewer)));
  });
  afterAll(async () => {
    process.stdout.write(`${name}: ${[...heard.counts].map(([code, count]) => `${code} ${count}`).join(', ')}\n`);
    await without?.close();
  });

  const compared = (questions: readonly GeneratedQuestion[]): Promise<string[]> =>
    differences(
      questions,
      async (question) => {
        const reply = await whole.reply(question, viewer);
        heard.see(reply.text);
        return reply;
      },
      (question) => without.reply(question, viewer),
    );

  it('in everything that can be listed', async () => {
    expectNone(await compared(everyList(schema).map(withoutVariables)));
  });

  it('whatever argument is given to whatever field', async () => {
    const questions = shareOf(everyQuestion(schema, probes), telling);
    expect(questions.length).toBeGreaterThan(700);
    expectNone(await compared(questions));
  });

  it('whatever page is asked for: in any order, from cursors of either world, of an architect, and made up', async () => {
    const hidden = seed.datasets.filter(hiddenFrom(viewer)).map(({ code }) => code);
    const questions: GeneratedQuestion[] = [];
    for (const page of everyPage(schema)) {
      const first = await whole.reply(page, viewer);
      const all = await whole.reply(page, ARCHITECT);
      const cursors = [...cursorsIn(first.text).slice(0, 2), ...cursorsIn(all.text).slice(0, 3)];
      const [one] = cursors;
      const made = one === undefined ? [] : hidden.slice(0, 3).map((code) => forged(one, code));
      for (const after of [null, ...cursors, ...made]) {
        questions.push({ query: page.query, variables: { ...page.variables, after } });
      }
    }
    expect(questions.length).toBeGreaterThan(300);
    expectNone(await compared(questions));
  });

  it('whatever is tried to be changed', async () => {
    const questions = shareOf(everyMutation(schema, someOf(probes, viewer)), telling);
    expect(questions.length).toBeGreaterThan(300);
    const before = await whole.system.heads();
    expectNone(await compared(questions));
    expect(await whole.system.heads()).toEqual(before);
  });

  it('for `_entities` of every subgraph over HTTP, in a call that the gateway signed', async () => {
    for (const subgraph of [...whole.system.instance.subgraphs, whole.system.instance.lineage.subgraph]) {
      const entities = subgraph.schema.getType('_Entity');
      const types = isUnionType(entities) ? entities.getTypes().map((type) => type.name) : [];
      expect(types.length, subgraph.definition.name).toBeGreaterThan(0);
      const keys = Object.fromEntries(types.map((type) => [type, type === 'Field' || type === 'Job' ? 'ref' : 'code']));
      const ask = (world: World) => (question: GeneratedQuestion) =>
        world.subgraphReply(subgraph.definition.name, question, viewer);
      expectNone(await differences(everyEntity(subgraph.schema, keys, probes), ask(whole), ask(without)));
    }
  });

  it.each(['/', '/graphql', '/livez', '/readyz', '/metrics', '/catalog.jsonld', '/nothing'])('at %s', async (path) => {
    const read = async (world: World): Promise<string> => {
      const { address } = await world.system.listen();
      const answered = await fetch(`${address}${path}`, { headers: { accept: 'text/html, */*' }, redirect: 'manual' });
      const text = (await answered.text()).replaceAll(address, '');
      return `${answered.status} ${answered.headers.get('content-type')} ${text.replace(/"correlationId":"[^"]*"/, '')}`;
    };
    expect(await read(whole)).toBe(await read(without));
  });
});

describe('the comparison can see', () => {
  it('one dataset more that a developer sees', async () => {
    const other = await openWorld(
      catalogueWithout(seed, ({ publisher, sharingClass }) => publisher === 'A04' && sharingClass === 'OPEN'),
    );
    try {
      const ask = (world: World) => (question: GeneratedQuestion) => world.reply(question, DEVELOPER);
      const found = await differences(everyList(schema).map(withoutVariables), ask(whole), ask(other));
      expect(found.length).toBeGreaterThan(5);
    } finally {
      await other.close();
    }
  });

  it('what a rule that leaks gives away: a developer who is answered as a steward', async () => {
    const without = await openWorld(catalogueWithout(seed, hiddenFrom(DEVELOPER)));
    const leaky: Viewer = { ...DEVELOPER, role: 'steward', agencies: ['A02'] };
    try {
      const ask = (world: World) => (question: GeneratedQuestion) => world.reply(question, leaky);
      const found = await differences(everyList(schema).map(withoutVariables), ask(whole), ask(without));
      expect(found.length).toBeGreaterThan(5);
    } finally {
      await without.close();
    }
  });
});
