import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Viewer } from '../../../kernel/identity/viewer.ts';
import { anonymous, architect, developer, stewardOf } from '../../support/viewers.ts';
import { CORE, NATIONAL, OPEN, PRIVATE, SHARED, type StandardsCatalog, startStandards } from './catalog.ts';

let catalog: StandardsCatalog;
beforeAll(async () => {
  catalog = await startStandards();
  await catalog.tell(OPEN, SHARED, PRIVATE, CORE, NATIONAL);
  await catalog.standard('DCAT 3');
  await catalog.standard('TT 39/2017');
  await catalog.element('ho_ten');
  await catalog.codeList('ma_icd', ['A90']);
  await catalog.document('214/NQ-CP');
  await catalog.mandateList('ML-2025-11', { document: '214/NQ-CP', statedCount: 11 });
  const datasets = [OPEN, SHARED, PRIVATE, CORE, NATIONAL].map(({ code }) => code);
  await catalog.given('declareConformance', { standard: 'DCAT 3', datasets });
  await catalog.given('declareConformance', { standard: 'TT 39/2017', datasets: ['O10', 'S26'] });
  await catalog.given('bindFields', { element: 'ho_ten', fields: datasets.map((code) => `${code}.ho_ten`) });
  await catalog.mandate('ML-2025-11', datasets, '214/NQ-CP');
});
afterAll(async () => {
  expect(catalog.unexpected).toEqual([]);
  await catalog.close();
});

const entities = (representations: readonly Record<string, unknown>[], viewer?: Viewer) =>
  catalog.ask(
    `query ($r: [_Any!]!) { _entities(representations: $r) {
      ... on Dataset { code standards { code } mandateLists { code statedCount } }
      ... on Field { ref element { code } codeList { code } bindings { element { code } } }
      ... on Standard { code } ... on DataElement { code } ... on CodeList { code }
      ... on PolicyDocument { code } ... on MandateList { code }
    } }`,
    { r: representations },
    viewer,
  );

describe('a reference to a dataset', () => {
  test('finds its standards and mandate lists', async () => {
    const { data } = await entities([{ __typename: 'Dataset', code: 'S26' }], stewardOf('A11'));
    expect(data._entities).toEqual([
      {
        code: 'S26',
        standards: [{ code: 'DCAT 3' }, { code: 'TT 39/2017' }],
        mandateLists: [{ code: 'ML-2025-11', statedCount: 11 }],
      },
    ]);
  });

  test.each([
    ['anonymous', anonymous, 'S27'],
    ['a developer', developer, 'S26'],
    ['a developer asking for core data', developer, 'S01'],
    ['a steward of another agency', stewardOf('A05'), 'S26'],
  ])(
    'that is hidden from %s answers exactly as one that does not exist, and nulls only itself',
    async (_who, viewer, code) => {
      const ask = (asked: string) =>
        entities(
          [
            { __typename: 'Dataset', code: 'O10' },
            { __typename: 'Dataset', code: asked },
          ],
          viewer,
        );
      const hidden = await ask(code);
      expect(hidden.data._entities).toEqual([expect.objectContaining({ code: 'O10' }), null]);
      expect(hidden.errors[0]?.code).toBe('NOT_FOUND');
      const missing = await ask('S97');
      expect(JSON.stringify(missing).replaceAll('S97', code)).toBe(JSON.stringify(hidden));
    },
  );

  test('appears when its new class arrives and disappears with the next', async () => {
    const seen = async () =>
      (await entities([{ __typename: 'Dataset', code: 'S27' }], anonymous)).data._entities[0] !== null;
    expect(await seen()).toBe(false);
    await catalog.tell({ ...SHARED, sharingClass: 'OPEN' });
    expect(await seen()).toBe(true);
    await catalog.tell(SHARED);
    expect(await seen()).toBe(false);
  });
});

describe('a reference to a field', () => {
  test('finds its element, and nothing where it is bound to none', async () => {
    const { data, errors } = await entities([
      { __typename: 'Field', ref: 'N01.ho_ten' },
      { __typename: 'Field', ref: 'N01.a.b' },
    ]);
    expect(errors).toEqual([]);
    expect(data._entities).toEqual([
      { ref: 'N01.ho_ten', element: { code: 'ho_ten' }, codeList: null, bindings: [{ element: { code: 'ho_ten' } }] },
      { ref: 'N01.a.b', element: null, codeList: null, bindings: [] },
    ]);
  });

  test('of a hidden dataset answers exactly as one that does not exist', async () => {
    const hidden = await entities([{ __typename: 'Field', ref: 'S26.ho_ten' }], developer);
    const missing = await entities([{ __typename: 'Field', ref: 'S97.ho_ten' }], developer);
    expect(hidden.data._entities).toEqual([null]);
    expect(JSON.stringify(missing).replaceAll('S97', 'S26')).toBe(JSON.stringify(hidden));
  });

  test('that is no field is NOT_FOUND', async () => {
    expect((await entities([{ __typename: 'Field', ref: 'N01' }])).errors[0]?.code).toBe('NOT_FOUND');
  });
});

describe('references to what is owned here', () => {
  test('are found by code; one that is unknown nulls only itself', async () => {
    const known = [
      { __typename: 'Standard', code: 'DCAT 3' },
      { __typename: 'DataElement', code: 'ho_ten' },
      { __typename: 'CodeList', code: 'ma_icd' },
      { __typename: 'PolicyDocument', code: '214/NQ-CP' },
      { __typename: 'MandateList', code: 'ML-2025-11' },
    ];
    const unknown = known.map((reference) => ({ ...reference, code: 'nowhere' }));
    const { data, errors } = await entities([...known, ...unknown], anonymous);
    expect(data._entities).toEqual([...known.map(({ code }) => ({ code })), null, null, null, null, null]);
    expect(errors.map(({ code }) => code)).toEqual(Array(5).fill('NOT_FOUND'));
  });
});

describe('a list of references', () => {
  test.each([
    ['an architect', architect, '2026-02-01'],
    ['a developer', developer, '2026-03-01'],
  ])(
    'of 200 datasets with standards, mandate lists and fields takes as many statements as one of 2, for %s',
    async (_who, viewer, approvedOn) => {
      const codes = Array.from({ length: 200 }, (_, at) => `O${1_000 + at}`);
      await catalog.tell(...codes.map((code) => ({ ...OPEN, code })));
      await catalog.given('declareConformance', { standard: 'DCAT 3', datasets: codes });
      await catalog.given('bindFields', { element: 'ho_ten', fields: codes.map((code) => `${code}.ho_ten`) });
      await catalog.mandate('ML-2025-11', codes, '214/NQ-CP', approvedOn);
      const all = codes.flatMap((code) => [
        { __typename: 'Dataset', code },
        { __typename: 'Field', ref: `${code}.ho_ten` },
      ]);
      let errors = 0;
      const few = await catalog.counting(async () => {
        errors += (await entities(all.slice(0, 4), viewer)).errors.length;
      });
      const many = await catalog.counting(async () => {
        errors += (await entities(all, viewer)).errors.length;
      });
      expect(errors).toBe(0);
      expect(many).toBe(few);
      expect(many).toBeLessThanOrEqual(9);
    },
  );
});
