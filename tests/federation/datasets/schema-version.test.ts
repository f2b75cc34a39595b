import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FieldState } from '../../../subgraphs/datasets/field-state.ts';
import { datasets } from '../../../subgraphs/datasets/index.ts';
import { isUnchanged, schemaChanges } from '../../../subgraphs/datasets/schema-changes.ts';
import { type TestSubgraph, testSubgraph } from '../../support/subgraph.ts';
import { administrator, anonymous, architect, developer, stewardOf } from '../../support/viewers.ts';
import { dataset, declare, factsAfter, field, head, rowCounts, sql, statementsOf } from './catalog.ts';

describe('the changes between two field lists', () => {
  const states = (...texts: string[]): FieldState[] => texts.map((text) => field(text) as unknown as FieldState);
  const none = { added: [], removed: [], type: [], nullability: [], key: [], class: [], order: false };

  test.each([
    ['nothing', ['a', 'b'], ['a', 'b'], {}],
    ['an addition in the middle, which is no new order', ['a', 'c'], ['a', 'b', 'c'], { added: ['b'] }],
    ['a removal from the front, which is no new order', ['a', 'b', 'c'], ['b', 'c'], { removed: ['a'] }],
    ['a rename, as removal and addition', ['a'], ['b'], { added: ['b'], removed: ['a'] }],
    ['a type', ['a:STR'], ['a:INT'], { type: ['a'] }],
    ['a nullability', ['a:STR'], ['a:STR?'], { nullability: ['a'] }],
    ['a key', ['a:STR'], ['a:STR!'], { key: ['a'] }],
    ['a class', ['a:STR:BASIC'], ['a:STR:SENSITIVE'], { class: ['a'] }],
    ['a direct identifier', ['a:STR:BASIC'], ['a:STR:BASIC*'], { class: ['a'] }],
    ['another order', ['a', 'b'], ['b', 'a'], { order: true }],
    ['another order beside an addition', ['a', 'b'], ['b', 'x', 'a'], { added: ['x'], order: true }],
  ])('hold %s', (_what, before, after, expected) => {
    const changes = schemaChanges(states(...before), states(...after));
    expect(changes).toEqual({ ...none, ...expected });
    expect(isUnchanged(changes)).toBe(Object.keys(expected).length === 0);
  });
});

