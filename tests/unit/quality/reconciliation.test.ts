import { expect, it } from 'vitest';
import { type BoundField, type Feed, reconcile } from '../../../subgraphs/quality/reconciliation.ts';

const field = (ref: string, type = 'STR'): BoundField => ({ ref, dataset: ref.split('.')[0] ?? '', type });
const feed = (from: string, to: string): Feed => ({ from, to, flow: `${from} ${to}`, transformation: 'IDENTITY' });
const FIELDS = ['N01.a', 'S01.a', 'S02.b', 'S03.a', 'S04.a', 'S05.a'].map((ref) => field(ref));
const CLAIMS = [
  { dataset: 'N01', approved: true },
  { dataset: 'S05', approved: false },
];

it('tells who comes from the master source, in any number of steps, also through what is bound to nothing', () => {
  const feeds = [feed('N01.a', 'S01.a'), feed('S01.a', 'X.free'), feed('X.free', 'S02.b'), feed('S05.a', 'S03.a')];
  const found = reconcile(FIELDS, CLAIMS, feeds);
  expect(Object.fromEntries(found.map(({ ref, role }) => [ref, role]))).toEqual({
    'N01.a': 'MASTER',
    'S01.a': 'FED_BY_MASTER',
    'S02.b': 'FED_BY_MASTER',
    'S03.a': 'FED_BY_OTHER',
    'S04.a': 'NOT_FED',
    'S05.a': 'CLAIMANT',
  });
  expect(found[2]?.fedBy).toEqual([]);
  expect(found[3]?.fedBy.map(({ from }) => from)).toEqual(['S05.a']);
});

it('ends on a cycle, and compares types with those of the master source', () => {
  const found = reconcile([field('N01.a'), field('S01.a', 'INT'), field('S02.a')], CLAIMS, [
    feed('N01.a', 'S01.a'),
    feed('S01.a', 'S02.a'),
    feed('S02.a', 'N01.a'),
  ]);
  expect(found.map(({ role, typeAgrees }) => [role, typeAgrees])).toEqual([
    ['MASTER', null],
    ['FED_BY_MASTER', false],
    ['FED_BY_MASTER', true],
  ]);
});

it('knows of no master source without an approved claim', () => {
  const found = reconcile(FIELDS.slice(0, 2), [{ dataset: 'N01', approved: false }], [feed('N01.a', 'S01.a')]);
  expect(found.map(({ role, typeAgrees }) => [role, typeAgrees])).toEqual([
    ['CLAIMANT', null],
    ['FED_BY_OTHER', null],
  ]);
});
