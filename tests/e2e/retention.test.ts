import { expect, test } from 'vitest';
import { type Answer, ARCHITECT, DEVELOPER, emptyInstance, stewardOf } from '../support/instance.ts';
import { lineageClient } from '../support/lineage-client.ts';
import { columnFacet, named, refOf, runEvent, runId, schemaFacet } from '../support/openlineage-events.ts';
import { besidesAudit, tableStates } from '../support/tables.ts';

const DAYS = 60;
let now = new Date('2026-03-01T00:00:00Z');
const instance = emptyInstance({ now: () => now });
const client = lineageClient(instance);

const event = (members: object): object => runEvent(members).body as object;
const dayOf = (n: number, time: string): string => {
  const day = new Date(Date.UTC(2026, 2, 1 + n)).toISOString().slice(0, 10);
  return `${day}T${time}Z`;
};

/** What a job that never changes tells of its run on a day. */
function runOf(n: number, job = 'land'): object[] {
  const facets = { plan: { text: 'scan raw; '.repeat(40) }, own: { n } };
  const both = {
    run: { runId: runId(n + (job === 'land' ? 1 : 1_001)), facets },
    job: { namespace: 'airflow', name: job, facets: { sql: { query: `insert into ${job}` } } },
    inputs: [named('raw', schemaFacet('a:INT', 'b:TEXT'))],
    outputs: [named(job, { ...schemaFacet('a:INT', 'b:TEXT'), ...columnFacet('a<raw.a', 'b<raw.b') })],
  };
  return [
    event({ ...both, eventType: 'START', eventTime: dayOf(n, '08:00:00') }),
    event({ ...both, eventType: 'COMPLETE', eventTime: dayOf(n, '08:05:00') }),
  ];
}

/** A run of long ago that never ended. */
const OPEN = event({
  eventType: 'START',
  eventTime: dayOf(2, '09:00:00'),
  run: { runId: runId(900), facets: { plan: { text: 'endless '.repeat(40) } } },
  job: { namespace: 'airflow', name: 'stream' },
  inputs: [named('raw')],
});
const HISTORY = [...Array.from({ length: DAYS }, (_, n) => [...runOf(n), ...runOf(n, 'water')]).flat(), OPEN];

const send = async (events: readonly object[]): Promise<void> => {
  const { body } = await client.send(events, '/api/v1/lineage/batch');
  expect(body.status).toBe('success');
  await instance().instance.settle();
};

const QUESTION = `query all($raw: NodeRef!, $land: NodeRef!, $job: NodeRef!) {
  lineage(of: $raw) { complete nodes { ref distance } edges { from to job } }
  then: lineage(of: $raw, asOf: "2026-03-20T00:00:00Z", asRecorded: "2026-03-20T00:00:00Z") { nodes { ref } edges { from to job } }
  before: lineage(of: $raw, asRecorded: "2026-03-01T18:00:00Z") { nodes { ref } edges { from to job } }
  impact(of: $raw) { complete totals { datasets unresolved fields } datasets { edges { node { name distance path { ref } } } } }
  datasetName(ref: $land) { firstSeen lastSeen schemaVersions { nodes { version since lastTold } } }
  job(ref: $job) { observed { firstSeen lastSeen sql facets } runs(first: 60) { totalCount nodes {
    id state disputed startedAt endedAt facets inputs { ref } outputs { ref } } } }
  deadLetters { totalCount }
}`;
const answers = async (): Promise<Answer['data']> => {
  const refs = { raw: refOf('raw'), land: refOf('land'), job: 'job:airflow|land' };
  const { data, errors } = await instance().ask(QUESTION, refs, ARCHITECT);
  expect(errors).toEqual([]);
  return data;
};
const states = async () => besidesAudit(await tableStates(instance().instance.database.url));
const graphs = async () => {
  const { logHash, storeHash, projectionHash } = await instance().instance.lineage.inspect();
  expect([storeHash, projectionHash]).toEqual([logHash, logHash]);
  return logHash;
};
const records = async (): Promise<number> => {
  const as = { role: 'administrator', agencies: [] } as const;
  const { data } = await instance().ask('{ auditRecords(filter: { action: "retainRuns" }) { totalCount } }', {}, as);
  return data.auditRecords.totalCount;
};
/** What is folded of the first fifty days. */
const FOLDED = 199;
const REQUEST = { before: new Date('2026-04-20T00:00:00Z'), keepLast: 3 };

test('a dry run says what would be done and writes nothing; doing it does that, and every answer is what it was', async () => {
  // Recorded day by day, so that what was known when can be told apart.
  for (let n = 0; n < DAYS; n++) {
    now = new Date(dayOf(n, '12:00:00'));
    await send([...runOf(n), ...runOf(n, 'water'), ...(n === 2 ? [OPEN] : [])]);
  }
  now = new Date('2026-07-01T00:00:00Z');
  const [graph, told, tables] = [await graphs(), await answers(), await states()];
  expect(told.job.runs.totalCount).toBe(DAYS);
  const { lineage } = instance().instance;

  const dry = await lineage.retain({ ...REQUEST, apply: false });
  expect(await states()).toEqual(tables);
  expect(await records()).toBe(0);
  // Fifty days, two jobs, two events each; the first event of all names the log.
  expect(dry).toMatchObject({ applied: false, runs: 100, events: FOLDED, runsAtLeast: false, jobsTruncated: false });
  expect(dry.stay).toEqual({ open: 1, recent: 0, last: 0, small: 0, first: 1 });
  expect(dry.jobs.map(({ namespace, name, runs }) => [namespace, name, runs])).toEqual([
    ['airflow', 'water', 50],
    ['airflow', 'land', 50],
  ]);
  expect(dry.bytesAfter).toBeLessThan(dry.bytesBefore * 0.6);

  const progress: [number, number][] = [];
  const done = await lineage.retain({ ...REQUEST, apply: true }, (...step) => progress.push(step));
  expect(done).toEqual({ ...dry, applied: true });
  expect(progress.at(-1)?.[0]).toBe(progress.at(-1)?.[1]);
  expect([await graphs(), await answers()]).toEqual([graph, told]);
  expect(await records()).toBeGreaterThan(0);

  const { before, after, same } = await lineage.rebuild();
  expect([before, after, same]).toEqual([graph, graph, true]);
  expect(await answers()).toEqual(told);
});

