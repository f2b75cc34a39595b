import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { Client } from 'pg';
import { describe, expect, test } from 'vitest';
import { ADMINISTRATOR, DEVELOPER, emptyInstance, stewardOf, testInstance } from '../support/instance.ts';
import { lineageClient } from '../support/lineage-client.ts';
import { columnFacet, named, refOf, runEvent, runId, schemaFacet } from '../support/openlineage-events.ts';

const LIMIT = 10 * 1_048_576;

const instance = emptyInstance();
const client = lineageClient(instance);

let runs = 1_000;
/** A RunEvent of a run of its own. */
const event = (members: object = {}): Record<string, unknown> =>
  runEvent({ run: { runId: runId(++runs) }, ...members }).body as Record<string, unknown>;

const settle = (): Promise<void> => instance().instance.settle();
const logHead = async (): Promise<number> => (await instance().instance.lineage.inspect()).head;

const edgesAround = async (ref: string): Promise<unknown[]> => {
  await settle();
  const { data } = await instance().ask(
    'query ($of: NodeRef!) { lineage(of: $of, direction: BOTH, depth: 5) { edges { from to job transformation } } }',
    { of: ref },
  );
  return data.lineage?.edges ?? [];
};

/** 1,024 characters that no compression makes shorter. */
const UNLIKE = Array.from({ length: 1_024 }, (_, i) =>
  String.fromCharCode(0x4e00 + ((i * i * 7_919 + i * 104_729) % 20_000)),
).join('');

