import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { ADMINISTRATOR, seededInstance, stewardOf } from '../support/instance.ts';
import { type EventAnswer, lineageClient } from '../support/lineage-client.ts';
import { columnFacet, named, runEvent, runId } from '../support/openlineage-events.ts';

const instance = seededInstance();
const client = lineageClient(instance);

const CREATE =
  'mutation ($input: CreateServiceKeyInput!) { createServiceKey(input: $input) { key serviceKey { id } } }';
const REVOKE = 'mutation ($id: ID!) { revokeServiceKey(input: { id: $id }) { id revokedAt } }';
const LAST_USE = '{ serviceKeys(first: 200) { nodes { id lastUsedAt } } }';
const LINK =
  'mutation ($name: NodeRef!, $dataset: ID!) { linkName(input: { name: $name, dataset: $dataset }) { name } }';

const make = async (input: object): Promise<{ key: string; id: string }> => {
  const { data, errors } = await instance().ask(CREATE, { input: { name: 'test', ...input } }, ADMINISTRATOR);
  expect(errors).toEqual([]);
  return { key: data.createServiceKey.key, id: data.createServiceKey.serviceKey.id };
};
const send = (key: string, body: unknown, path?: string): Promise<EventAnswer> =>
  client.raw(JSON.stringify(body), { authorization: `Bearer ${key}` }, path);
const logHead = async (): Promise<number> => (await instance().instance.lineage.inspect()).head;

let runs = 0;
const run = (namespace: string, members: object = {}): unknown =>
  runEvent({ run: { runId: runId(++runs) }, job: { namespace, name: 'load' }, ...members }).body;
const job = (namespace: string): unknown => ({
  eventTime: '2026-03-01T08:00:00Z',
  job: { namespace, name: `described-${++runs}` },
  producer: 'urn:test',
  schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/JobEvent',
});
const dataset = (name: string): unknown => ({
  eventTime: '2026-03-01T08:00:00Z',
  dataset: named(name),
  producer: 'urn:test',
  schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/DatasetEvent',
});