test('what was folded is neither doubled nor brought back when it is sent again, and is not folded twice', async () => {
  const [graph, tables] = [await graphs(), await states()];
  const { body } = await client.send(HISTORY, '/api/v1/lineage/batch');
  expect(body.summary).toMatchObject({ received: HISTORY.length, successful: HISTORY.length });
  await instance().instance.settle();
  expect([await graphs(), await states()]).toEqual([graph, tables]);
  const again = await instance().instance.lineage.retain({ ...REQUEST, apply: true });
  expect([again.events, again.runs]).toEqual([0, 0]);
  expect(await states()).toEqual(tables);
});

test('what is read back says that events were folded', async () => {
  const { data } = await instance().ask(
    `query ($job: NodeRef!) {
      all: lineageEvents { totalCount folded } late: lineageEvents(from: "2026-04-21T00:00:00Z") { totalCount folded }
      job(ref: $job) { foldedEvents { events until } } ingestionState { foldedEvents } }`,
    { job: 'job:airflow|land' },
    ARCHITECT,
  );
  const left = HISTORY.length - FOLDED;
  expect(data.all).toEqual({ totalCount: left, folded: FOLDED });
  expect(data.late).toEqual({ totalCount: 36, folded: 0 });
  expect(data.job.foldedEvents).toEqual({ events: 99, until: '2026-04-19T08:05:00.000Z' });
  expect(data.ingestionState.foldedEvents).toBe(FOLDED);

  const { address } = await instance().listen();
  const headers = { authorization: `Bearer ${await instance().issuer.issue('architect', [])}` };
  const events = await fetch(`${address}/api/v1/events/lineage?limit=1`, { headers });
  expect(events.headers.get('x-nguon-complete')).toBe('false');
  expect(await events.json()).toMatchObject({ totalCount: left, folded: FOLDED });
  const runs = await fetch(`${address}/api/v1/namespaces/airflow/jobs/land/runs?limit=5`, { headers });
  expect(await runs.json()).toMatchObject({ totalCount: DAYS, foldedEvents: { events: 99 } });
  expect(await (await fetch(`${address}/metrics`, { headers })).text()).toMatch(
    new RegExp(`^nguon_ingestion_folded_events ${FOLDED}$`, 'm'),
  );

  // For whom names outside the catalog do not exist, neither does the job; a steward is told of what touches nothing hidden.
  const asked = 'query ($job: NodeRef!) { job(ref: $job) { foldedEvents { events } } }';
  const as = (who: Parameters<ReturnType<typeof instance>['ask']>[2]) =>
    instance().ask(asked, { job: 'job:airflow|land' }, who);
  expect((await as(DEVELOPER)).data?.job?.foldedEvents ?? null).toBe(null);
  expect((await as(stewardOf('A11'))).data.job.foldedEvents).toEqual({ events: 99 });
});

test('events that come in while old runs are folded are in the graph, and it is what the log says', async () => {
  const { lineage } = instance().instance;
  const fresh = Array.from({ length: 20 }, (_, n) => runOf(200 + n)).flat();
  const [report] = await Promise.all([
    lineage.retain({ before: new Date('2026-06-01T00:00:00Z'), keepLast: 0, apply: true }),
    lineage.retain({ before: new Date('2026-06-01T00:00:00Z'), keepLast: 0, apply: true }),
    ...Array.from({ length: 10 }, (_, n) => send(fresh.slice(n * 4, n * 4 + 4))),
  ]);
  expect(report.stay).toMatchObject({ open: 1, first: 1, small: 0 });
  const graph = await graphs();
  const { same, after } = await lineage.rebuild();
  expect([same, after]).toEqual([true, graph]);
  const { data } = await instance().ask('{ lineageEvents { totalCount folded } }', {}, ARCHITECT);
  expect(data.lineageEvents).toEqual({ totalCount: 2 + fresh.length, folded: 4 * DAYS - 1 });
});

test.each([
  [{ keepLast: -1 }, /keepLast takes a whole number from 0 to 10000; given: -1/],
  [{ keepLast: 10_001 }, /given: 10001/],
  [{ before: new Date('2030-01-01T00:00:00Z') }, /must lie in the past/],
])('%j is refused, and nothing is folded', async (given, message) => {
  const tables = await states();
  const refused = instance().instance.lineage.retain({ ...REQUEST, apply: true, ...given });
  await expect(refused).rejects.toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringMatching(message) });
  expect(await states()).toEqual(tables);
});
