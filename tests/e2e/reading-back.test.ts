import { beforeAll, describe, expect, test } from 'vitest';
import { seededInstance } from '../support/instance.ts';
import { lineageClient } from '../support/lineage-client.ts';
import { columnFacet, named, refOf, runEvent, runId, schemaFacet } from '../support/openlineage-events.ts';

const [ADMINISTRATOR, ARCHITECT, DEVELOPER, ANONYMOUS] = (
  ['administrator', 'architect', 'developer', 'anonymous'] as const
).map((role) => ({ role, agencies: [] }));
const STEWARD = { role: 'steward', agencies: ['A11'] } as const;

const instance = seededInstance();
const client = lineageClient(instance);

const facets = {
  documentation: { description: 'Raw parcels' },
  ownership: { owners: [{ name: 'team:land', type: 'OWNER' }, { type: 'no name' }] },
  tags: { tags: [{ key: 'pii', value: 'true', field: 'a' }] },
  lifecycleStateChange: { lifecycleStateChange: 'RENAME', previousIdentifier: { namespace: 'pg://city', name: 'old' } },
  city_own: { anything: [1, 'two'] },
};
const job = {
  namespace: 'airflow',
  name: 'land',
  facets: {
    sql: { query: 'select a from raw', dialect: 'postgres' },
    jobType: { processingType: 'BATCH', integration: 'AIRFLOW', jobType: 'TASK' },
    documentation: { description: 'Loads parcels' },
  },
};
const parent = {
  run: { runId: runId(90) },
  job: { namespace: 'airflow', name: 'dag' },
  root: { run: { runId: runId(91) }, job: { namespace: 'airflow', name: 'root' } },
};
const event = (members: object): Record<string, unknown> => runEvent(members).body as Record<string, unknown>;

const EVENTS = [
  event({
    eventType: 'START',
    eventTime: '2026-03-01T08:00:00Z',
    run: { runId: runId(1), facets: { parent, nominalTime: { nominalStartTime: '2026-03-01T00:00:00Z' } } },
    job,
    inputs: [named('raw', { ...schemaFacet('a:INT', 'b:TEXT'), ...facets })],
  }),
  event({
    eventTime: '2026-03-01T08:05:00Z',
    run: { runId: runId(1) },
    job: { namespace: 'airflow', name: 'land' },
    outputs: [
      {
        ...named('clean', columnFacet('a<raw.a')),
        outputFacets: { outputStatistics: { rowCount: 5_000_000_000, size: 12 } },
      },
    ],
  }),
  // A job of which a steward of A11 does not see all that it touches: S01 is of another agency.
  event({
    eventTime: '2026-03-01T09:00:00Z',
    run: { runId: runId(2) },
    job: { namespace: 'airflow', name: 'mixed', facets: { sql: { query: 'select secret' } } },
    inputs: [named('raw'), named('hidden')],
    outputs: [named('clean')],
  }),
];

beforeAll(async () => {
  const { errors } = await instance().ask(
    'mutation ($input: LinkNameInput!) { linkName(input: $input) { name } }',
    { input: { name: refOf('hidden'), dataset: 'S01' } },
    ADMINISTRATOR,
  );
  expect(errors).toEqual([]);
  for (const one of EVENTS) expect((await client.send(one)).status).toBe(201);
  await instance().instance.settle();
});

const JOB = `query ($ref: NodeRef!) { job(ref: $ref) { ref namespace name code reads writes
  observed { documentation sql processingType jobType facets complete }
  latestRun { id state startedAt endedAt nominalStartTime parent { id job } root { id job }
    inputs { ref } outputs { ref statistics { rowCount bytes fileCount } } complete }
  runs(first: 5) { totalCount nodes { id } } } }`;