describe('an event', () => {
  test('is answered 201 with a small JSON body, on a connection that stays open for a minute', async () => {
    const { status, body, headers } = await client.send(event());
    expect(status).toBe(201);
    expect(body).toMatchObject({ status: 'accepted', duplicate: false });
    expect(headers.get('keep-alive')).toBe('timeout=60');
  });

  test('needs the token of a service or an administrator', async () => {
    const { issuer } = instance();
    const statuses = await Promise.all(
      (['developer', 'architect', 'steward', 'administrator', 'service'] as const).map(async (role) => {
        const token = await issuer.issue(role, role === 'steward' ? ['A11'] : []);
        return [role, (await client.raw(JSON.stringify(event()), { authorization: `Bearer ${token}` })).status];
      }),
    );
    expect(Object.fromEntries(statuses)).toEqual({
      developer: 403,
      architect: 403,
      steward: 403,
      administrator: 201,
      service: 201,
    });
    expect((await client.raw(JSON.stringify(event()), { authorization: '' })).status).toBe(401);
    expect((await client.raw(JSON.stringify(event()), { authorization: 'Bearer x' })).status).toBe(401);
  });

  test('is taken with a trailing slash, never redirected; reading is refused', async () => {
    expect((await client.send(event(), '/api/v1/lineage/')).status).toBe(201);
    expect((await client.raw('', {}, '/api/v1/lineage', 'GET')).status).toBe(400);
    expect((await client.raw('{}', {}, '/api/v1/lineage', 'PUT')).status).toBe(405);
  });

  test('that measures quality is told on the outbox, once, with the dataset that its name is', async () => {
    const facets = { dataQualityAssertions: { assertions: [{ assertion: 'unique', column: 'id', success: false }] } };
    const sent = event({ eventTime: '2026-03-01T08:00:00.000001Z', inputs: [named('measured', facets)] });
    await Promise.all([client.send(sent), client.send(sent)]);
    const facts = await instance().instance.lineage.subgraph.feed.read(0, 100);
    expect(facts.map(({ kind, key, body }) => ({ kind, key, ...body }))).toEqual([
      expect.objectContaining({
        kind: 'quality.observed',
        key: refOf('measured'),
        dataset: null,
        job: 'job:airflow|load',
        runId: (sent['run'] as { runId: string }).runId,
        time: '2026-03-01T08:00:00.000001Z',
        assertions: [expect.objectContaining({ assertion: 'unique', column: 'id', success: false })],
      }),
    ]);
  });

  test('may be compressed, with its length or in chunks', async () => {
    expect((await client.zipped(event())).status).toBe(201);
    const { address } = await instance().listen();
    const token = await instance().issuer.issue('service', []);
    const status = await new Promise((resolve, reject) => {
      const sending = request(`${address}/api/v1/lineage`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'content-encoding': 'gzip',
          'transfer-encoding': 'chunked',
          authorization: `Bearer ${token}`,
        },
      });
      sending.on('response', (response) => resolve(response.resume().statusCode)).on('error', reject);
      const zipped = gzipSync(JSON.stringify(event()));
      sending.write(zipped.subarray(0, 20));
      sending.end(zipped.subarray(20));
    });
    expect(status).toBe(201);
  });

  test('of another type or encoding is refused', async () => {
    const text = JSON.stringify(event());
    expect((await client.raw(text, { 'content-type': 'application/json; charset=UTF-8' })).status).toBe(201);
    expect((await client.raw(text, { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await client.raw(text, { 'content-encoding': 'br' })).status).toBe(415);
    expect((await client.raw(Buffer.from([0x22, 0xff, 0x22]))).status).toBe(400);
    expect((await client.raw(gzipSync(text).subarray(0, 40), { 'content-encoding': 'gzip' })).status).toBe(400);
    expect((await client.raw(text.slice(0, -1))).status).toBe(400);
    expect((await client.raw(text.replace('"inputs":[]', '"inputs":[],"x":NaN'))).status).toBe(400);
  });

  test('may have ten mebibytes, decoded, and not one byte more; a bomb is refused while it is inflated', async () => {
    const sized = (bytes: number): string => {
      const empty = JSON.stringify(event({ filler: '' }));
      return empty.replace('"filler":""', `"filler":"${'x'.repeat(bytes - empty.length)}"`);
    };
    expect((await client.raw(sized(LIMIT))).status).toBe(201);
    expect((await client.raw(sized(LIMIT + 1))).status).toBe(413);
    expect(
      (await client.raw(gzipSync(Buffer.alloc(100 * 1_048_576, ' ')), { 'content-encoding': 'gzip' })).status,
    ).toBe(413);
    // A real event was 55 times smaller compressed.
    const repeated = JSON.stringify(
      event({ filler: Array.from({ length: 20_000 }, (_, i) => `instance.schema.table_${i % 7}_${i}`) }),
    );
    expect((await client.raw(gzipSync(repeated), { 'content-encoding': 'gzip' })).status).toBe(201);
  });

  test.each([
    ['no object', 5, '$'],
    ['neither run, job nor dataset', { eventTime: '2026-03-01T08:00:00Z' }, '$'],
    ['no time', event({ eventTime: undefined }), '$.eventTime'],
    ['a time without a zone', event({ eventTime: '2026-03-01T08:00:00' }), '$.eventTime'],
    ['a time before 1970', event({ eventTime: '1969-12-31T23:59:59Z' }), '$.eventTime'],
    ['a time from 2100 on', event({ eventTime: '2100-01-01T00:00:00Z' }), '$.eventTime'],
    ['a run id that is no UUID', event({ run: { runId: 'manual__2026' } }), '$.run.runId'],
    ['an unknown state', event({ eventType: 'DONE' }), '$.eventType'],
    ['a job without a name', event({ job: { namespace: 'a' } }), '$.job.name'],
    ['inputs that are no list', event({ inputs: {} }), '$.inputs'],
    ['an output that is no object', event({ outputs: [named('a'), 'b'] }), '$.outputs[1]'],
    ['a dataset without a namespace', event({ outputs: [{ name: 'a' }] }), '$.outputs[0].namespace'],
    ['NUL in a name', event({ outputs: [named('a\0b')] }), '$.outputs[0].name'],
    ['a name of 1,025 characters', event({ outputs: [named('a'.repeat(1_025))] }), '$.outputs[0].name'],
    ['facets that are a list', event({ outputs: [{ ...named('a'), facets: [] }] }), '$.outputs[0].facets'],
    [
      '10,001 columns',
      event({ outputs: [named('a', schemaFacet(...Array.from({ length: 10_001 }, (_, i) => `c${i}`)))] }),
      '$.outputs[0].facets.schema',
    ],
    ['a producer that is a number', event({ producer: 1 }), '$.producer'],
  ])('with %s is refused with the path', async (_what, value, path) => {
    const before = await logHead();
    const { status, body } = await client.send(value);
    expect({ status, path: body.errors[0].extensions.path }).toEqual({ status: 400, path });
    expect(await logHead()).toBe(before);
  });

  test('with half a surrogate pair in a name, or a number that no float holds, is refused with the path', async () => {
    const text = JSON.stringify(event({ outputs: [named('NAME')] }));
    const half = await client.raw(text.replace('NAME', '\\ud800'));
    expect([half.status, half.body.errors[0].extensions.path]).toEqual([400, '$.outputs[0].name']);
    const number = await client.raw(text.replace('"inputs":[]', '"inputs":[],"extra":1e999'));
    expect([number.status, number.body.errors[0].extensions.path]).toEqual([400, '$.extra']);
  });

  test.each([
    ['a name of 1,024 characters', { outputs: [named('a'.repeat(1_024))] }],
    ['10,000 columns', { outputs: [named('wide', schemaFacet(...Array.from({ length: 10_000 }, (_, i) => `c${i}`)))] }],
    ['the first and the last time', { eventTime: '1970-01-01T00:00:00Z', run: { runId: runId(900) } }],
    ['a zone that few have', { eventTime: '2026-03-01T08:00:00-23:30' }],
    [
      'a parent run whose id is longer than any index takes',
      {
        run: {
          runId: runId(901),
          facets: { parent: { run: { runId: UNLIKE }, job: { namespace: 'airflow', name: 'dag' } } },
        },
      },
    ],
    ['nanoseconds', { eventTime: '2026-03-01T08:00:00.123456789Z' }],
    ['no state, producer and schemaURL', { eventType: undefined, producer: undefined, schemaURL: undefined }],
    [
      'names that are nobody’s business',
      { outputs: ['__proto__', 'a b\n"c"', '%2F', '/abs/ölu#1|2', 'constructor'].map((name) => named(name)) },
    ],
    ['null where a list could be', { inputs: null, outputs: null }],
    [
      'facets that nobody knows, and empty ones',
      { outputs: [named('odd', { custom: { a: [1] }, schema: {}, empty: null })] },
    ],
  ])('with %s is taken', async (_what, members) => {
    const { status, body } = await client.send(event(members));
    expect({ status, body }).toMatchObject({ status: 201 });
    await settle();
    expect((await instance().instance.lineage.inspect()).deadLetters).toBe(0);
  });

  test('is mended where a facet holds what cannot be stored, and says so', async () => {
    const text = JSON.stringify(event({ job: { namespace: 'a', name: 'b', facets: { sql: { query: 'NUL' } } } }));
    const { status, body } = await client.raw(
      text.replace('"NUL"', '"\\u0000\\ud800"').replace('"inputs":[]', '"inputs":[],"n":9223372036854775808'),
    );
    expect(status).toBe(201);
    expect(body.warnings.map(({ path }: { path: string }) => path)).toEqual(
      expect.arrayContaining(['$.job.facets.sql.query', '$.n']),
    );
  });

  test('may be nested 64 deep and not deeper', async () => {
    const deep = (levels: number): string => {
      const nested = `${'['.repeat(levels)}${']'.repeat(levels)}`;
      return JSON.stringify(event({ deep: 'DEEP' })).replace('"DEEP"', nested);
    };
    expect((await client.raw(deep(63))).status).toBe(201);
    expect((await client.raw(deep(64))).status).toBe(400);
  });
});

