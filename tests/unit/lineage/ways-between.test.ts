import { describe, expect, test } from 'vitest';
import { parseInstant } from '../../../lineage/domain/instant.ts';
import {
  between,
  type PairQuery,
  pathCounts,
  paths,
  separators,
  type Visibility,
  ways,
} from '../../../lineage/projection/index.ts';
import { dataset, flow, known, projectionOf } from '../../support/lineage-events.ts';

const NOW = parseInstant('2026-11-23T00:00:00Z');
const FEBRUARY = parseInstant('2026-02-01T00:00:00+07:00');
const without = (...hidden: string[]): Visibility => ({
  key: hidden.join(),
  hidden: 'ABSENT',
  sees: ({ ref }) => !hidden.includes(ref),
});

const projection = projectionOf([
  ...['A', 'B', 'C', 'D', 'E', 'U'].map((code) => dataset(code)),
  flow('F1', 'A>B x'),
  flow('F0', 'A>B x'),
  flow('F2', 'A>C x'),
  flow('F3', 'B>D x'),
  flow('F4', 'C>D x'),
  flow('F5', 'D>E x'),
  flow('F6', 'C>E x,x>y', { validFrom: '2026-03-01T00:00:00+07:00' }),
  flow('F7', 'E>U x'),
  flow('F8', 'U>U x'),
]);
const asked = (from: string, to: string, how: Partial<PairQuery> = {}): PairQuery => ({ from, to, asOf: NOW, ...how });
const steps = (from: string, to: string, how: Partial<PairQuery> = {}, first = 10) =>
  known(ways(projection, { ...asked(from, to, how), first })).ways.map((way) => way.steps.join(' '));
const counts = (from: string, to: string, how: Partial<PairQuery> = {}) => {
  const { shortest, all, reasons } = known(pathCounts(projection, asked(from, to, how)));
  return [shortest, all, ...reasons.map(({ code }) => code)];
};
const frozen = (from: string, to: string, how: Partial<PairQuery> = {}) =>
  known(separators(projection, asked(from, to, how))).datasets?.map(({ ref, distance }) => `${ref} ${distance}`) ??
  null;
const nodes = (from: string, to: string, how: Partial<PairQuery> = {}) =>
  known(between(projection, asked(from, to, how))).nodes.map(({ ref, distance }) => `${ref} ${distance}`);

describe('the ways from one dataset to another', () => {
  test('are listed shortest first, the first as the shortest way, each with the least job of every hop', () => {
    expect(steps('A', 'E')).toEqual([
      'A job:F2 C job:F6 E',
      'A job:F0 B job:F3 D job:F5 E',
      'A job:F2 C job:F4 D job:F5 E',
    ]);
    expect(known(paths(projection, asked('A', 'E'))).shortest.join(' ')).toBe(steps('A', 'E')[0]);
    expect(known(ways(projection, { ...asked('A', 'E'), first: 3 })).ways.map(({ distance }) => distance)).toEqual([
      2, 3, 3,
    ]);
  });

  test('are counted as sequences of nodes', () => {
    expect(counts('A', 'E')).toEqual([1n, 3n]);
    expect(counts('A', 'D')).toEqual([2n, 2n]);
    expect(counts('E', 'A')).toEqual([0n, 0n]);
  });

  test('are as many as asked for', () => {
    expect(steps('A', 'E', {}, 2)).toHaveLength(2);
  });

  test('are those of the time asked about', () => {
    expect(counts('A', 'E', { asOf: FEBRUARY })).toEqual([2n, 2n]);
    expect(steps('A', 'E', { asOf: FEBRUARY })).toHaveLength(2);
    expect(frozen('A', 'E', { asOf: FEBRUARY })).toEqual(['D 2']);
  });

  test('cannot all be counted past a cycle, and the answer says why', () => {
    expect(counts('A', 'U')).toEqual([1n, null, 'CYCLE']);
  });

  test('pass nothing that is hidden', () => {
    expect(steps('A', 'E', { visibility: without('C') })).toEqual(['A job:F0 B job:F3 D job:F5 E']);
    expect(counts('A', 'E', { visibility: without('C') })).toEqual([1n, 1n]);
    expect(nodes('A', 'E', { visibility: without('C') })).toEqual(['A 0', 'B 1', 'D 2', 'E 3']);
    expect(frozen('A', 'E', { visibility: without('C') })).toEqual(['B 1']);
  });

  test('to a hidden or unknown node are not told apart from none', () => {
    for (const ask of [paths, pathCounts, between, separators]) {
      const hidden = ask(projection, asked('A', 'E', { visibility: without('E') }));
      expect(hidden).toEqual({ outcome: 'UNKNOWN_NODE', ref: 'E', columns: [] });
      expect(ask(projection, asked('N99', 'E'))).toEqual({ outcome: 'UNKNOWN_NODE', ref: 'N99', columns: [] });
    }
    expect(ways(projection, { ...asked('A', 'N99'), first: 1 }).outcome).toBe('UNKNOWN_NODE');
  });

  test('cut by a budget are incomplete', () => {
    expect(counts('A', 'E', { budget: 1 })).toEqual([null, null, 'BUDGET']);
    for (const answer of [between, separators].map((ask) => known(ask(projection, asked('A', 'E', { budget: 1 }))))) {
      expect(answer).toMatchObject({ complete: false, reasons: [{ code: 'BUDGET' }] });
    }
    expect(known(ways(projection, { ...asked('A', 'E', { budget: 1 }), first: 9 }))).toMatchObject({
      complete: false,
      ways: [],
    });
  });
});