describe('what producers said', () => {
  test('of a job and its run adds up over its events', async () => {
    const { data, errors } = await instance().ask(JOB, { ref: 'job:airflow|land' }, ARCHITECT);
    expect(errors).toEqual([]);
    expect(data.job).toEqual({
      ref: 'job:airflow|land',
      namespace: 'airflow',
      name: 'land',
      code: null,
      reads: [refOf('raw')],
      writes: [refOf('clean')],
      observed: {
        documentation: 'Loads parcels',
        sql: 'select a from raw',
        processingType: 'BATCH',
        jobType: 'TASK',
        facets: job.facets,
        complete: true,
      },
      latestRun: {
        id: runId(1),
        state: 'COMPLETED',
        startedAt: '2026-03-01T08:00:00.000Z',
        endedAt: '2026-03-01T08:05:00.000Z',
        nominalStartTime: '2026-03-01T00:00:00Z',
        parent: { id: runId(90), job: 'job:airflow|dag' },
        root: { id: runId(91), job: 'job:airflow|root' },
        inputs: [{ ref: refOf('raw') }],
        outputs: [{ ref: refOf('clean'), statistics: { rowCount: 5_000_000_000, bytes: 12, fileCount: null } }],
        complete: true,
      },
      runs: { totalCount: 1, nodes: [{ id: runId(1) }] },
    });
  });

  test('of a name is told with what is wrong of it, and what nobody knows is kept', async () => {
    const { data } = await instance().ask(
      `query ($ref: NodeRef!) { datasetName(ref: $ref) { namespace name dataset { code } columns { name type }
         documentation owners { name type } tags { key field } lifecycle previousName deleted facets warnings { path } } }`,
      { ref: refOf('raw') },
      ARCHITECT,
    );
    expect(data.datasetName).toMatchObject({
      namespace: 'pg://city',
      name: 'raw',
      dataset: null,
      columns: [
        { name: 'a', type: 'INT' },
        { name: 'b', type: 'TEXT' },
      ],
      documentation: 'Raw parcels',
      owners: [{ name: 'team:land', type: 'OWNER' }],
      tags: [{ key: 'pii', field: 'a' }],
      lifecycle: 'RENAME',
      previousName: refOf('old'),
      deleted: false,
      facets: expect.objectContaining({ city_own: { anything: [1, 'two'] } }),
      warnings: expect.arrayContaining([{ path: '$.facets.ownership.owners[1].name' }]),
    });
  });

  test('a steward is told of jobs of which all datasets are seen, and no free text', async () => {
    const whole = await instance().ask(JOB, { ref: 'job:airflow|land' }, STEWARD);
    expect(whole.data.job).toMatchObject({
      observed: { documentation: 'Loads parcels', sql: null, facets: null, complete: false },
      latestRun: { id: runId(1) },
    });
    const part = await instance().ask(JOB, { ref: 'job:airflow|mixed' }, STEWARD);
    expect(part.data.job).toMatchObject({ observed: null, latestRun: null, runs: { totalCount: 0, nodes: [] } });
    const RUN = 'query ($id: ID!) { run(id: $id) { id } }';
    expect((await instance().ask(RUN, { id: runId(2) }, STEWARD)).errors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await instance().ask(RUN, { id: runId(2).toUpperCase() }, ARCHITECT)).data.run).toEqual({ id: runId(2) });
  });

  test.each([
    ['a developer', DEVELOPER],
    ['anonymous', ANONYMOUS],
  ])('%s sees the namespace of the catalog, and no name from outside', async (_who, as) => {
    const { data, errors } = await instance().ask(
      `{ lineageNamespaces { nodes { name } } jobs(namespace: "airflow") { totalCount }
         datasetNames(text: "raw") { totalCount } jobsOfCatalog: jobs(namespace: "nguon") { nodes { code observed { sql } } } }`,
      {},
      as,
    );
    expect(errors).toEqual([]);
    expect(data.lineageNamespaces.nodes).toEqual([{ name: 'nguon' }]);
    expect([data.jobs.totalCount, data.datasetNames.totalCount]).toEqual([0, 0]);
    expect(data.jobsOfCatalog.nodes).toEqual(
      data.jobsOfCatalog.nodes.map(({ code }: { code: string }) => ({ code, observed: null })),
    );
    const events = await instance().ask('{ lineageEvents { totalCount } }', {}, as);
    expect(['FORBIDDEN', 'UNAUTHENTICATED']).toContain(events.errors[0]?.code);
  });

  test('events come back as they were sent, in their own order', async () => {
    const { data } = await instance().ask(
      '{ lineageEvents(from: "2026-03-01T08:05:00Z", newestFirst: false, first: 1) { totalCount truncated events { event } } }',
      {},
      ARCHITECT,
    );
    expect(data.lineageEvents).toEqual({ totalCount: 2, truncated: true, events: [{ event: EVENTS[1] }] });
  });
});