describe('a service key', () => {
  test('sends what it is for', async () => {
    const { key } = await make({ namespaces: ['airflow', 'pg://city*'] });
    const before = await logHead();
    for (const event of [
      run('airflow', { inputs: [{ namespace: 'elsewhere', name: 'read' }], outputs: [named('public.mine')] }),
      job('airflow'),
      dataset('public.mine'),
    ])
      expect((await send(key, event)).status).toBe(201);
    expect(await logHead()).toBe(before + 3);
  });

  test.each([
    ['a job of another namespace', () => run('airflow-2'), 'namespaces'],
    ['a namespace that only begins so', () => run('airflow/x'), 'namespaces'],
    ['the namespace in other letters', () => run('Airflow'), 'namespaces'],
    [
      'a written dataset of another namespace',
      () => run('airflow', { outputs: [named('public.mine'), { namespace: 'pg://other', name: 'x' }] }),
      'namespaces',
    ],
    [
      'columns of a dataset that it only reads',
      () =>
        run('airflow', {
          inputs: [{ ...named('x', columnFacet('a<public.mine.b')), namespace: 'pg://other' }],
        }),
      'namespaces',
    ],
    ['another kind of event', () => dataset('public.mine'), 'events'],
  ])('is refused with 403 for %s, and nothing is stored', async (_what, event, scope) => {
    const { key } = await make({ namespaces: ['airflow', 'pg://city'], events: ['RUN', 'JOB'] });
    // The control: the same key sends what it is for.
    expect((await send(key, run('airflow', { outputs: [named('public.mine')] }))).status).toBe(201);
    const before = await logHead();
    const { status, body } = await send(key, event());
    expect([status, body.errors[0].extensions]).toMatchObject([403, { code: 'FORBIDDEN', scope }]);
    expect(await logHead()).toBe(before);
  });

  test('in a batch has the events refused that it is not for, and the others taken', async () => {
    const { key } = await make({ namespaces: ['airflow'] });
    const before = await logHead();
    const { status, body } = await send(key, [run('airflow'), run('other'), job('airflow')], '/api/v1/lineage/batch');
    expect([status, body.summary.successful, body.failed_events]).toMatchObject([
      200,
      2,
      [{ index: 1, retriable: false, reason: expect.stringContaining('writes in the namespaces airflow') }],
    ]);
    expect(await logHead()).toBe(before + 2);
  });

  test('for an agency does not write a name that is known to be a dataset of another one', async () => {
    const { key } = await make({ agencies: ['A11'] });
    const write = (name: string): Promise<EventAnswer> => send(key, run('any', { outputs: [named(name)] }));
    expect((await write('linked.population')).status).toBe(201);
    const { data } = await instance().ask('{ datasets(first: 200) { nodes { code publisher { code } } } }');
    const publishedBy = (agency: string): string =>
      data.datasets.nodes.find((node: { publisher: { code: string } }) => node.publisher.code === agency).code;
    for (const [name, code] of [
      ['linked.population', 'N01'],
      ['linked.own', publishedBy('A11')],
    ]) {
      const linked = await instance().ask(LINK, { name: `pg://city|${name}`, dataset: code }, ADMINISTRATOR);
      expect(linked.errors).toEqual([]);
    }
    expect((await write('linked.own')).status).toBe(201);
    const before = await logHead();
    const { status, body } = await write('linked.population');
    expect([status, body.errors[0].extensions]).toMatchObject([403, { code: 'FORBIDDEN', scope: 'agencies' }]);
    expect(await logHead()).toBe(before);
    // Reading it is anybody's.
    expect((await send(key, run('any', { inputs: [named('linked.population')] }))).status).toBe(201);
  });

  test('reads as a developer does, writes nothing else, and knows who it is', async () => {
    const { key, id } = await make({ namespaces: ['airflow'] });
    const { address } = await instance().listen();
    const ask = async (query: string) => {
      const response = await fetch(`${address}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
        body: JSON.stringify({ query }),
      });
      return (await response.json()) as { data: Record<string, unknown>; errors?: { extensions: { code: string } }[] };
    };
    expect((await ask('{ viewer { kind subject role scope { namespaces } until } }')).data['viewer']).toEqual({
      kind: 'SERVICE',
      subject: `key:${id}`,
      role: 'SERVICE',
      scope: { namespaces: ['airflow'] },
      until: null,
    });
    const count = '{ datasets(first: 0) { totalCount } }';
    const developer = await instance().ask(count, {}, { role: 'developer', agencies: [] });
    expect((await ask(count)).data).toEqual(developer.data);
    const written = await ask('mutation { revokeServiceKey(input: { id: "x" }) { id } }');
    expect(written.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('that is revoked is refused within five seconds, as any bad token is', async () => {
    const { key, id } = await make({ namespaces: ['airflow'] });
    expect((await send(key, run('airflow'))).status).toBe(201);
    expect((await instance().ask(REVOKE, { id }, stewardOf('A11'))).errors[0]?.code).toBe('FORBIDDEN');
    expect((await instance().ask(REVOKE, { id }, ADMINISTRATOR)).data.revokeServiceKey.revokedAt).not.toBe(null);
    await wait(5_000);
    const before = await logHead();
    const [revoked, garbage] = [await send(key, run('airflow')), await send('garbage', run('airflow'))];
    expect([revoked.status, revoked.body]).toEqual([401, garbage.body]);
    expect(await logHead()).toBe(before);
  });

  test('has its last use noted', async () => {
    const [{ key, id }, unused] = [await make({ namespaces: ['airflow'] }), await make({ namespaces: ['airflow'] })];
    expect((await send(key, run('airflow'))).status).toBe(201);
    const lastUse = async (of: string): Promise<string | null> => {
      const { data } = await instance().ask(LAST_USE, {}, ADMINISTRATOR);
      return data.serviceKeys.nodes.find((node: { id: string }) => node.id === of).lastUsedAt;
    };
    for (let seconds = 0; (await lastUse(id)) === null && seconds < 60; seconds++) await wait(1_000);
    expect(Math.abs(Date.now() - Date.parse((await lastUse(id)) ?? ''))).toBeLessThan(180_000);
    expect(await lastUse(unused.id)).toBe(null);
  });
});
