import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { datasets } from '../../../subgraphs/datasets/index.ts';
import { type TestSubgraph, testSubgraph } from '../../support/subgraph.ts';
import { administrator, anonymous, architect, developer, stewardOf } from '../../support/viewers.ts';
import { dataset, declare, factsAfter, head, rowCounts, statementsOf } from './catalog.ts';

let subgraph: TestSubgraph;

beforeAll(async () => {
  subgraph = await testSubgraph(datasets);
  await declare(subgraph, dataset('S01', { sharingClass: 'SHARED' }), dataset('S02', { sharingClass: 'SHARED' }));
});

afterAll(async () => {
  expect(subgraph.unexpected).toEqual([]);
  await subgraph.close();
});

const measurement = {
  dataset: 'S01',
  criterion: 'ACCURATE',
  metric: 'share of records verified against the master source',
  value: 0.95,
  measuredAt: '2026-02-01T00:00:00.000Z',
  method: 'comparison with N01',
};

const add = (input: Record<string, unknown>, viewer = administrator) =>
  subgraph.ask(
    'mutation ($input: AddQualityMeasurementInput!) { addQualityMeasurement(input: $input) { value } }',
    { input },
    viewer,
  );

const quality = async (args = ''): Promise<unknown> =>
  (
    await subgraph.ask(
      `{ dataset(code: "S01") { quality${args} { criterion metric value measuredAt method mark source } } }`,
    )
  ).data.dataset.quality;

describe('a measurement', () => {
  test('is added by stewards of the publisher and administrators', async () => {
    const before = await rowCounts(subgraph);
    for (const viewer of [developer, architect, stewardOf('A12')])
      expect((await add(measurement, viewer)).errors[0]?.code).toBe('FORBIDDEN');
    expect((await add(measurement, anonymous)).errors[0]?.code).toBe('NOT_FOUND');
    expect(await rowCounts(subgraph)).toEqual(before);
    const position = await head(subgraph);
    expect((await add(measurement, stewardOf('A11'))).data.addQualityMeasurement.value).toBe(0.95);
    expect((await factsAfter(subgraph, position)).map(({ kind, key, body }) => ({ kind, key, body }))).toEqual([
      { kind: 'quality.measured', key: 'S01', body: { ...measurement, mark: 'ILLUSTRATIVE', source: null } },
    ]);
    const { dataset: _dataset, ...rest } = measurement;
    expect(await quality()).toEqual([{ ...rest, mark: 'ILLUSTRATIVE', source: null }]);
  });

  test('added again changes nothing; another result of the same instant is a conflict', async () => {
    const before = [await head(subgraph), await rowCounts(subgraph)];
    expect((await add(measurement)).errors).toEqual([]);
    const { errors } = await add({ ...measurement, value: 0.5 });
    expect(errors[0]?.code).toBe('CONFLICT');
    expect(errors[0]?.message).toContain('This metric was measured at that instant already, with another result');
    expect([await head(subgraph), await rowCounts(subgraph)]).toEqual(before);
  });

  test.each([
    ['a value above 1', { value: 1.01 }, 'BAD_USER_INPUT', 'value is a share from 0 to 1'],
    ['a value below 0', { value: -0.01 }, 'BAD_USER_INPUT', 'value is a share from 0 to 1'],
    ['a blank metric', { metric: ' ' }, 'BAD_USER_INPUT', 'metric must not be blank'],
    [
      'a metric of 257 characters',
      { metric: 'x'.repeat(257) },
      'BAD_USER_INPUT',
      'metric takes at most 256 characters',
    ],
    ['a seventh criterion', { criterion: 'PRETTY' }, 'BAD_USER_INPUT', 'does not exist in "QualityCriterion" enum'],
    ['an instant that is none', { measuredAt: '2026-02-30' }, 'BAD_USER_INPUT', 'DateTime takes an ISO 8601 instant'],
    ['a fact without a source', { mark: 'FACT', metric: 'm' }, 'CONFLICT', 'A record marked FACT needs a source'],
    ['a dataset that does not exist', { dataset: 'S03' }, 'NOT_FOUND', 'There is no dataset "S03"'],
  ])('refuses %s', async (_what, wrong, code, message) => {
    const before = [await head(subgraph), await rowCounts(subgraph)];
    const { errors } = await add({ ...measurement, ...wrong });
    expect(errors[0]?.code).toBe(code);
    expect(errors[0]?.message).toContain(message);
    expect([await head(subgraph), await rowCounts(subgraph)]).toEqual(before);
  });

  test('takes 0 and 1', async () => {
    expect((await add({ ...measurement, metric: 'none', value: 0 })).errors).toEqual([]);
    expect((await add({ ...measurement, metric: 'whole', value: 1 })).errors).toEqual([]);
  });
});

test('the quality of a dataset is the newest measurement of each metric, or the newest at an instant', async () => {
  await add({ ...measurement, dataset: 'S02', metric: 'm', value: 0.2, measuredAt: '2026-01-01' });
  await add({ ...measurement, dataset: 'S02', metric: 'm', value: 0.4, measuredAt: '2026-03-01' });
  await add({ ...measurement, dataset: 'S02', criterion: 'LIVE', metric: 'm', value: 0.3, measuredAt: '2026-02-01' });
  const { data } = await subgraph.ask(
    `{ dataset(code: "S02") { now: quality { criterion value } earlier: quality(asOf: "2026-02-15") { criterion value }
       on: quality(asOf: "2026-01-01") { criterion value } before: quality(asOf: "2025-12-31") { value } } }`,
  );
  expect(data.dataset).toEqual({
    now: [
      { criterion: 'ACCURATE', value: 0.4 },
      { criterion: 'LIVE', value: 0.3 },
    ],
    earlier: [
      { criterion: 'ACCURATE', value: 0.2 },
      { criterion: 'LIVE', value: 0.3 },
    ],
    on: [{ criterion: 'ACCURATE', value: 0.2 }],
    before: [],
  });
});

test('the quality of a list of datasets takes as many statements as of one', async () => {
  const ask = (first: number) => subgraph.ask(`{ datasets(first: ${first}) { nodes { quality { value } } } }`);
  expect(await statementsOf(subgraph, () => ask(1))).toBe(await statementsOf(subgraph, () => ask(50)));
});

test('a dataset takes 100 metrics, not 101, and each of them again', async () => {
  await declare(subgraph, dataset('S09'));
  for (let count = 0; count < 100; count++) await add({ ...measurement, dataset: 'S09', metric: `m${count}` });
  expect((await add({ ...measurement, dataset: 'S09', metric: 'm0', measuredAt: '2026-03-01' })).errors).toEqual([]);
  expect((await add({ ...measurement, dataset: 'S09', metric: 'm100' })).errors[0]?.message).toContain(
    'S09 is measured by 100 metrics already',
  );
});
