import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { datasets } from '../../../subgraphs/datasets/index.ts';
import { type TestSubgraph, testSubgraph } from '../../support/subgraph.ts';
import { administrator, anonymous, architect, developer, stewardOf } from '../../support/viewers.ts';
import { create, dataset, declare, factsAfter, field, head, rowCounts, sql, statementsOf } from './catalog.ts';

let subgraph: TestSubgraph;

beforeAll(async () => {
  subgraph = await testSubgraph(datasets);
});

afterAll(async () => {
  expect(subgraph.unexpected).toEqual([]);
  await subgraph.close();
});

const read = (ref: string, viewer = administrator) =>
  subgraph.ask(
    `query ($ref: ID!) { field(ref: $ref) { ref name position type nullable isKey piiClass directIdentifier
       publicBasis { document { code } article mark source } dataset { code } } }`,
    { ref },
    viewer,
  );

const classify = (input: Record<string, unknown>, viewer = administrator) =>
  subgraph.ask(
    'mutation ($input: UpdateFieldInput!) { updateField(input: $input) { ref piiClass directIdentifier dataset { piiClass schemaVersion } } }',
    { input },
    viewer,
  );

const setBasis = (input: Record<string, unknown>, viewer = administrator) =>
  subgraph.ask(
    'mutation ($input: SetPublicBasisInput!) { setPublicBasis(input: $input) { ref publicBasis { document { code } article mark source } } }',
    { input },
    viewer,
  );

