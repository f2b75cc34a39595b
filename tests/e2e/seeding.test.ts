import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSeedCatalogue } from '../../seed/data/index.ts';
import { loadSeed, type SeedProgress } from '../../seed/load.ts';
import { ADMINISTRATOR, type Heads, type TestInstance, testInstance } from '../support/instance.ts';
import { besidesAudit, rowCounts, type TableState, tableStates } from '../support/tables.ts';

interface State {
  readonly heads: Heads;
  readonly tables: Record<string, TableState>;
  readonly flows: unknown;
}

/** Everything that flows, and every total: the graph without the instants at which it was recorded. */
async function flowsOf(system: TestInstance): Promise<unknown> {
  const totals = await system.ask(
    '{ catalogTotals { agencies centralBodies partners datasets fields flows columnEdges assignments } }',
  );
  const around: unknown[] = [totals.data];
  for (const { code } of loadSeedCatalogue().datasets) {
    const { data, errors } = await system.ask(
      `query ($of: NodeRef!) { lineage(of: $of, direction: DOWNSTREAM, depth: 1) { nodes { ref } edges { from to job transformation } } }`,
      { of: code },
    );
    expect(errors).toEqual([]);
    around.push(data);
  }
  return around;
}

async function stateOf(system: TestInstance): Promise<State> {
  // Waits for the followers first, so that the tables stand still.
  const heads = await system.heads();
  return { heads, tables: besidesAudit(await tableStates(system.instance.database.url)), flows: await flowsOf(system) };
}

/** How many writes are on record that changed something. */
async function changesOnRecord(system: TestInstance): Promise<number> {
  await system.instance.recorded();
  const query = '{ auditRecords(filter: { kind: WRITE, outcome: DONE }, first: 0) { totalCount } }';
  const { data, errors } = await system.ask(query, {}, ADMINISTRATOR);
  expect(errors).toEqual([]);
  return data.auditRecords.totalCount;
}

/** A load that loses the answer to one request: what the request asked for is done, and nobody knows. */
async function seedUpTo(system: TestInstance, request: number): Promise<void> {
  let asked = 0;
  const load = loadSeed(
    async (query, variables) => {
      const answer = await system.instance.ask(query, variables, ADMINISTRATOR);
      if (++asked === request) throw new Error('the line is cut');
      return answer;
    },
    () => undefined,
  );
  await expect(load).rejects.toThrow('the line is cut');
}

let plain: TestInstance;
let seeded: State;

beforeAll(async () => {
  plain = await testInstance();
  await plain.seed();
  seeded = await stateOf(plain);
});

afterAll(async () => {
  await plain.close();
  expect(plain.unexpected).toEqual([]);
});

describe('seeding', () => {
  it('tells every step and how far it is, up to the end', async () => {
    const told: [string, number, number][] = [];
    const progress: SeedProgress = (...step) => told.push(step);
    const report = await plain.seed(progress);
    const total = told[0]?.[2] ?? 0;
    expect(told.map(([, done]) => done)).toEqual(told.map(([, done]) => done).toSorted((a, b) => a - b));
    expect(told.at(-1)?.slice(1)).toEqual([total, total]);
    expect(report.created + report.present).toBe(total);
    expect(new Set(told.map(([step]) => step)).size).toBeGreaterThan(20);
  });

  it('a second time changes no row of any table, no outbox, no event, and not the graph', async () => {
    const changes = await changesOnRecord(plain);
    expect(changes).toBeGreaterThan(0);
    await plain.seed();
    expect(await stateOf(plain)).toEqual(seeded);
    expect(await changesOnRecord(plain)).toBe(changes);
  });

  it('writes every fact once into an outbox that is without gaps', () => {
    for (const [subgraph, head] of Object.entries(seeded.heads.outboxes)) {
      expect(seeded.tables[`${subgraph}.outbox`]?.rows, subgraph).toBe(head);
    }
    expect(seeded.tables['lineage.event']?.rows).toBe(seeded.heads.log);
    expect(seeded.tables['lineage.dead_letter']?.rows).toBe(0);
  });
});

describe('seeding that was interrupted and taken up again', () => {
  let interrupted: TestInstance;

  beforeAll(async () => {
    interrupted = await testInstance();
  });

  afterAll(async () => {
    await interrupted.close();
    expect(interrupted.unexpected).toEqual([]);
  });

  it('stops where it was told to and leaves what was loaded', async () => {
    const halfway = new Error('halfway');
    const load = interrupted.seed((_step, done, total) => {
      if (done >= total / 3) throw halfway;
    });
    await expect(load).rejects.toBe(halfway);
    const { data } = await interrupted.ask('{ agencies(first: 0) { totalCount } }');
    expect(data.agencies.totalCount).toBe(39);
  });

  it('ends in the state of one that was not', async () => {
    for (const request of [18, 30, 42]) await seedUpTo(interrupted, request);
    await interrupted.seed();
    const state = await stateOf(interrupted);
    expect(rowCounts(state.tables)).toEqual(rowCounts(seeded.tables));
    expect({ ...state.heads, graph: '' }).toEqual({ ...seeded.heads, graph: '' });
    expect(state.flows).toEqual(seeded.flows);
  });
});