const read = async (path: string, as: Parameters<ReturnType<typeof instance>['ask']>[2] = ARCHITECT) => {
  const { address } = await instance().listen();
  const token =
    as?.role === 'anonymous'
      ? undefined
      : await instance().issuer.issue(as?.role ?? 'architect', [...(as?.agencies ?? [])]);
  const response = await fetch(`${address}/api/v1${path}`, {
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    redirect: 'error',
  });
  return { status: response.status, complete: response.headers.get('x-nguon-complete'), body: await response.json() };
};
const RAW = `/namespaces/${encodeURIComponent('pg://city')}/datasets/raw`;

describe('the read paths of Marquez', () => {
  test('list namespaces, datasets and jobs as its client reads them', async () => {
    const spaces = await read('/namespaces');
    expect(spaces.body.namespaces.map(({ name }: { name: string }) => name)).toEqual(['airflow', 'nguon', 'pg://city']);
    expect([(await read('/namespaces/airflow')).status, (await read('/namespaces/nobody')).status]).toEqual([200, 404]);
    const { body, complete } = await read('/namespaces/airflow/jobs?limit=700');
    expect(complete).toBe('true');
    expect(body).toMatchObject({
      totalCount: 2,
      jobs: [
        {
          id: { namespace: 'airflow', name: 'land' },
          type: 'BATCH',
          inputs: [{ namespace: 'pg://city', name: 'raw' }],
          outputs: [{ namespace: 'pg://city', name: 'clean' }],
          description: 'Loads parcels',
          latestRun: { id: runId(1), state: 'COMPLETED', durationMs: 300_000 },
          facets: { sql: { query: 'select a from raw' } },
        },
        { name: 'mixed' },
      ],
    });
    expect((await read(`/namespaces/${encodeURIComponent('pg://city')}/datasets?limit=1&offset=2`)).body).toMatchObject(
      {
        totalCount: 3,
        datasets: [{ name: 'raw', fields: [{ name: 'a', type: 'INT', tags: ['pii:true'] }, { name: 'b' }] }],
      },
    );
  });

  test('tell one dataset, job and run', async () => {
    expect((await read(RAW)).body).toMatchObject({
      id: { namespace: 'pg://city', name: 'raw' },
      description: 'Raw parcels',
      lastLifecycleState: 'RENAME',
      facets: { city_own: { anything: [1, 'two'] } },
    });
    const clean = await read(RAW.replace('raw', 'clean'));
    expect(clean.body.columnLineage).toMatchObject([
      {
        name: 'a',
        inputFields: [{ namespace: 'pg://city', dataset: 'raw', field: 'a', transformationType: 'IDENTITY' }],
      },
    ]);
    expect((await read(`${RAW}/versions`)).body.versions).toHaveLength(1);
    expect((await read('/namespaces/nguon/datasets/S01')).body).toMatchObject({
      name: 'S01',
      fields: expect.arrayContaining([expect.objectContaining({ tags: ['BASIC'] })]),
    });
    expect((await read('/namespaces/airflow/jobs/land/runs?limit=10')).body).toMatchObject({
      totalCount: 1,
      runs: [
        { id: runId(1), nominalStartTime: '2026-03-01T00:00:00Z', jobVersion: { namespace: 'airflow', name: 'land' } },
      ],
    });
    expect((await read(`/jobs/runs/${runId(1)}`)).body.parent).toEqual({
      runId: runId(90),
      job: { namespace: 'airflow', name: 'dag' },
    });
    expect((await read(`/jobs/runs/${runId(1)}/facets?type=run`)).body).toMatchObject({
      runId: runId(1),
      facets: { parent },
    });
    expect((await read(`/jobs/runs/${runId(1)}/facets?type=job`)).body.facets).toEqual(job.facets);
  });

  test('draw lineage with jobs between datasets, and of columns', async () => {
    const { body } = await read('/lineage/?nodeId=dataset:pg://city:clean&depth=2');
    const ids = body.graph.map(({ id }: { id: string }) => id);
    expect(ids).toEqual(
      expect.arrayContaining([
        'dataset:pg://city:raw',
        'job:airflow:land',
        'dataset:pg://city:clean',
        'dataset:nguon:S01',
      ]),
    );
    expect(body.graph.find(({ id }: { id: string }) => id === 'job:airflow:land')).toMatchObject({
      type: 'JOB',
      inEdges: [{ origin: 'dataset:pg://city:raw', destination: 'job:airflow:land' }],
      outEdges: [{ origin: 'job:airflow:land', destination: 'dataset:pg://city:clean' }],
    });
    const columns = await read('/column-lineage?nodeId=dataset:pg://city:clean&depth=3&withDownstream=true');
    expect(columns.body.graph.map(({ id }: { id: string }) => id)).toEqual([
      'datasetField:pg://city:clean:a',
      'datasetField:pg://city:raw:a',
    ]);
    const field = await read('/column-lineage?nodeId=datasetField:pg://city:clean:a');
    expect(field.body.graph).toHaveLength(2);
  });

  test('search, and give events back as they were sent', async () => {
    expect((await read('/search/?q=LAN&sort=NAME&limit=100&filter=JOB')).body).toMatchObject({
      totalCount: 1,
      results: [{ name: 'land', namespace: 'airflow', nodeId: 'job:airflow:land', type: 'JOB' }],
    });
    const { body, complete } = await read(
      '/events/lineage?limit=1&before=&after=2026-03-01T08:05:00Z&sortDirection=asc',
    );
    expect([body, complete]).toEqual([{ events: [EVENTS[1]], totalCount: 2, folded: 0 }, 'false']);
  });

  test.each([
    ['/lineage', 400, 'BAD_USER_INPUT'],
    ['/lineage?nodeId=raw', 400, 'BAD_USER_INPUT'],
    ['/lineage?nodeId=dataset:pg://city:nothing', 404, 'NOT_FOUND'],
    ['/namespaces/airflow/jobs?limit=many', 400, 'BAD_USER_INPUT'],
    ['/namespaces/airflow/jobs/nothing', 404, 'NOT_FOUND'],
    ['/namespaces/nguon/datasets/not%20a%20code', 400, 'BAD_USER_INPUT'],
    ['/events/lineage?after=yesterday', 400, 'BAD_USER_INPUT'],
    ['/search', 400, 'BAD_USER_INPUT'],
    ['/jobs/runs/nothing', 404, 'NOT_FOUND'],
  ])('refuse %s with %i, as its client reads errors', async (path, code, details) => {
    const { status, body } = await read(path);
    expect([status, body]).toEqual([code, expect.objectContaining({ code, details, message: expect.any(String) })]);
  });

  test('show whoever sees less what GraphQL shows', async () => {
    for (const as of [DEVELOPER, ANONYMOUS]) {
      expect((await read('/namespaces', as)).body.namespaces.map(({ name }: { name: string }) => name)).toEqual([
        'nguon',
      ]);
      for (const path of [
        RAW,
        '/namespaces/nguon/datasets/S01',
        '/namespaces/airflow/jobs/land',
        `/jobs/runs/${runId(1)}`,
      ])
        expect((await read(path, as)).status, path).toBe(404);
      expect([401, 403]).toContain((await read('/events/lineage', as)).status);
    }
    const { body } = await read('/lineage?nodeId=dataset:pg://city:clean&depth=2', STEWARD);
    expect(JSON.stringify(body)).not.toMatch(/S01|secret/);
    expect(body.graph.map(({ id }: { id: string }) => id)).toContain('dataset:hidden:1');
  });
});