describe('a field', () => {
  test('is found by its reference, which is split at the first dot', async () => {
    await declare(subgraph, dataset('F1', { fields: [field('dia.chi.nha:TEXT?:BASIC'), field('ma:INT!')] }));
    const { data, errors } = await read('F1.dia.chi.nha');
    expect(errors).toEqual([]);
    expect(data.field).toEqual({
      ref: 'F1.dia.chi.nha',
      name: 'dia.chi.nha',
      position: 1,
      type: 'TEXT',
      nullable: true,
      isKey: false,
      piiClass: 'BASIC',
      directIdentifier: false,
      publicBasis: null,
      dataset: { code: 'F1' },
    });
  });

  test('that does not exist is null with near names of its dataset', async () => {
    const { data, errors } = await read('F1.dia.chi.nhaa');
    expect(data.field).toBeNull();
    expect(errors[0]).toMatchObject({
      code: 'NOT_FOUND',
      message: 'There is no field "F1.dia.chi.nhaa". Did you mean F1.dia.chi.nha?',
    });
    expect((await read('F2.ma')).errors[0]?.message).toBe('There is no dataset "F2". Did you mean F1?');
    expect((await read('F1')).errors[0]).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('keeps its name byte for byte, whatever it holds', async () => {
    const names = [
      'a?b',
      "'); drop table datasets.field; --",
      '$1',
      '<script>',
      '\\u0000',
      ' ',
      '.',
      'ma',
      'MA',
      'tên',
      'te\u0302n',
      '🏥',
      'a\nb',
    ];
    await declare(subgraph, dataset('F3', { fields: names.map((name) => ({ ...field('x'), name })) }));
    const { data } = await subgraph.ask(
      '{ dataset(code: "F3") { fields { ref name } schemaVersions { nodes { fields { name } } } } }',
    );
    expect(data.dataset.fields.map((f: { name: string }) => f.name)).toEqual(names);
    expect(data.dataset.schemaVersions.nodes[0].fields.map((f: { name: string }) => f.name)).toEqual(names);
    for (const name of names) expect((await read(`F3.${name}`)).data.field.name).toBe(name);
  });

  test('takes a name of 1,024 letters of four bytes, not of 1,025', async () => {
    let state = 7;
    const long = Array.from({ length: 1_024 }, () => {
      state = (state * 48_271) % 2_147_483_647;
      return String.fromCodePoint(0x2_0000 + (state % 40_000));
    }).join('');
    await declare(subgraph, dataset('F4', { fields: [{ ...field('x'), name: long }] }));
    expect((await read(`F4.${long}`)).data.field.name).toBe(long);
    const { errors } = await create(subgraph, dataset('F5', { fields: [{ ...field('x'), name: `${long}a` }] }));
    expect(errors[0]?.code).toBe('BAD_USER_INPUT');
    expect(errors[0]?.message).toContain('a name takes 1 to 1024 characters, it has 1025.');
  });

  test.each([
    [
      'twice the same name',
      [field('a'), field('b'), field('a')],
      'fields[2] ("a") is not accepted: fields[0] has the same name.',
    ],
    [
      'an empty name',
      [field('a'), { ...field('b'), name: '' }],
      'fields[1] ("") is not accepted: a name takes 1 to 1024 characters',
    ],
    [
      'a direct identifier without a class',
      [field('a:STR:NONE*')],
      'fields[0] ("a") is not accepted: a direct identifier is personal data',
    ],
    ['a name with NUL', [{ ...field('a'), name: 'a\u0000' }], 'cannot be stored'],
    ['a name with half a surrogate pair', [{ ...field('a'), name: 'a\ud800' }], 'cannot be stored'],
    ['a type that does not exist', [field('a:BLOB')], 'Value "BLOB" does not exist in "FieldType" enum'],
  ])('list with %s is refused', async (_what, fields, message) => {
    const before = await rowCounts(subgraph);
    const { errors } = await create(subgraph, dataset('F6', { fields }));
    expect(errors[0]?.code).toBe('BAD_USER_INPUT');
    expect(errors[0]?.message).toContain(message);
    expect(await rowCounts(subgraph)).toEqual(before);
  });

  test('list takes 10,000 fields in as many statements as one, not 10,001', async () => {
    const fields = (count: number) => Array.from({ length: count }, (_, index) => field(`cot_${index}`));
    const few = await statementsOf(subgraph, () => declare(subgraph, dataset('F7', { fields: fields(1) })));
    const many = await statementsOf(subgraph, () => declare(subgraph, dataset('F8', { fields: fields(10_000) })));
    expect(many).toBe(few);
    const { data } = await subgraph.ask('{ dataset(code: "F8") { fields { position } } }');
    expect(data.dataset.fields).toHaveLength(10_000);
    const { errors } = await create(subgraph, dataset('F9', { fields: fields(10_001) }));
    expect(errors[0]).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(errors[0]?.message).toContain('fields takes at most 10000 fields; given: 10001.');
  });

  test('by reference takes one statement for any number, and resolves each by itself', async () => {
    const representations = ['F1.ma', 'F1.nothing', 'F3.ma', 'F8.cot_9999'].map((ref) => ({
      __typename: 'Field',
      ref,
    }));
    const ask = (some: unknown) =>
      subgraph.ask('query ($some: [_Any!]!) { _entities(representations: $some) { ... on Field { ref type } } }', {
        some,
      });
    expect(await statementsOf(subgraph, () => ask(representations))).toBe(1);
    const { data, errors } = await ask(representations);
    expect(data._entities.map((entity: { ref: string } | null) => entity?.ref)).toEqual([
      'F1.ma',
      undefined,
      'F3.ma',
      'F8.cot_9999',
    ]);
    expect(errors).toMatchObject([{ code: 'NOT_FOUND', path: ['_entities', 1] }]);
  });
});

describe('classifying a field', () => {
  beforeAll(() =>
    declare(subgraph, dataset('C1', { sharingClass: 'SHARED', fields: [field('a'), field('b:STR:BASIC*')] })),
  );

  test('is for stewards of the publisher and administrators', async () => {
    const input = { dataset: 'C1', name: 'a', piiClass: 'BASIC' };
    const before = await head(subgraph);
    for (const viewer of [developer, architect, stewardOf('A12')]) {
      expect((await classify(input, viewer)).errors[0]?.code).toBe('FORBIDDEN');
    }
    expect((await classify(input, anonymous)).errors[0]?.code).toBe('NOT_FOUND');
    expect(await head(subgraph)).toBe(before);
    expect((await classify(input, stewardOf('A11'))).data.updateField.piiClass).toBe('BASIC');
  });

  test('makes the class of the dataset the strongest of its fields, up and down', async () => {
    const up = await classify({ dataset: 'C1', name: 'a', piiClass: 'SENSITIVE', directIdentifier: true });
    expect(up.data.updateField).toMatchObject({ directIdentifier: true, dataset: { piiClass: 'SENSITIVE' } });
    const down = await classify({ dataset: 'C1', name: 'a', piiClass: 'NONE', directIdentifier: false });
    expect(down.data.updateField.dataset.piiClass).toBe('BASIC');
  });

  test('amends the schema version in force and tells it whole, without a new version', async () => {
    const before = await head(subgraph);
    const { data } = await classify({ dataset: 'C1', name: 'b', piiClass: 'SENSITIVE' });
    expect(data.updateField.dataset.schemaVersion).toBe(1);
    const facts = await factsAfter(subgraph, before);
    expect(facts.map(({ kind, key }) => [kind, key])).toEqual([
      ['field.classified', 'C1.b'],
      ['schema.written', 'C1'],
    ]);
    expect(facts[0]?.body).toEqual({
      ref: 'C1.b',
      dataset: 'C1',
      name: 'b',
      piiClass: 'SENSITIVE',
      directIdentifier: true,
    });
    expect(facts[1]?.body).toMatchObject({
      dataset: 'C1',
      version: 1,
      fields: [
        { name: 'a', position: 1 },
        { name: 'b', piiClass: 'SENSITIVE', position: 2 },
      ],
    });
    const versions = await subgraph.ask(
      '{ dataset(code: "C1") { schemaVersions { nodes { version fields { name piiClass } } } } }',
    );
    expect(versions.data.dataset.schemaVersions.nodes).toEqual([
      {
        version: 1,
        fields: [
          { name: 'a', piiClass: 'NONE' },
          { name: 'b', piiClass: 'SENSITIVE' },
        ],
      },
    ]);
  });

  test('as it is already tells nothing', async () => {
    const before = await head(subgraph);
    expect(
      (await classify({ dataset: 'C1', name: 'b', piiClass: 'SENSITIVE', directIdentifier: true })).errors,
    ).toEqual([]);
    expect((await classify({ dataset: 'C1', name: 'b' })).errors).toEqual([]);
    expect(await head(subgraph)).toBe(before);
  });

  test('refuses a direct identifier without a class, and a field that does not exist', async () => {
    const before = await head(subgraph);
    const wrong = await classify({ dataset: 'C1', name: 'b', piiClass: 'NONE' });
    expect(wrong.errors[0]).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(wrong.errors[0]?.message).toContain('C1.b would be a direct identifier without a class');
    const missing = await classify({ dataset: 'C1', name: 'c', piiClass: 'NONE' });
    expect(missing.errors[0]).toMatchObject({
      code: 'NOT_FOUND',
      message: 'There is no field "C1.c". Did you mean C1.a or C1.b?',
    });
    expect(await head(subgraph)).toBe(before);
  });
});

describe('the public basis of a field', () => {
  beforeAll(() =>
    declare(
      subgraph,
      dataset('O05', { sharingClass: 'OPEN', tier: 'OPEN', fields: [field('nguoi_dai_dien:STR:BASIC')] }),
    ),
  );
  const basis = { field: 'O05.nguoi_dai_dien', document: '168/2025/NĐ-CP', article: 'Điều 5' };

  test('is set by stewards of the publisher and administrators', async () => {
    const before = await head(subgraph);
    for (const viewer of [developer, architect, stewardOf('A12')]) {
      expect((await setBasis(basis, viewer)).errors[0]?.code).toBe('FORBIDDEN');
    }
    expect((await setBasis(basis, anonymous)).errors[0]?.code).toBe('UNAUTHENTICATED');
    expect(await head(subgraph)).toBe(before);
    const { data } = await setBasis(basis, stewardOf('A11'));
    expect(data.setPublicBasis.publicBasis).toEqual({
      document: { code: '168/2025/NĐ-CP' },
      article: 'Điều 5',
      mark: 'ILLUSTRATIVE',
      source: null,
    });
    const [fact] = await factsAfter(subgraph, before);
    expect(fact).toMatchObject({
      kind: 'basis.set',
      key: 'O05.nguoi_dai_dien',
      body: { field: 'O05.nguoi_dai_dien', document: '168/2025/NĐ-CP', article: 'Điều 5' },
    });
  });

  test('set again the same tells nothing', async () => {
    const before = [await head(subgraph), await rowCounts(subgraph)];
    expect((await setBasis(basis)).errors).toEqual([]);
    expect([await head(subgraph), await rowCounts(subgraph)]).toEqual(before);
  });

  test('is removed by document: null, once', async () => {
    const before = await head(subgraph);
    expect((await setBasis({ field: basis.field, document: null })).data.setPublicBasis.publicBasis).toBeNull();
    expect((await setBasis({ field: basis.field, document: null })).errors).toEqual([]);
    expect((await factsAfter(subgraph, before)).map(({ body }) => body)).toEqual([
      { field: basis.field, document: null, article: null },
    ]);
  });

  test.each([
    ['neither document nor null', { field: basis.field }, 'BAD_USER_INPUT', 'or document: null to remove'],
    [
      'a document without article',
      { field: basis.field, document: '1/2026' },
      'BAD_USER_INPUT',
      'A public basis is a document and an article',
    ],
    [
      'an article without document',
      { field: basis.field, document: null, article: '1' },
      'BAD_USER_INPUT',
      'A public basis is a document and an article',
    ],
    [
      'a document that is no number',
      { ...basis, document: '<b>' },
      'BAD_USER_INPUT',
      'document takes an official number',
    ],
    [
      'a field without a dot',
      { ...basis, field: 'O05' },
      'BAD_USER_INPUT',
      'A field is named by its dataset, a dot and its name',
    ],
    ['a field that does not exist', { ...basis, field: 'O05.nguoi' }, 'NOT_FOUND', 'There is no field "O05.nguoi".'],
    ['a fact without a source', { ...basis, mark: 'FACT' }, 'CONFLICT', 'A public basis marked FACT needs a source'],
  ])('refuses %s', async (_what, input, code, message) => {
    const before = await head(subgraph);
    const { errors } = await setBasis(input);
    expect(errors[0]?.code).toBe(code);
    expect(errors[0]?.message).toContain(message);
    expect(await head(subgraph)).toBe(before);
  });
});

test('the database itself refuses fields that break the rules', async () => {
  const insert = (values: string) =>
    sql(
      subgraph,
      `insert into datasets.field (ref, dataset_code, name, position, type, nullable, is_key, pii_class, direct_identifier, basis_document)
       values ${values}`,
    );
  await expect(insert(`('F1.ma', 'F1', 'ma', 9, 'STR', false, false, 'NONE', false, null)`)).rejects.toThrow(
    /field_name_unique/,
  );
  await expect(insert(`('F1.x', 'F1', 'y', 9, 'STR', false, false, 'NONE', false, null)`)).rejects.toThrow(
    /field_ref_of_name/,
  );
  await expect(insert(`('F1.', 'F1', '', 9, 'STR', false, false, 'NONE', false, null)`)).rejects.toThrow(
    /field_name_length/,
  );
  await expect(insert(`('F1.x', 'F1', 'x', 1, 'STR', false, false, 'NONE', false, null)`)).rejects.toThrow(
    /field_pkey/,
  );
  await expect(insert(`('F1.x', 'F1', 'x', 10001, 'STR', false, false, 'NONE', false, null)`)).rejects.toThrow(
    /field_position_bound/,
  );
  await expect(insert(`('F1.x', 'F1', 'x', 9, 'STR', false, false, 'NONE', true, null)`)).rejects.toThrow(
    /field_identifier_is_personal/,
  );
  await expect(insert(`('F1.x', 'F1', 'x', 9, 'STR', false, false, 'NONE', false, 'd')`)).rejects.toThrow(
    /field_basis_whole/,
  );
  await expect(insert(`('Z9.x', 'Z9', 'x', 1, 'STR', false, false, 'NONE', false, null)`)).rejects.toThrow(
    /field_dataset_code_fkey/,
  );
});
