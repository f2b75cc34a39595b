import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clock } from '../../../kernel/clock.ts';
import { Lang } from '../../../kernel/graphql/language.ts';
import { readServiceKey } from '../../../kernel/identity/service-key.ts';
import { askedDirectory } from '../../../kernel/identity/service-key-directory.ts';
import { access } from '../../../subgraphs/access/index.ts';
import { type TestSubgraph, testSubgraph } from '../../support/subgraph.ts';
import { anonymous, architect, developer, stewardOf } from '../../support/viewers.ts';

const FIELDS =
  'id name scope { namespaces agencies { code } events } createdAt createdBy validTo lastUsedAt revokedAt revokedBy';
const CREATE = `mutation ($input: CreateServiceKeyInput!) { createServiceKey(input: $input) { key serviceKey { ${FIELDS} } } }`;
const REVOKE = `mutation ($input: RevokeServiceKeyInput!) { revokeServiceKey(input: $input) { ${FIELDS} } }`;
const LIST = `query ($filter: ServiceKeyFilter) { serviceKeys(filter: $filter) { totalCount nodes { ${FIELDS} } } }`;

const NOW = new Date('2026-03-01T08:00:30Z');

describe('service keys', () => {
  let subgraph: TestSubgraph;
  let now = NOW;
  const clock: Clock = { now: () => new Date(now) };
  const ask: TestSubgraph['ask'] = (...question) => subgraph.ask(...question);
  const create = async (input: object): Promise<{ key: string; id: string }> => {
    const { data, errors } = await ask(CREATE, { input });
    expect(errors).toEqual([]);
    return { key: data.createServiceKey.key, id: data.createServiceKey.serviceKey.id };
  };
  /** Everything that the database holds of keys, as text. */
  const dump = async (): Promise<string> => {
    const client = new Client({ connectionString: subgraph.running.orm.config.get('clientUrl') });
    await client.connect();
    try {
      const tables = await client.query<{ name: string }>(
        "select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables where schemaname = 'access'",
      );
      const texts = await Promise.all(
        tables.rows.map(({ name }) =>
          client.query<{ all: string }>(`select coalesce(string_agg(t::text, e'\\n'), '') as all from ${name} t`),
        ),
      );
      return texts.map(({ rows }) => rows[0]?.all).join('\n');
    } finally {
      await client.end();
    }
  };
  const directory = askedDirectory((name, question) =>
    subgraph.running.answer(name, question, {
      viewer: { subject: 'process:gateway', role: 'service', agencies: [] },
      lang: Lang.VI,
      correlationId: crypto.randomUUID(),
    }),
  );
  const digestOf = (key: string): string => readServiceKey(key)?.digest ?? '';

  beforeAll(async () => {
    subgraph = await testSubgraph(access, clock);
  });
  afterAll(async () => {
    expect(subgraph.unexpected).toEqual([]);
    await subgraph.close();
  });

  it('are shown once, with what they are for', async () => {
    const { data, errors } = await ask(CREATE, {
      input: { name: 'Airflow', namespaces: ['health-*', 'lab', 'lab'], agencies: ['A11'], events: ['RUN', 'JOB'] },
    });
    expect(errors).toEqual([]);
    const { key, serviceKey } = data.createServiceKey;
    expect(readServiceKey(key)?.id).toBe(serviceKey.id);
    expect(serviceKey).toMatchObject({
      name: 'Airflow',
      scope: { namespaces: ['health-*', 'lab'], agencies: [{ code: 'A11' }], events: ['RUN', 'JOB'] },
      createdAt: NOW.toISOString(),
      createdBy: 'test-administrator',
      validTo: null,
      lastUsedAt: null,
      revokedAt: null,
      revokedBy: null,
    });
    expect(JSON.stringify((await ask(LIST)).data)).not.toContain(key.slice(-30));
  });

  it('are kept as a hash alone: the dump of the database holds no part of a key but its id', async () => {
    const { key, id } = await create({ name: 'x', namespaces: ['*'] });
    const text = await dump();
    expect(text).toContain(id);
    expect(text).toContain(digestOf(key));
    const secret = key.slice(`nguon_key_${id}_`.length);
    for (let at = 0; at + 8 <= secret.length; at++) expect(text).not.toContain(secret.slice(at, at + 8));
  });

  it('are found by the gateway while they are in force', async () => {
    const { key, id } = await create({ name: 'x', namespaces: ['lab'], validTo: '2026-03-01T09:00:00Z' });
    const found = { id, scope: { namespaces: ['lab'], agencies: [], events: ['RUN', 'JOB', 'DATASET'] } };
    expect(await directory.find(digestOf(key))).toEqual({ ...found, until: Date.parse('2026-03-01T09:00:00Z') });
    expect(await directory.find('0'.repeat(64))).toBe(null);
    now = new Date('2026-03-01T09:00:00Z');
    expect(await directory.find(digestOf(key))).toBe(null);
    now = NOW;
  });

  it('are revoked for good, once', async () => {
    const { key, id } = await create({ name: 'x', namespaces: ['lab'] });
    const { data } = await ask(REVOKE, { input: { id } });
    expect(data.revokeServiceKey).toMatchObject({ id, revokedAt: NOW.toISOString(), revokedBy: 'test-administrator' });
    expect(await directory.find(digestOf(key))).toBe(null);
    now = new Date('2026-03-02T00:00:00Z');
    expect((await ask(REVOKE, { input: { id } })).data.revokeServiceKey.revokedAt).toBe(NOW.toISOString());
    now = NOW;
    for (const change of [
      'revoked_at = null, revoked_by = null',
      "namespaces = '{*}'",
      'valid_to = now()',
      "digest = repeat('0', 64)",
    ])
      await expect(
        subgraph.running.orm.em.fork().execute(`update access.service_key set ${change} where id = ?`, [id]),
      ).rejects.toThrow(/cannot be rewritten/);
  });

  it('have their last use noted to the minute, and never back in time', async () => {
    const { id } = await create({ name: 'used', namespaces: ['lab'] });
    const lastUse = async (): Promise<string | null> =>
      (await ask(LIST)).data.serviceKeys.nodes.find((key: { id: string }) => key.id === id).lastUsedAt;
    expect(await lastUse()).toBe(null);
    await directory.used([
      { id, at: Date.parse('2026-03-01T08:05:10Z') },
      { id, at: Date.parse('2026-03-01T08:07:59.999Z') },
      { id: 'nobody', at: 1 },
    ]);
    expect(await lastUse()).toBe('2026-03-01T08:07:00.000Z');
    await directory.used([{ id, at: Date.parse('2026-03-01T08:06:00Z') }]);
    expect(await lastUse()).toBe('2026-03-01T08:07:00.000Z');
    await directory.used([]);
  });

  it('are listed in force or not', async () => {
    const all = (await ask(LIST)).data.serviceKeys.totalCount;
    const inForce = (await ask(LIST, { filter: { inForce: true } })).data.serviceKeys;
    const ended = (await ask(LIST, { filter: { inForce: false } })).data.serviceKeys;
    expect(inForce.nodes.every((key: { revokedAt: unknown }) => key.revokedAt === null)).toBe(true);
    expect(ended.nodes.map((key: { revokedAt: unknown }) => key.revokedAt)).toEqual([NOW.toISOString()]);
    expect(inForce.totalCount + ended.totalCount).toBe(all);
  });

  it.each([
    ['nobody', anonymous, 'UNAUTHENTICATED'],
    ['developers', developer, 'FORBIDDEN'],
    ['stewards', stewardOf('A11'), 'FORBIDDEN'],
    ['architects', architect, 'FORBIDDEN'],
    ['services', { ...developer, role: 'service' as const }, 'FORBIDDEN'],
  ])('are no business of %s', async (_who, viewer, code) => {
    const { id } = await create({ name: 'x', namespaces: ['*'] });
    const before = await dump();
    for (const [query, variables] of [
      [LIST, {}],
      [CREATE, { input: { name: 'x', namespaces: ['*'] } }],
      [REVOKE, { input: { id } }],
    ] as const) {
      const { data, errors } = await ask(query, variables, viewer);
      expect([Object.values(data), errors.map((error) => error.code)]).toEqual([[null], [code]]);
    }
    expect(await dump()).toBe(before);
  });

  it.each([
    [{ name: 'x' }, 'CONFLICT', /Say what the key is for/],
    [{ name: ' ', namespaces: ['*'] }, 'BAD_USER_INPUT', /name must not be blank/],
    [{ name: 'x', namespaces: ['a*b'] }, 'BAD_USER_INPUT', /"\*" at their end only/],
    [{ name: 'x', namespaces: [''] }, 'BAD_USER_INPUT', /namespaces/],
    [{ name: 'x', namespaces: ['x'.repeat(1_025)] }, 'BAD_USER_INPUT', /1024 characters/],
    [{ name: 'x', namespaces: Array(101).fill('x') }, 'BAD_USER_INPUT', /at most 100/],
    [{ name: 'x', agencies: ['A 11'] }, 'BAD_USER_INPUT', /codes of agencies/],
    [{ name: 'x', namespaces: ['*'], events: [] }, 'BAD_USER_INPUT', /at least one kind/],
    [{ name: 'x', namespaces: ['*'], validTo: '2026-03-01T08:00:30Z' }, 'BAD_USER_INPUT', /must be in the future/],
  ])('are not made of %j', async (input, code, message) => {
    const { data, errors } = await ask(CREATE, { input });
    expect(data.createServiceKey).toBe(null);
    expect(errors).toMatchObject([{ code, message: expect.stringMatching(message) }]);
  });

  it('that do not exist are not revoked', async () => {
    expect((await ask(REVOKE, { input: { id: 'nobody' } })).errors).toMatchObject([{ code: 'NOT_FOUND' }]);
    const { key } = await create({ name: 'x', namespaces: ['*'] });
    const { errors } = await ask(REVOKE, { input: { id: key } });
    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('not the key') }]);
  });
});

