import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Viewer } from '../../../kernel/identity/viewer.ts';
import { seesDataset } from '../../../kernel/identity/visibility.ts';
import { datasets } from '../../../subgraphs/datasets/index.ts';
import { type TestSubgraph, testSubgraph } from '../../support/subgraph.ts';
import { administrator, anonymous, architect, developer, stewardOf } from '../../support/viewers.ts';
import { dataset, declare, field } from './catalog.ts';

const service: Viewer = { subject: 'test-service', role: 'service', agencies: [] };
const steward = stewardOf('A11');

const DATASETS = (['NATIONAL', 'MINISTRY', 'SPECIALIZED', 'OPEN'] as const).flatMap((tier) =>
  (['SHARED', 'PRIVATE', 'OPEN'] as const).flatMap((asked) =>
    (['CORE', 'IMPORTANT', 'OTHER'] as const).flatMap((importanceClass) =>
      (['A11', 'A12'] as const).map((publisher) => {
        const sharingClass = tier === 'NATIONAL' || tier === 'MINISTRY' ? null : asked;
        return {
          code: [tier, asked, importanceClass, publisher].join('-'),
          publisher,
          tier,
          sharingClass,
          importanceClass,
        };
      }),
    ),
  ),
);

/** Sees nothing of a dataset that is not there for it. */
const HIDDEN = ['SPECIALIZED-PRIVATE-OTHER-A12', 'OPEN-OPEN-CORE-A12', 'NATIONAL-OPEN-IMPORTANT-A12'];

const furnish = async (subgraph: TestSubgraph, code: string): Promise<void> => {
  const inputs: [string, string, Record<string, unknown>][] = [
    ['addDistribution', 'AddDistributionInput', { dataset: code, code: `${code}-D`, format: 'CSV' }],
    [
      'addQualityMeasurement',
      'AddQualityMeasurementInput',
      { dataset: code, criterion: 'CLEAN', metric: 'share', value: 0.5, measuredAt: '2026-02-01' },
    ],
    ['setPublicBasis', 'SetPublicBasisInput', { field: `${code}.ten`, document: '1/2026/NĐ-CP', article: '2' }],
  ];
  for (const [name, type, input] of inputs) {
    const { errors } = await subgraph.ask(`mutation ($input: ${type}!) { ${name}(input: $input) { __typename } }`, {
      input,
    });
    if (errors.length > 0) throw new Error(errors[0]?.message, { cause: subgraph.unexpected });
  }
};

const list = async (subgraph: TestSubgraph, members: readonly string[]): Promise<void> => {
  await subgraph.ask(
    'mutation { createDataList(input: {code: "open-data", kind: OPEN, titleVi: "Mở", titleEn: "Open"}) { code } }',
  );
  const { errors } = await subgraph.ask(
    'mutation ($members: [ID!]!) { proposeDataListVersion(input: {list: "open-data", members: $members}) { version } }',
    { members },
  );
  if (errors.length > 0) throw new Error(errors[0]?.message, { cause: subgraph.unexpected });
};

const populated = async (shown: (code: string) => boolean): Promise<TestSubgraph> => {
  const subgraph = await testSubgraph(datasets);
  const inputs = DATASETS.filter(({ code }) => shown(code));
  const fields = [field('ma:STR!'), field('ten:STR:SENSITIVE')];
  await declare(subgraph, ...inputs.map((input) => dataset(input.code, { ...input, fields })));
  for (const { code } of inputs) await furnish(subgraph, code);
  await list(
    subgraph,
    inputs.map(({ code }) => code),
  );
  return subgraph;
};

let subgraph: TestSubgraph;

beforeAll(async () => {
  subgraph = await populated(() => true);
});

afterAll(async () => {
  expect(subgraph.unexpected).toEqual([]);
  await subgraph.close();
});