describe('events', () => {
  test('of one run add up, though inputs come with its START and outputs with its COMPLETE', async () => {
    const run = { runId: 'ABCDEF00-0000-4000-8000-00000000000A' };
    await client.send(event({ eventType: 'START', run, inputs: [named('orders')] }));
    await client.send(
      event({
        run: { runId: run.runId.toLowerCase() },
        outputs: [named('totals', columnFacet('sum<orders.amount@AGGREGATION'))],
      }),
    );
    await client.send(event({ run, inputs: [], outputs: [] }));
    expect(await edgesAround(refOf('totals'))).toEqual([
      { from: refOf('orders'), to: refOf('totals'), job: 'job:airflow|load', transformation: null },
    ]);
    expect(await edgesAround(`${refOf('totals')}#sum`)).toEqual([
      {
        from: `${refOf('orders')}#amount`,
        to: `${refOf('totals')}#sum`,
        job: 'job:airflow|load',
        transformation: 'AGGREGATION',
      },
    ]);
  });

  test('that are equal are one, also when they come at once', async () => {
    const same = event({ outputs: [named('same')] });
    const before = await logHead();
    const answers = await Promise.all(Array.from({ length: 20 }, () => client.send(same)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 201));
    expect(answers.filter(({ body }) => !body.duplicate)).toHaveLength(1);
    expect(await logHead()).toBe(before + 1);
  });

  test('a thousand at once are all taken, in fewer transactions', async () => {
    const before = await logHead();
    const answers = instance().statementsOf(async () => {
      const statuses = await Promise.all(
        Array.from(
          { length: 1_000 },
          async (_, i) => (await client.send(event({ outputs: [named(`burst_${i}`)] }))).status,
        ),
      );
      expect(new Set(statuses)).toEqual(new Set([201]));
    });
    const appends = (await answers).filter(({ sql }) => sql.includes('lineage.append_sent'));
    expect(await logHead()).toBe(before + 1_000);
    expect(appends.length).toBeGreaterThan(0);
    expect(appends.length).toBeLessThan(900);
    await settle();
  });

  test('come in batches as well: good ones are taken, bad ones told by index', async () => {
    const good = event({ outputs: [named('batched')] });
    const { status, body } = await client.send([good, event({ run: {} }), good], '/api/v1/lineage/batch');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'partial_success',
      summary: { received: 3, successful: 2, failed: 1, duplicates: 1 },
      failed_events: [{ index: 1, path: '$.run.runId', retriable: false }],
    });
    expect((await client.send({}, '/api/v1/lineage/batch')).status).toBe(400);
    expect((await client.send([], '/api/v1/lineage/batch')).status).toBe(200);
  });

  test('leave log, store and projection equal', async () => {
    await settle();
    const { logHash, storeHash, projectionHash, deadLetters } = await instance().instance.lineage.inspect();
    expect({ storeHash, projectionHash, deadLetters }).toEqual({
      storeHash: logHash,
      projectionHash: logHash,
      deadLetters: 0,
    });
  });
});

