import { describe, expect, test } from 'vitest';
import { parseInstant } from '../../../lineage/domain/instant.ts';
import { impact, type Projection, type Visibility } from '../../../lineage/projection/index.ts';
import { type AnyEvent, dataset, flow, known, projectionOf, schema } from '../../support/lineage-events.ts';

const NOW = parseInstant('2026-11-23T00:00:00Z');
const FEBRUARY = parseInstant('2026-02-01T00:00:00+07:00');
const NATIONAL = { tier: 'NATIONAL', sharingClass: null } as const;
const open = (code: string, publisher: string) => dataset(code, { publisher, tier: 'OPEN', sharingClass: 'OPEN' });
const lead = (agency: string, partner: string, isLead = true, validTo: string | null = null): AnyEvent => ({
  kind: 'assignment.set',
  body: { id: `${agency}/${partner}`, agency, partner, isLead, validFrom: '2026-01-30T00:00:00+07:00', validTo },
});

/** The part of the city's catalog around the pupils: what the population database feeds in education. */
const PUPILS: readonly AnyEvent[] = [
  dataset('N01', { publisher: 'B01', ...NATIONAL }),
  schema('N01', 'so_dinh_danh ho_ten ngay_sinh gioi_tinh'),
  dataset('S01', { publisher: 'A02', sharingClass: 'PRIVATE', importanceClass: 'IMPORTANT' }),
  dataset('S07', { publisher: 'A04', importanceClass: 'IMPORTANT' }),
  dataset('S29', { publisher: 'A12' }),
  schema('S29', 'ma_hs so_dinh_danh ho_ten ngay_sinh ma_truong ten_truong'),
  dataset('S30', { publisher: 'A12' }),
  dataset('M02', { publisher: 'B09', tier: 'MINISTRY', sharingClass: null }),
  open('O13', 'A12'),
  open('O14', 'A12'),
  flow('F01', 'N01>S01 so_dinh_danh,ho_ten,ngay_sinh'),
  flow('F02', 'N01>S07 so_dinh_danh,ho_ten,ngay_sinh'),
  flow('F03', 'S01>S07 ngay_sinh'),
  flow('F26', 'N01>S29 so_dinh_danh,ho_ten,ngay_sinh'),
  flow('F24', 'S29>M02 ma_hs,ho_ten,ma_truong'),
  flow('F31', 'S29>S30 ma_hs,ho_ten,ngay_sinh'),
  flow('F59', 'S29>O13 ma_truong,ten_truong,ma_hs>so_hs'),
  flow('F60', 'S30>O14 ho_ten,ngay_sinh', { validFrom: '2026-03-01T00:00:00+07:00' }),
  lead('A12', 'VTL'),
  lead('A12', 'VNPT', false),
  lead('A02', 'MBF'),
  lead('A04', 'VTL'),
];

const developer: Visibility = {
  key: 'developer',
  hidden: 'ABSENT',
  sees: ({ facts }) => facts?.importanceClass === 'OTHER',
};
const listed = (projection: Projection, of: string, asOf = NOW, visibility: Visibility | null = null): string[] =>
  known(impact(projection, { of, asOf, visibility }))
    .datasets.slice(0, 100)
    .map(({ ref, distance }) => `${ref} ${distance}`);