describe.each([
  ['anonymous', anonymous],
  ['developer', developer],
  ['service', service],
  ['a steward of A11', steward],
  ['a steward of no agency', stewardOf()],
  ['architect', architect],
  ['administrator', administrator],
] as const)('%s sees, of every tier, class and publisher, what the rule says', (_name, viewer) => {
  const visible = DATASETS.filter((facts) => seesDataset(viewer, facts))
    .map(({ code }) => code)
    .sort();

  test('in the list of datasets and its total', async () => {
    const { data } = await subgraph.ask('{ datasets(first: 200) { totalCount nodes { code } } }', {}, viewer);
    expect(data.datasets.nodes.map((node: { code: string }) => node.code)).toEqual(visible);
    expect(data.datasets.totalCount).toBe(visible.length);
  });

  test('one by one, by code and by reference', async () => {
    const representations = DATASETS.map(({ code }) => ({ __typename: 'Dataset', code }));
    const { data, errors } = await subgraph.ask(
      'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Dataset { code } } }',
      { representations },
      viewer,
    );
    const found = data._entities
      .filter((entity: unknown) => entity !== null)
      .map((entity: { code: string }) => entity.code);
    expect(found.sort()).toEqual(visible);
    expect(errors.map((error) => error.code)).toEqual(Array(DATASETS.length - visible.length).fill('NOT_FOUND'));
    const read = [];
    for (const { code } of DATASETS) {
      const answer = await subgraph.ask('query ($code: ID!) { dataset(code: $code) { code } }', { code }, viewer);
      if (answer.data.dataset !== null) read.push(code);
    }
    expect(read.sort()).toEqual(visible);
  });

  test('in fields by reference', async () => {
    const representations = DATASETS.map(({ code }) => ({ __typename: 'Field', ref: `${code}.ten` }));
    const { data } = await subgraph.ask(
      'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Field { ref dataset { code } } } }',
      { representations },
      viewer,
    );
    const found = data._entities.filter((entity: unknown) => entity !== null);
    expect(found.map((entity: { dataset: { code: string } }) => entity.dataset.code).sort()).toEqual(visible);
  });

  test('in the datasets of an agency and their total', async () => {
    const { data } = await subgraph.ask(
      `{ _entities(representations: [{__typename: "Agency", code: "A11"}, {__typename: "Agency", code: "A12"}]) {
           ... on Agency { code datasets(first: 200) { totalCount nodes { code } } } } }`,
      {},
      viewer,
    );
    for (const agency of data._entities) {
      const expected = visible.filter((code) => code.endsWith(agency.code));
      expect(agency.datasets.nodes.map((node: { code: string }) => node.code)).toEqual(expected);
      expect(agency.datasets.totalCount).toBe(expected.length);
    }
  });

  test('among the members of a list', async () => {
    const { data } = await subgraph.ask(
      '{ dataList(code: "open-data") { versions { members datasets { code } } } }',
      {},
      viewer,
    );
    const [version] = data.dataList.versions;
    expect(version.members).toEqual(visible);
    expect(version.datasets.map((node: { code: string }) => node.code)).toEqual(visible);
  });

  test('with a filter by codes, in totals too', async () => {
    const { data } = await subgraph.ask(
      'query ($codes: [ID!]) { datasets(first: 0, filter: {codes: $codes}) { totalCount } }',
      { codes: DATASETS.map(({ code }) => code) },
      viewer,
    );
    expect(data.datasets.totalCount).toBe(visible.length);
  });
});