describe('an event of the log that cannot be read', () => {
  /** Puts an event into the log past everything that checks it; gives its number. */
  const poison = async (code: string, body: object): Promise<number> => {
    const database = new Client({ connectionString: instance().instance.database.url });
    await database.connect();
    try {
      const { rows } = await database.query<{ seq: string }>(
        `insert into lineage.event (seq, content_hash, kind, source, subject, body, recorded_at)
         select coalesce(max(seq), 0) + 1, sha256(convert_to($1, 'UTF8')), 'dataset.declared', 'test', $2, $3, now()
         from lineage.event returning seq`,
        [JSON.stringify(body), `dataset:${code}`, JSON.stringify(body)],
      );
      return Number(rows[0]?.seq);
    } finally {
      await database.end();
    }
  };
  const mended = async (seq: number, body: object): Promise<void> => {
    const database = new Client({ connectionString: instance().instance.database.url });
    await database.connect();
    await database.query('update lineage.event set body = $1 where seq = $2', [JSON.stringify(body), seq]);
    await database.end();
  };
  const declared = (code: string): object => ({
    code,
    publisher: 'A11',
    tier: 'OPEN',
    sharingClass: 'OPEN',
    importanceClass: 'OTHER',
  });
  const LETTERS =
    '{ ingestionState { deadLetters lagEvents } deadLetters { totalCount nodes { id kind reason resolution resolvedBy } } }';
  const letters = async () => (await instance().ask(LETTERS, {}, ADMINISTRATOR)).data;
  const expectOneGraph = async (): Promise<void> => {
    const { logHash, storeHash, projectionHash } = await instance().instance.lineage.inspect();
    expect([storeHash, projectionHash]).toEqual([logHash, logHash]);
  };

  test('is set aside with the reason and holds nothing up; replayed when it can be read, it counts, once', async () => {
    const { lineage } = instance().instance;
    const seq = await poison('X01', { code: 'X01', nonsense: true });
    await client.send(event({ inputs: [named('before')], outputs: [named('behind')] }));
    expect(await edgesAround(refOf('behind'))).toHaveLength(1);
    expect(await letters()).toMatchObject({
      ingestionState: { deadLetters: 1, lagEvents: 0 },
      deadLetters: { totalCount: 1, nodes: [{ id: String(seq), kind: 'dataset.declared', resolution: null }] },
    });
    expect((await lineage.deadLetters.open(seq))?.body).toEqual({ code: 'X01', nonsense: true });

    const [still] = await lineage.replay([seq]);
    expect(still).toMatchObject({ outcome: 'UNREADABLE', by: null, reason: expect.stringContaining('publisher') });
    await mended(seq, declared('X01'));
    // It could be read now, and nobody has said that it is to count: the graph stays what it was.
    await expectOneGraph();
    const [replayed] = await lineage.replay(null);
    expect(replayed).toMatchObject({ seq, outcome: 'REPLAYED' });
    await settle();
    const { data } = await instance().ask('{ lineage(of: "X01", direction: BOTH) { nodes { ref } } }');
    expect(data.lineage.nodes).toContainEqual({ ref: 'X01' });
    expect(await letters()).toMatchObject({ ingestionState: { deadLetters: 0 }, deadLetters: { totalCount: 0 } });
    expect((await lineage.replay([seq]))[0]).toMatchObject({ outcome: 'RESOLVED', by: replayed?.by });
    await expectOneGraph();
    expect(await lineage.rebuild()).toMatchObject({ same: true });
  });

  test('stays aside when something newer says what it said', async () => {
    const { lineage } = instance().instance;
    const seq = await poison('X02', { code: 'X02', nonsense: true });
    const newer = await poison('X02', declared('X02'));
    await settle();
    expect(await lineage.replay([seq])).toEqual([{ seq, outcome: 'SUPERSEDED', by: newer, reason: null }]);
    await expectOneGraph();
  });

  test('is counted in /metrics, for who may know', async () => {
    await poison('X03', { code: 'X03' });
    await settle();
    const { address } = await instance().listen();
    const metrics = async (role?: 'administrator' | 'developer'): Promise<[number, string]> => {
      const headers = role === undefined ? {} : { authorization: `Bearer ${await instance().issuer.issue(role, [])}` };
      const response = await fetch(`${address}/metrics`, { headers });
      return [response.status, await response.text()];
    };
    const [status, text] = await metrics('administrator');
    expect([status, text]).toEqual([200, expect.stringMatching(/^nguon_ingestion_dead_letters 1$/m)]);
    expect(text).toMatch(/^nguon_ingestion_lag_seconds 0$/m);
    expect((await metrics('developer'))[0]).toBe(403);
    expect((await metrics())[0]).toBe(401);
    for (const as of [DEVELOPER, stewardOf('A11')])
      expect((await instance().ask('{ deadLetters { totalCount } }', {}, as)).errors[0]?.code).toBe('FORBIDDEN');
  });
});

test('without its database an instance answers 503 and asks to come again in a second', async () => {
  const alone = await testInstance();
  const sender = lineageClient(() => alone);
  expect((await sender.send(event())).status).toBe(201);
  await alone.instance.database.stop();
  const { status, headers } = await sender.send(event());
  expect([status, headers.get('retry-after')]).toEqual([503, '1']);
  await alone.close().catch(() => undefined);
});