describe('the impact of a column', () => {
  const projection = projectionOf(PUPILS);
  const answer = known(impact(projection, { of: 'N01.ngay_sinh', asOf: NOW }));

  test('names every dataset that it reaches, nearest first', () => {
    expect(listed(projection, 'N01.ngay_sinh')).toEqual(['S01 1', 'S07 1', 'S29 1', 'S30 2', 'O14 3']);
  });

  test('shows the few first of many that are equally far like any others, whether or not they were ordered', () => {
    const readers = Array.from({ length: 40 }, (_, i) => `X${String((i * 17) % 40).padStart(2, '0')}`);
    const many = projectionOf([
      dataset('N01', { publisher: 'B01' }),
      ...readers.flatMap((ref, i) => [dataset(ref, { publisher: 'A02' }), flow(`G${i}`, `N01>${ref} a`)]),
    ]);
    const ask = () => known(impact(many, { of: 'N01', asOf: NOW })).datasets;
    const refs = (from: number, count: number): string[] =>
      ask()
        .slice(from, count)
        .map(({ ref }) => ref);
    expect(refs(0, 3)).toEqual(['X00', 'X01', 'X02']);
    expect([...refs(0, 2), ...refs(2, 2), ...refs(4, 36)]).toEqual(readers.toSorted());
  });

  test('counts datasets, columns, publishers and their lead partners', () => {
    expect(answer.totals).toEqual({
      datasets: 5,
      fields: 5,
      agencies: 3,
      partners: 2,
      openDatasets: 1,
      unresolved: 0,
      hidden: 0,
    });
    expect(answer.agencies).toEqual(['A02', 'A04', 'A12']);
    expect(answer.partners).toEqual(['MBF', 'VTL']);
    expect(answer).toMatchObject({ complete: true, reasons: [], revision: PUPILS.length, asOf: NOW });
  });

  test('explains each dataset by the way to its nearest column, with the flows between', () => {
    expect(answer.datasets.slice(4, 1)[0]?.path()).toEqual([
      'N01.ngay_sinh',
      'job:F26',
      'S29.ngay_sinh',
      'job:F31',
      'S30.ngay_sinh',
      'job:F60',
      'O14.ngay_sinh',
    ]);
  });

  test('is that of the time asked about', () => {
    expect(listed(projection, 'N01.ngay_sinh', FEBRUARY)).toEqual(['S01 1', 'S07 1', 'S29 1', 'S30 2']);
  });

  test('is empty and complete when nothing flows from it', () => {
    const none = known(impact(projection, { of: 'N01.gioi_tinh', asOf: NOW }));
    expect(none.totals).toEqual({
      datasets: 0,
      fields: 0,
      agencies: 0,
      partners: 0,
      openDatasets: 0,
      unresolved: 0,
      hidden: 0,
    });
    expect(none.complete).toBe(true);
  });

  test('does not pass through what is hidden', () => {
    expect(listed(projection, 'N01.ngay_sinh', NOW, developer)).toEqual(['S29 1', 'S30 2', 'O14 3']);
  });
});

describe('the impact of a dataset', () => {
  const projection = projectionOf(PUPILS);
  const answer = known(impact(projection, { of: 'S29', asOf: NOW }));

  test('follows dataset edges, and counts the columns that its columns reach', () => {
    expect(listed(projection, 'S29')).toEqual(['M02 1', 'O13 1', 'S30 1', 'O14 2']);
    expect(answer.totals).toMatchObject({ datasets: 4, fields: 11, agencies: 2, openDatasets: 2 });
  });

  test('lists the columns of each dataset, nearest first, with the way from the column they come from', () => {
    const [m02] = answer.datasets.slice(0, 1);
    expect(m02?.fields().map(({ name, distance }) => [name, distance])).toEqual([
      ['ho_ten', 1],
      ['ma_hs', 1],
      ['ma_truong', 1],
    ]);
    expect(m02?.fields()[0]?.path()).toEqual(['S29.ho_ten', 'job:F24', 'M02.ho_ten']);
    expect(m02?.path()).toEqual(['S29', 'job:F24', 'M02']);
  });

  test('pages without a gap, also from a place that is no longer there', () => {
    const refs = (offset: number, count: number) => answer.datasets.slice(offset, count).map(({ ref }) => ref);
    expect([...refs(0, 2), ...refs(2, 2), ...refs(4, 2)]).toEqual(['M02', 'O13', 'S30', 'O14']);
    expect(answer.datasets.countUpTo(1, 'O13')).toBe(2);
    expect(answer.datasets.countUpTo(1, 'P99')).toBe(2);
    expect(answer.datasets.countUpTo(0, 'zzz')).toBe(0);
    expect(answer.datasets.countUpTo(9, '')).toBe(4);
  });

  test('counts a lead partner only while the assignment is in force', () => {
    const ended = projectionOf([...PUPILS, lead('A12', 'VTL', true, '2026-06-01T00:00:00+07:00')]);
    expect(known(impact(ended, { of: 'S29', asOf: NOW })).partners).toEqual([]);
    expect(known(impact(ended, { of: 'S29', asOf: FEBRUARY })).partners).toEqual(['VTL']);
  });
});

describe('the impact of a job', () => {
  const projection = projectionOf(PUPILS);

  test('begins with what it feeds at distance 1, and its paths begin with the job', () => {
    const answer = known(impact(projection, { of: 'job:F26', asOf: NOW }));
    expect(listed(projection, 'job:F26')).toEqual(['S29 1', 'M02 2', 'O13 2', 'S30 2', 'O14 3']);
    const [s29, m02] = answer.datasets.slice(0, 2);
    expect(s29?.path()).toEqual(['job:F26', 'S29']);
    expect(m02?.path()).toEqual(['job:F26', 'S29', 'job:F24', 'M02']);
    expect(s29?.fields().map(({ name, distance }) => [name, distance])).toEqual([
      ['ho_ten', 1],
      ['ngay_sinh', 1],
      ['so_dinh_danh', 1],
    ]);
    expect(m02?.fields()[0]?.path()).toEqual(['job:F26', 'S29.ho_ten', 'job:F24', 'M02.ho_ten']);
  });

  test('is nothing while the job does not run', () => {
    expect(listed(projection, 'job:F60', FEBRUARY)).toEqual([]);
  });

  test('of which an end is hidden is unknown', () => {
    expect(impact(projection, { of: 'job:F01', asOf: NOW, visibility: developer }).outcome).toBe('UNKNOWN_NODE');
    expect(impact(projection, { of: 'job:F26', asOf: NOW, visibility: developer }).outcome).toBe('OK');
  });
});