describe('a hidden dataset is not told from one that does not exist', () => {
  const QUESTIONS: [string, (code: string) => string][] = [
    [
      'dataset',
      (code) =>
        `{ dataset(code: "${code}") { code fields { ref } distributions { code } quality { value } lists { version } schemaVersions { totalCount } } }`,
    ],
    ['dataset, nearly spelt', (code) => `{ dataset(code: "${code}x") { code } }`],
    ['field', (code) => `{ field(ref: "${code}.ten") { ref publicBasis { article } } }`],
    ['field, nearly spelt', (code) => `{ field(ref: "${code}.tem") { ref } }`],
    [
      'reference of a dataset',
      (code) =>
        `{ _entities(representations: [{__typename: "Dataset", code: "${code}"}]) { ... on Dataset { code title } } }`,
    ],
    [
      'reference of a field',
      (code) =>
        `{ _entities(representations: [{__typename: "Field", ref: "${code}.ten"}]) { ... on Field { ref piiClass } } }`,
    ],
    [
      'list of datasets',
      () =>
        '{ datasets(first: 200) { totalCount nodes { code lists { version } schemaVersions { totalCount } distributions { code } quality { value } } pageInfo { endCursor hasNextPage } } }',
    ],
    [
      'list of datasets by title',
      () =>
        '{ datasets(first: 3, orderBy: {field: TITLE, direction: DESC}) { totalCount nodes { code } pageInfo { endCursor hasNextPage } } }',
    ],
    ['list of datasets by filter', (code) => `{ datasets(filter: {codes: ["${code}"]}) { totalCount } }`],
    ['list of datasets by class', () => '{ datasets(filter: {importanceClass: CORE}) { totalCount } }'],
    [
      'datasets of an agency',
      () =>
        '{ _entities(representations: [{__typename: "Agency", code: "A12"}]) { ... on Agency { datasets { totalCount nodes { code } pageInfo { hasNextPage } } } } }',
    ],
    ['members of lists', () => '{ dataLists { nodes { versions { version state members datasets { code } } } } }'],
    ['change of a dataset', (code) => `mutation { updateDataset(input: {code: "${code}", highValue: true}) { code } }`],
    [
      'change of a field',
      (code) => `mutation { updateField(input: {dataset: "${code}", name: "ten", piiClass: NONE}) { ref } }`,
    ],
    ['public basis', (code) => `mutation { setPublicBasis(input: {field: "${code}.ten", document: null}) { ref } }`],
    [
      'schema version',
      (code) => `mutation { writeSchemaVersion(input: {dataset: "${code}", fields: []}) { version } }`,
    ],
    [
      'new distribution',
      (code) => `mutation { addDistribution(input: {dataset: "${code}", code: "D1", format: "CSV"}) { code } }`,
    ],
    [
      'change of a distribution',
      (code) => `mutation { updateDistribution(input: {code: "${code}-D", format: "XML"}) { code } }`,
    ],
    [
      'measurement',
      (code) =>
        `mutation { addQualityMeasurement(input: {dataset: "${code}", criterion: LIVE, metric: "m", value: 1, measuredAt: "2026-01-01"}) { value } }`,
    ],
    [
      'new dataset of the same code',
      (code) =>
        `mutation { createDataset(input: {code: "${code}", titleVi: "a", titleEn: "a", descriptionVi: "a", descriptionEn: "a", publisher: "A12", tier: OPEN}) { code } }`,
    ],
    [
      'list that names it',
      (code) => `mutation { proposeDataListVersion(input: {list: "open-data", members: ["${code}"]}) { version } }`,
    ],
  ];
  let without: TestSubgraph;

  beforeAll(async () => {
    without = await populated((code) => seesDataset(developer, DATASETS.find((facts) => facts.code === code) as never));
  });

  afterAll(async () => {
    expect(without.unexpected).toEqual([]);
    await without.close();
  });

  test.each(QUESTIONS)('%s', async (_name, question) => {
    for (const code of HIDDEN) {
      for (const viewer of [anonymous, developer]) {
        const there = await subgraph.ask(question(code), {}, viewer);
        const absent = await without.ask(question(code), {}, viewer);
        expect(there).toEqual(absent);
      }
    }
  });

  test('for a steward of another agency neither, whatever is asked of it', async () => {
    const other = stewardOf('A99');
    for (const [, question] of QUESTIONS.slice(0, 19)) {
      const there = await subgraph.ask(question('SPECIALIZED-PRIVATE-OTHER-A12'), {}, other);
      const absent = await without.ask(question('SPECIALIZED-PRIVATE-OTHER-A12'), {}, other);
      expect(there).toEqual(absent);
    }
  });
});

test('being on an approved list changes nothing of who sees a dataset', async () => {
  const hidden = 'SPECIALIZED-PRIVATE-OTHER-A12';
  const approved = await subgraph.ask(
    'mutation { approveDataListVersion(input: {list: "open-data", version: 1, document: "127/KH-UBND", approvedOn: "2026-01-20"}) { inForce } }',
  );
  expect(approved.data.approveDataListVersion.inForce).toBe(true);
  const { data } = await subgraph.ask(
    `{ dataset(code: "${hidden}") { code } dataList(code: "open-data") { versions { members } } }`,
    {},
    anonymous,
  );
  expect(data.dataset).toBeNull();
  expect(data.dataList.versions[0].members).not.toContain(hidden);
});