describe('viewer', () => {
  let subgraph: TestSubgraph;
  const VIEWER =
    '{ viewer { kind subject role roles agencies { code } scope { namespaces agencies { code } events } until } }';
  const viewerOf = async (viewer: Parameters<TestSubgraph['ask']>[2]): Promise<unknown> => {
    const { data, errors } = await subgraph.ask(VIEWER, {}, viewer);
    expect(errors).toEqual([]);
    return data.viewer;
  };
  beforeAll(async () => {
    subgraph = await testSubgraph(access);
  });
  afterAll(() => subgraph.close());

  it('says that nobody is known', async () => {
    expect(await viewerOf(anonymous)).toEqual({
      kind: 'ANONYMOUS',
      subject: 'anonymous',
      role: 'ANONYMOUS',
      roles: [],
      agencies: [],
      scope: null,
      until: null,
    });
  });

  it('says who a person is, for which agencies, until when', async () => {
    const until = Date.parse('2026-03-01T20:00:00Z');
    const credential = { kind: 'OIDC', roles: ['steward', 'developer'], until } as const;
    expect(await viewerOf({ subject: 'u-1', role: 'steward', agencies: ['A11', 'A12'], credential })).toEqual({
      kind: 'PERSON',
      subject: 'u-1',
      role: 'STEWARD',
      roles: ['STEWARD', 'DEVELOPER'],
      agencies: [{ code: 'A11' }, { code: 'A12' }],
      scope: null,
      until: '2026-03-01T20:00:00.000Z',
    });
  });

  it('says of a person without a known role that they are known, and have none', async () => {
    const credential = { kind: 'OIDC', roles: [], until: null } as const;
    expect(await viewerOf({ subject: 'u-1', role: 'anonymous', agencies: [], credential })).toMatchObject({
      kind: 'PERSON',
      subject: 'u-1',
      role: 'ANONYMOUS',
      roles: [],
    });
  });

  it('says what a key is for', async () => {
    const scope = { namespaces: ['lab'], agencies: ['A11'], events: ['RUN'] } as const;
    const credential = { kind: 'SERVICE_KEY', roles: ['service'], until: null, scope } as const;
    expect(await viewerOf({ subject: 'key:x', role: 'service', agencies: [], credential })).toMatchObject({
      kind: 'SERVICE',
      subject: 'key:x',
      role: 'SERVICE',
      scope: { namespaces: ['lab'], agencies: [{ code: 'A11' }], events: ['RUN'] },
      until: null,
    });
  });
});
