import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { ADMINISTRATOR, seededInstance, type TestAsker } from '../support/instance.ts';
import { lineageClient } from '../support/lineage-client.ts';
import { named, refOf, runEvent, runId } from '../support/openlineage-events.ts';

const [ARCHITECT, DEVELOPER, ANONYMOUS] = (['architect', 'developer', 'anonymous'] as const).map((role) => ({
  role,
  agencies: [],
}));
const DASHBOARD = 'job:superset|dashboard';
const OPEN_REPORT = 'job:superset|open_report';
const FORM = 'job:forms|registration';

/** `n01` is N01, `o14` is O14; `page` is nothing that the catalog knows. */
const LINKS = { n01: 'N01', o14: 'O14' };
const EVENTS = [
  runEvent({
    run: { runId: runId(1) },
    job: { namespace: 'superset', name: 'dashboard' },
    inputs: [named('n01'), named('page')],
  }),
  runEvent({ run: { runId: runId(2) }, job: { namespace: 'superset', name: 'open_report' }, inputs: [named('o14')] }),
  runEvent({ run: { runId: runId(3) }, job: { namespace: 'forms', name: 'registration' }, outputs: [named('n01')] }),
  // One that does both is in the graph by its edge.
  runEvent({
    run: { runId: runId(4) },
    job: { namespace: 'airflow', name: 'copy' },
    inputs: [named('n01')],
    outputs: [named('copy')],
  }),
];