describe('on a cycle', () => {
  const projection = projectionOf([
    ...['A', 'B', 'C'].map((code) => dataset(code)),
    flow('F1', 'A>B x,z'),
    flow('F2', 'B>C x'),
    flow('F3', 'C>A x,x>y'),
    flow('F4', 'A>A x'),
  ]);

  test('the source is never counted, but another column of its dataset is', () => {
    expect(listed(projection, 'A')).toEqual(['B 1', 'C 2']);
    expect(listed(projection, 'A.x')).toEqual(['B 1', 'C 2', 'A 3']);
    const answer = known(impact(projection, { of: 'A.x', asOf: NOW }));
    expect(answer.totals).toMatchObject({ datasets: 3, fields: 3 });
    expect(
      answer.datasets
        .slice(2, 1)[0]
        ?.fields()
        .map(({ ref }) => ref),
    ).toEqual(['A.y']);
  });

  test('no column of the source dataset is counted for a dataset question', () => {
    expect(known(impact(projection, { of: 'A', asOf: NOW })).totals.fields).toBe(3);
  });
});

describe('names that the catalog does not know', () => {
  const projection = projectionOf([
    dataset('A'),
    flow('F1', 'A>s3://lake|raw%20data x'),
    flow('F2', 's3://lake|raw%20data>B x'),
    dataset('B'),
  ]);

  test('are counted apart, walked through, and make the answer incomplete', () => {
    const answer = known(impact(projection, { of: 'A', asOf: NOW }));
    expect(answer.totals).toMatchObject({ datasets: 1, unresolved: 1, fields: 1 });
    expect(answer.datasets.length).toBe(2);
    expect(answer.datasets.slice(0, 9).map(({ ref, inCatalog }) => [ref, inCatalog])).toEqual([
      ['s3://lake|raw%20data', false],
      ['B', true],
    ]);
    expect(answer).toMatchObject({ complete: false, reasons: [{ code: 'UNRESOLVED_NAMES' }] });
  });

  test('beside the way do not', () => {
    expect(known(impact(projection, { of: 'B', asOf: NOW })).complete).toBe(true);
  });
});

describe('a node that there is not', () => {
  const projection = projectionOf(PUPILS);

  test('is told from one without impact, and a column comes with those that the dataset has', () => {
    expect(impact(projection, { of: 'N99', asOf: NOW })).toEqual({ outcome: 'UNKNOWN_NODE', ref: 'N99', columns: [] });
    expect(impact(projection, { of: 'N01.ngay_sin', asOf: NOW })).toEqual({
      outcome: 'UNKNOWN_NODE',
      ref: 'N01.ngay_sin',
      columns: ['gioi_tinh', 'ho_ten', 'ngay_sinh', 'so_dinh_danh'],
    });
  });

  test('is answered as one that is hidden', () => {
    for (const of of ['S01', 'S01.ngay_sinh', 'S01.nowhere']) {
      const hidden = impact(projection, { of, asOf: NOW, visibility: developer });
      expect(hidden).toEqual({ outcome: 'UNKNOWN_NODE', ref: of, columns: [] });
    }
  });
});

test('an answer cut by its budget says so and counts what it saw', () => {
  const answer = known(impact(projectionOf(PUPILS), { of: 'N01', asOf: NOW, budget: 3 }));
  expect(answer).toMatchObject({ complete: false, reasons: [{ code: 'BUDGET' }] });
  expect(answer.totals.datasets).toBeLessThan(7);
});

test('an answer that is held weighs what it reached, not the catalog', () => {
  const graph = projectionOf([
    dataset('A'),
    schema('A', 'x'),
    dataset('B'),
    schema('B', 'x'),
    flow('F1', 'A>B x'),
    ...Array.from({ length: 20 }, (_, i) => [
      dataset(`C${i}`),
      schema(`C${i}`, Array.from({ length: 1_000 }, (_, column) => `c${column}`).join(' ')),
    ]).flat(),
  ]);
  const before = process.memoryUsage().arrayBuffers;
  const held = Array.from({ length: 200 }, () => {
    const answer = known(impact(graph, { of: 'A', asOf: NOW }));
    expect(answer.datasets.slice(0, 1)[0]?.path()).toEqual(['A', 'job:F1', 'B']);
    return answer;
  });
  // A number for each of 20,000 columns would be 16 million bytes.
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4_000_000);
  expect(held).toHaveLength(200);
});