describe('schema versions', () => {
  let subgraph: TestSubgraph;

  beforeAll(async () => {
    subgraph = await testSubgraph(datasets);
    await declare(
      subgraph,
      dataset('V1', { sharingClass: 'SHARED', fields: [field('a:STR!'), field('b:STR:SENSITIVE'), field('c:INT')] }),
    );
  });

  afterAll(async () => {
    expect(subgraph.unexpected).toEqual([]);
    await subgraph.close();
  });

  const write = (code: string, fields: unknown[], viewer = administrator) =>
    subgraph.ask(
      `mutation ($input: WriteSchemaVersionInput!) { writeSchemaVersion(input: $input) { version fieldCount
         changes { added removed type nullability key class order } dataset { schemaVersion piiClass fields { ref position } } } }`,
      { input: { dataset: code, fields } },
      viewer,
    );

  test('begin with 1, where everything is added', async () => {
    const { data } = await subgraph.ask(
      '{ dataset(code: "V1") { schemaVersion schemaVersions { totalCount nodes { version fieldCount changes { added order } dataset { code } } } } }',
    );
    expect(data.dataset).toEqual({
      schemaVersion: 1,
      schemaVersions: {
        totalCount: 1,
        nodes: [
          { version: 1, fieldCount: 3, changes: { added: ['a', 'b', 'c'], order: false }, dataset: { code: 'V1' } },
        ],
      },
    });
  });

  test('are written by stewards of the publisher and administrators', async () => {
    const before = await rowCounts(subgraph);
    for (const viewer of [developer, architect, stewardOf('A12')]) {
      expect((await write('V1', [], viewer)).errors[0]?.code).toBe('FORBIDDEN');
    }
    expect((await write('V1', [], anonymous)).errors[0]?.code).toBe('NOT_FOUND');
    expect(await rowCounts(subgraph)).toEqual(before);
    await declare(subgraph, dataset('V2'));
    expect((await write('V2', [field('x')], stewardOf('A11'))).data.writeSchemaVersion.version).toBe(2);
  });

  test('replace the whole list, say what changed, and keep what was removed in the old ones', async () => {
    const before = await head(subgraph);
    const { data, errors } = await write('V1', [field('c:NUM?'), field('a:STR'), field('d:DATE')]);
    expect(errors).toEqual([]);
    expect(data.writeSchemaVersion).toEqual({
      version: 2,
      fieldCount: 3,
      changes: { added: ['d'], removed: ['b'], type: ['c'], nullability: ['c'], key: ['a'], class: [], order: true },
      dataset: {
        schemaVersion: 2,
        piiClass: 'NONE',
        fields: [
          { ref: 'V1.c', position: 1 },
          { ref: 'V1.a', position: 2 },
          { ref: 'V1.d', position: 3 },
        ],
      },
    });
    const read = await subgraph.ask(
      '{ field(ref: "V1.b") { ref } dataset(code: "V1") { schemaVersions { nodes { version fields { name type } } } } }',
    );
    expect(read.data.field).toBeNull();
    expect(read.data.dataset.schemaVersions.nodes[1]).toEqual({
      version: 1,
      fields: [
        { name: 'a', type: 'STR' },
        { name: 'b', type: 'STR' },
        { name: 'c', type: 'INT' },
      ],
    });
    const facts = await factsAfter(subgraph, before);
    expect(facts.map(({ kind, body }) => [kind, body['version']])).toEqual([['schema.written', 2]]);
  });

  test('of the list that is in force already add none and tell nothing', async () => {
    const before = [await head(subgraph), await rowCounts(subgraph)];
    const { data } = await write('V1', [field('c:NUM?'), field('a:STR'), field('d:DATE')]);
    expect(data.writeSchemaVersion).toMatchObject({ version: 2, changes: { added: ['d'] } });
    expect([await head(subgraph), await rowCounts(subgraph)]).toEqual(before);
  });

  test('keep the class that a field had, while the one in force follows its classification', async () => {
    await declare(subgraph, dataset('V3', { fields: [field('a')] }));
    await write('V3', [field('a'), field('b')]);
    await subgraph.ask('mutation { updateField(input: {dataset: "V3", name: "a", piiClass: BASIC}) { ref } }');
    const { data } = await subgraph.ask(
      '{ dataset(code: "V3") { schemaVersions { nodes { version fields { name piiClass } } } } }',
    );
    expect(
      data.dataset.schemaVersions.nodes.map((v: { fields: { piiClass: string }[] }) => v.fields[0]?.piiClass),
    ).toEqual(['BASIC', 'NONE']);
    expect((await write('V3', [field('a:STR:BASIC'), field('b')])).data.writeSchemaVersion.version).toBe(2);
    expect((await write('V3', [field('a:STR:SENSITIVE'), field('b')])).data.writeSchemaVersion).toMatchObject({
      version: 3,
      changes: { class: ['a'] },
    });
  });

  test('keep the public basis of a field that stays, and end that of one that goes', async () => {
    await declare(subgraph, dataset('V4', { fields: [field('a:STR:BASIC'), field('b:STR:BASIC')] }));
    for (const name of ['a', 'b']) {
      await subgraph.ask(
        `mutation { setPublicBasis(input: {field: "V4.${name}", document: "1/2026", article: "2"}) { ref } }`,
      );
    }
    const before = await head(subgraph);
    await write('V4', [field('x'), field('a:TEXT:BASIC')]);
    const { data } = await subgraph.ask('{ dataset(code: "V4") { fields { name publicBasis { article mark } } } }');
    expect(data.dataset.fields).toEqual([
      { name: 'x', publicBasis: null },
      { name: 'a', publicBasis: { article: '2', mark: 'ILLUSTRATIVE' } },
    ]);
    const facts = await factsAfter(subgraph, before);
    expect(facts.map(({ kind, key }) => [kind, key])).toEqual([
      ['schema.written', 'V4'],
      ['basis.set', 'V4.b'],
    ]);
    expect(facts[1]?.body).toEqual({ field: 'V4.b', document: null, article: null });
    await write('V4', [field('x'), field('a:TEXT:BASIC'), field('b:STR:BASIC')]);
    expect(
      (await subgraph.ask('{ field(ref: "V4.b") { publicBasis { article } } }')).data.field.publicBasis,
    ).toBeNull();
  });

  test('are listed newest first and walked by cursors', async () => {
    await declare(subgraph, dataset('V5'));
    for (let count = 2; count <= 12; count++)
      await write(
        'V5',
        Array.from({ length: count }, (_, index) => field(`f${index}`)),
      );
    const versions: number[] = [];
    let after: string | null = null;
    do {
      const { data } = await subgraph.ask(
        'query ($after: String) { dataset(code: "V5") { schemaVersions(first: 5, after: $after) { totalCount nodes { version } pageInfo { hasNextPage endCursor } } } }',
        { after },
      );
      const page = data.dataset.schemaVersions;
      expect(page.totalCount).toBe(12);
      versions.push(...page.nodes.map((node: { version: number }) => node.version));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(versions).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  });

  test.each([
    ['first: 201', 'BAD_USER_INPUT'],
    ['first: -1', 'BAD_USER_INPUT'],
    ['after: "WyJ4IiwxLCJ4Il0"', 'BAD_CURSOR'],
  ])('refuse %s', async (args, code) => {
    const { errors } = await subgraph.ask(`{ dataset(code: "V5") { schemaVersions(${args}) { totalCount } } }`);
    expect(errors[0]?.code).toBe(code);
  });

  test('refuse a cursor of the list of datasets', async () => {
    const { data } = await subgraph.ask('{ datasets(first: 1) { pageInfo { endCursor } } }');
    const { errors } = await subgraph.ask(
      `{ dataset(code: "V5") { schemaVersions(after: "${data.datasets.pageInfo.endCursor}") { totalCount } } }`,
    );
    expect(errors[0]?.code).toBe('BAD_CURSOR');
  });

  test('refuse a list that is not accepted, by the place in it, and change nothing', async () => {
    const before = [await head(subgraph), await rowCounts(subgraph)];
    const { errors } = await write('V1', [field('a'), field('a')]);
    expect(errors[0]).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(errors[0]?.message).toContain('fields[1] ("a") is not accepted');
    expect([await head(subgraph), await rowCounts(subgraph)]).toEqual(before);
  });

  test('of a dataset that does not exist are refused with near codes', async () => {
    expect((await write('V6', [])).errors[0]?.message).toMatch(
      /There is no dataset "V6"\. Did you mean V1 or V2 or V3\?/,
    );
  });

  test('may be empty', async () => {
    await declare(subgraph, dataset('V7'));
    expect((await write('V7', [])).data.writeSchemaVersion).toMatchObject({
      version: 2,
      fieldCount: 0,
      dataset: { fields: [], piiClass: 'NONE' },
    });
  });

  test('written at the same time get numbers one after another', async () => {
    await declare(subgraph, dataset('V8'));
    const answers = await Promise.all(['p', 'q', 'r', 's'].map((name) => write('V8', [field(name)])));
    expect(answers.flatMap((answer) => answer.errors)).toEqual([]);
    const { data } = await subgraph.ask(
      '{ dataset(code: "V8") { schemaVersion schemaVersions { nodes { version } } } }',
    );
    expect(data.dataset.schemaVersion).toBe(5);
    expect(data.dataset.schemaVersions.nodes.map((node: { version: number }) => node.version)).toEqual([5, 4, 3, 2, 1]);
  });

  test('take as many statements to write for 2,000 fields as for two', async () => {
    await declare(subgraph, dataset('V9'));
    const fields = (count: number, type: string) =>
      Array.from({ length: count }, (_, index) => field(`f${index}:${type}`));
    const two = await statementsOf(subgraph, () => write('V9', fields(2, 'STR')));
    const many = await statementsOf(subgraph, () => write('V9', fields(2_000, 'INT')));
    expect(many).toBe(two);
  });

  test('are held by the database: one number once, from 1', async () => {
    const insert = (id: string, version: number) =>
      sql(subgraph, `insert into datasets.schema_version values ('${id}', 'V1', ${version}, now(), 0, '[]', '{}')`);
    await expect(insert('V1@2', 2)).rejects.toThrow(/schema_version_pkey/);
    await expect(insert('V1@0', 0)).rejects.toThrow(/schema_version_number/);
    await expect(insert('V1@9', 8)).rejects.toThrow(/schema_version_number/);
  });
});
