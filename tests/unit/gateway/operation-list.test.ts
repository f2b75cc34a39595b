import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HttpHost } from '../../../gateway/http/server.ts';
import { operationList, readOperationList } from '../../../gateway/operation/operation-list.ts';
import { type HttpAnswer, readAnswer, type ServedOwners, serveOwners } from './served-owners.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const COUNT = 'query Count { agencies { totalCount } }';
const OTHER = '{ agencies { nodes { code } } }';
const CREATE = 'mutation Create($input: CreateAgencyInput!) { createAgency(input: $input) { code } }';

const APOLLO = {
  format: 'apollo-persisted-query-manifest',
  version: 1,
  operations: [
    { id: sha256(COUNT), name: 'Count', type: 'query', body: COUNT },
    { id: 'create-agency', name: 'Create', type: 'mutation', body: CREATE },
  ],
};
const PLAIN = { [sha256(COUNT)]: COUNT, 'create-agency': CREATE };

describe.each([
  ["Apollo's form", APOLLO],
  ['the plain form', PLAIN],
])('a list in %s', (_form, manifest) => {
  it('finds each operation by its id, and by its hash', () => {
    const list = operationList(manifest, false);
    expect([list.size, list.find(sha256(COUNT)), list.find('create-agency'), list.find(sha256(CREATE))]).toEqual([
      2,
      COUNT,
      CREATE,
      CREATE,
    ]);
    for (const id of ['', 'nothing', '__proto__', 'constructor', sha256(OTHER)]) expect(list.find(id)).toBe(undefined);
  });
});

describe('a list is refused at the start', () => {
  it.each([
    ['that is no object', [], /neither an Apollo manifest nor/],
    ['of an unknown form', { format: 'other', operations: [] }, /neither an Apollo manifest nor/],
    ['with a hash of another document', { [sha256(OTHER)]: COUNT }, /is not its SHA-256/],
    ['with a document that is no text', { a: 1 }, /without a text for id and document/],
    ['with what is no operation object', { format: APOLLO.format, operations: [null] }, /without a text/],
    ['with what is no GraphQL', { a: '{ nope' }, /\(a\) that cannot be answered: Syntax Error/],
    ['with an operation over a limit', { a: `{ ${'a '.repeat(21)}}` }, /rootFields 21, at most 20/],
  ])('%s', (_what, manifest, message) => {
    expect(() => operationList(manifest, false)).toThrow(expect.objectContaining({ code: 'CONFIGURATION' }));
    expect(() => operationList(manifest, false)).toThrow(message);
  });

  it('that cannot be read, or is no JSON', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'nguon-operations-'));
    const file = join(folder, 'operations.json');
    await expect(readOperationList(file, true)).rejects.toThrow(/cannot be read \(ENOENT\)/);
    await writeFile(file, '{');
    await expect(readOperationList(file, true)).rejects.toThrow(/is not JSON/);
    await writeFile(file, JSON.stringify(PLAIN));
    expect((await readOperationList(file, true)).only).toBe(true);
    await rm(folder, { recursive: true });
  });
});

describe('over HTTP', () => {
  let served: ServedOwners;
  const hosts = new Map<string, HttpHost>();
  beforeAll(async () => {
    served = await serveOwners();
    hosts.set('with a list', await served.listenAgain({ operations: operationList(APOLLO, false) }));
    hosts.set('with nothing but the list', await served.listenAgain({ operations: operationList(APOLLO, true) }));
    hosts.set('without a list', served.host);
  });
  afterAll(async () => {
    for (const host of hosts.values()) await host.close();
    await served?.close();
    expect(served?.unexpected).toEqual([]);
  });

  const post = async (where: string, body: unknown): Promise<HttpAnswer> =>
    readAnswer(
      await fetch(`${hosts.get(where)?.address}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${await served.issuer.issue('administrator', [])}`,
        },
        body: JSON.stringify(body),
      }),
    );
  const seen = ({ status, data, errors }: HttpAnswer) => [status, data, errors[0]?.extensions.code];
  const byHash = (query: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: sha256(query) } } });
  const COUNTED = { agencies: { totalCount: 0 } };

  it.each([
    ['its hash', byHash(COUNT)],
    [
      'its hash in capitals',
      { extensions: { persistedQuery: { version: 1, sha256Hash: sha256(COUNT).toUpperCase() } } },
    ],
    ['its hash and itself', { query: COUNT, ...byHash(COUNT) }],
    ['documentId with the hash', { documentId: `sha256:${sha256(COUNT)}` }],
    ['documentId', { documentId: sha256(COUNT), operationName: 'Count' }],
    ['itself', { query: COUNT }],
  ])('a listed operation is answered by %s', async (_how, body) => {
    expect(seen(await post('with a list', body))).toEqual([200, COUNTED, undefined]);
    expect(seen(await post('with nothing but the list', body))).toEqual([200, COUNTED, undefined]);
  });

  it('an operation that is not listed is answered where others may be asked, and nowhere else', async () => {
    expect((await post('with a list', { query: OTHER })).status).toBe(200);
    expect((await post('without a list', { query: OTHER })).status).toBe(200);
    const refused = [403, null, 'OPERATION_NOT_LISTED'];
    for (const query of [
      OTHER,
      `${COUNT} `,
      `${COUNT} query Other { __typename }`,
      '{ __schema { queryType { name } } }',
      '{',
    ]) {
      expect(seen(await post('with nothing but the list', { query, operationName: 'Count' }))).toEqual(refused);
      expect(seen(await post('with nothing but the list', { query, ...byHash(query) }))).toEqual(refused);
      expect(seen(await post('with nothing but the list', { query, documentId: 'create-agency' }))).toEqual(refused);
    }
  });

  it('a hash that is not listed is told so, and sending it with its document registers nothing', async () => {
    for (const [where, code] of [
      ['with a list', 'PERSISTED_QUERY_NOT_FOUND'],
      ['with nothing but the list', 'PERSISTED_QUERY_NOT_FOUND'],
      ['without a list', 'PERSISTED_QUERY_NOT_SUPPORTED'],
    ] as const) {
      expect(seen(await post(where, byHash(OTHER)))).toEqual([400, null, code]);
      await post(where, { query: OTHER, ...byHash(OTHER) });
      expect(seen(await post(where, byHash(OTHER)))).toEqual([400, null, code]);
    }
  });

  it("a hash of another document is refused, so that nobody's answer is taken for another's", async () => {
    for (const where of hosts.keys())
      expect(seen(await post(where, { query: OTHER, ...byHash(COUNT) }))).toEqual([400, null, 'BAD_USER_INPUT']);
  });

  it.each([
    {},
    { query: null },
    { documentId: '' },
    { documentId: null, extensions: null },
    { extensions: { persistedQuery: null } },
    { extensions: { persistedQuery: { sha256Hash: 1 } } },
    { extensions: { persistedQuery: { sha256Hash: ['a'] } } },
    { extensions: [] },
  ])('%j names no operation', async (body) => {
    for (const where of hosts.keys()) expect((await post(where, body)).status).toBe(400);
  });
});