// The store in Neo4j answers likewise in `store-engine.test.ts`.
describe.each([
  { name: 'the projection', settings: {} },
  { name: 'the PostgreSQL store', settings: { LINEAGE_ENGINE: 'store' } },
])('on $name: a job that only reads or only writes', ({ settings }) => {
  const instance = seededInstance(settings);
  const client = lineageClient(instance);
  const ask = async (
    query: string,
    variables: Record<string, unknown>,
    viewer: Parameters<TestAsker>[2] = ARCHITECT,
  ) => {
    const { data, errors } = await instance().ask(query, variables, viewer);
    expect(errors).toEqual([]);
    return data;
  };

  beforeAll(async () => {
    for (const { body } of EVENTS) expect((await client.send(body)).status).toBe(201);
    await instance().instance.settle();
    for (const [name, dataset] of Object.entries(LINKS))
      await ask(
        'mutation ($input: LinkNameInput!) { linkName(input: $input) { name } }',
        { input: { name: refOf(name), dataset } },
        ADMINISTRATOR,
      );
    await instance().instance.settle();
    // A graph store takes in what was written a little later, and says so until then.
    for (const until = Date.now() + 100_000; ; await sleep(100)) {
      const { impact } = await ask('{ impact(of: "N01") { reasons { code } } }', {});
      const isBehind = impact.reasons.some(({ code }: { code: string }) => code === 'STORE_BEHIND');
      if (!isBehind || Date.now() > until) break;
    }
  });

  const JOB = '($ref: NodeRef!) { job(ref: $ref) { complete reads writes inputs { code } outputs { code } } }';

  test('is told with what it reads and writes', async () => {
    const told = async (ref: string) => (await ask(`query ${JOB}`, { ref })).job;
    expect(await told(DASHBOARD)).toEqual({
      complete: true,
      reads: ['N01', refOf('page')],
      writes: [],
      inputs: [{ code: 'N01' }],
      outputs: [],
    });
    expect(await told(FORM)).toMatchObject({ reads: [], writes: ['N01'], outputs: [{ code: 'N01' }] });
  });

  test('is there for whoever sees what it touches, and for nobody else', async () => {
    for (const viewer of [DEVELOPER, ANONYMOUS]) {
      expect((await ask(`query ${JOB}`, { ref: OPEN_REPORT }, viewer)).job).toMatchObject({ reads: ['O14'] });
    }
    // N01 may be shared, so that developers see it; what the catalog does not know is not there for them.
    expect((await ask(`query ${JOB}`, { ref: DASHBOARD }, DEVELOPER)).job).toMatchObject({ reads: ['N01'] });
    for (const ref of [DASHBOARD, FORM]) {
      const { data, errors } = await instance().ask(`query ${JOB}`, { ref }, ANONYMOUS);
      expect({ job: data.job, code: errors[0]?.extensions?.code }).toEqual({ job: null, code: 'NOT_FOUND' });
    }
  });

  test('is among those that an impact reaches, that of a column too', async () => {
    const readers = async (of: string, viewer = ARCHITECT) => {
      const data = await ask(
        'query ($of: NodeRef!) { impact(of: $of) { readers { truncated ends { ref role job { ref } } } } }',
        { of },
        viewer,
      );
      return data.impact.readers;
    };
    const [onSource, onReached] = [
      { ref: 'N01', role: 'READS', job: { ref: DASHBOARD } },
      { ref: 'O14', role: 'READS', job: { ref: OPEN_REPORT } },
    ];
    expect(await readers('N01')).toEqual({ truncated: false, ends: [onSource, onReached] });
    expect(await readers('N01.ngay_sinh')).toEqual({ truncated: false, ends: [onSource, onReached] });
    expect(await readers('O14')).toEqual({ truncated: false, ends: [onReached] });
    expect(await readers('O14', DEVELOPER)).toEqual({ truncated: false, ends: [onReached] });
    expect(await readers('S04')).toEqual({ truncated: false, ends: [] });
  });

  test('has lineage, and stands beside what it touches', async () => {
    const data = await ask(
      `query ($of: NodeRef!) { lineage(of: $of, direction: UPSTREAM, depth: 1, level: DATASET) {
         nodes { ref distance } oneSidedJobs { truncated ends { ref role job { ref } } } } }`,
      { of: DASHBOARD },
      ARCHITECT,
    );
    const nodes = data.lineage.nodes.map(({ ref }: { ref: string }) => ref);
    expect(nodes).toEqual([DASHBOARD, 'N01', refOf('page')]);
    expect(data.lineage.oneSidedJobs).toEqual({
      truncated: false,
      ends: [
        { ref: 'N01', role: 'WRITES', job: { ref: FORM } },
        { ref: 'N01', role: 'READS', job: { ref: DASHBOARD } },
        { ref: refOf('page'), role: 'READS', job: { ref: DASHBOARD } },
      ],
    });
    const { paths } = await ask(
      'query ($from: NodeRef!, $to: NodeRef!) { paths(from: $from, to: $to) { distance shortest { ref } } }',
      { from: 'N01', to: OPEN_REPORT },
      ARCHITECT,
    );
    expect(paths.distance).toBeGreaterThan(0);
    expect(paths.shortest.map(({ ref }: { ref: string }) => ref)).toEqual(expect.arrayContaining(['N01', 'O14']));
  });

  test('is drawn where Marquez draws jobs', async () => {
    const token = await instance().issuer.issue('architect', []);
    const read = async (path: string) =>
      (await client.raw('', { authorization: `Bearer ${token}`, 'content-type': '' }, path, 'GET')).body;
    expect(await read('/api/v1/namespaces/superset/jobs/dashboard')).toMatchObject({
      inputs: [
        { namespace: 'nguon', name: 'N01' },
        { namespace: 'pg://city', name: 'page' },
      ],
      outputs: [],
    });
    const { graph } = await read('/api/v1/lineage?nodeId=job:superset:dashboard&depth=1');
    const node = graph.find(({ id }: { id: string }) => id === 'job:superset:dashboard');
    expect({ edges: node.inEdges.length, out: node.outEdges }).toEqual({ edges: 2, out: [] });
    const around = await read('/api/v1/lineage?nodeId=dataset:nguon:N01&depth=1');
    const n01 = around.graph.find(({ id }: { id: string }) => id === 'dataset:nguon:N01');
    expect(n01.outEdges).toContainEqual({ origin: 'dataset:nguon:N01', destination: 'job:superset:dashboard' });
    expect(n01.inEdges).toContainEqual({ origin: 'job:forms:registration', destination: 'dataset:nguon:N01' });
  });

  test('is the same after the graph was folded anew from the log', async () => {
    const report = await instance().instance.lineage.rebuild();
    expect(report).toMatchObject({ same: true });
    expect((await ask(`query ${JOB}`, { ref: DASHBOARD })).job).toMatchObject({
      reads: ['N01', refOf('page')],
    });
  });
});