describe('the ways between columns', () => {
  test('follow column edges; a dataset beside a column stands for all its columns', () => {
    expect(counts('A.x', 'E.x')).toEqual([1n, 3n]);
    expect(counts('A.x', 'E')).toEqual([2n, 4n]);
    expect(steps('A.x', 'E.y')).toEqual(['A.x job:F2 C.x job:F6 E.y']);
    expect(nodes('A', 'E.y')).toEqual(['A.x 0', 'C.x 1', 'E.y 2']);
  });
});

describe('the ways of a flow', () => {
  test('begin with it and count the hop to what it feeds', () => {
    expect(steps('job:F2', 'E')).toEqual(['job:F2 C job:F6 E', 'job:F2 C job:F4 D job:F5 E']);
    expect(counts('job:F2', 'E')).toEqual([1n, 2n]);
    expect(nodes('job:F2', 'D')).toEqual(['C 1', 'D 2']);
    expect(steps('A', 'job:F5')[0]).toBe('A job:F0 B job:F3 D job:F5');
  });

  test('to itself are one of no hops, or cannot be counted when it feeds itself', () => {
    expect([steps('job:F2', 'job:F2'), counts('job:F2', 'job:F2')]).toEqual([['job:F2'], [1n, 1n]]);
    expect(counts('job:F8', 'job:F8')).toEqual([1n, null, 'CYCLE']);
  });
});

describe('what lies between two nodes', () => {
  test('is all that is on any way, nearest first, with the edges', () => {
    const answer = known(between(projection, asked('A', 'D')));
    expect(answer).toMatchObject({ complete: true, truncated: false, total: 4 });
    expect(answer.nodes.map(({ ref, distance }) => `${ref} ${distance}`)).toEqual(['A 0', 'B 1', 'C 1', 'D 2']);
    expect(answer.edges.map(({ from, to, job }) => `${from} ${to} ${job}`)).toEqual([
      'A B job:F0',
      'A B job:F1',
      'A C job:F2',
      'B D job:F3',
      'C D job:F4',
    ]);
  });

  test('is nothing when there is no way, and that is complete', () => {
    expect(known(between(projection, asked('E', 'A')))).toMatchObject({
      nodes: [],
      edges: [],
      total: 0,
      complete: true,
    });
  });

  test('is cut at the number of nodes, says so, and says how many there are', () => {
    const answer = known(between(projection, { ...asked('A', 'D'), maxNodes: 2 }));
    expect(answer).toMatchObject({ truncated: true, total: 4, reasons: [{ code: 'BUDGET' }] });
    expect(answer.nodes.map(({ ref }) => ref)).toEqual(['A', 'B']);
  });
});

describe('what has to be frozen', () => {
  test('is the least number of datasets, the nearest to the source', () => {
    expect(frozen('A', 'U')).toEqual(['E 2']);
    expect(frozen('A', 'E')).toEqual(['B 1', 'C 1']);
    expect(frozen('A', 'D')).toEqual(['B 1', 'C 1']);
  });

  test('is nothing where nothing flows', () => {
    expect(frozen('E', 'A')).toEqual([]);
    expect(known(separators(projection, asked('E', 'A')))).toMatchObject({ complete: true, direct: false });
  });

  test('is never enough against a direct edge', () => {
    expect(known(separators(projection, asked('A', 'B')))).toMatchObject({
      complete: true,
      datasets: null,
      direct: true,
    });
    expect(known(separators(projection, asked('A', 'A')))).toMatchObject({ datasets: null, direct: true });
  });

  test('is asked of datasets: a column stands for its own, a flow for what it feeds or reads', () => {
    expect(frozen('A.x', 'U.x')).toEqual(['E 2']);
    expect(frozen('job:F0', 'U')).toEqual(['D 2']);
    expect(frozen('A', 'job:F7')).toEqual(['B 1', 'C 1']);
  });
});
