import { describe, expect, test } from 'vitest';
import { parseInstant } from '../../../lineage/domain/instant.ts';
import { type ClosureQuery, closureOf } from '../../../lineage/projection/index.ts';
import { flow, known, projectionOf } from '../../support/lineage-events.ts';

const NOW = parseInstant('2026-11-23T00:00:00Z');

describe.each([
  ['overlay', 0],
  ['base', 1_000],
])('a closure over the %s', (_where, compactBelow) => {
  const projection = projectionOf(
    [
      flow('F1', 'A>B x'),
      flow('F2', 'B>C x'),
      flow('F3', 'C>A x'),
      flow('F4', 'C>D x'),
      flow('F5', 'A>C x'),
      flow('F6', 'A>B x'),
    ],
    { compactBelow },
  );
  const ask = (query: Partial<ClosureQuery> & { of: string }) =>
    known(closureOf(projection, { direction: 'DOWNSTREAM', asOf: NOW, ...query }));
  const listed = (query: Partial<ClosureQuery> & { of: string }) =>
    ask(query).reached.map(({ ref, distance }) => `${ref} ${distance}`);

  test('has the least distances, through cycles and past parallel edges', () => {
    expect(listed({ of: 'A' })).toEqual(['B 1', 'C 1', 'D 2']);
    expect(listed({ of: 'D', direction: 'UPSTREAM' })).toEqual(['C 1', 'A 2', 'B 2']);
  });

  test('stops at a depth, and says so only when something lies beyond', () => {
    expect(listed({ of: 'A', depth: 1 })).toEqual(['B 1', 'C 1']);
    expect(ask({ of: 'A', depth: 1 }).reasons.map(({ code }) => code)).toEqual(['DEPTH']);
    expect(ask({ of: 'A', depth: 2 })).toMatchObject({ complete: true, reasons: [] });
    expect(ask({ of: 'A', depth: 0 }).reached).toEqual([]);
    expect(ask({ of: 'D', depth: 0 })).toMatchObject({ complete: true });
  });

  test('counts the hop to what a job feeds', () => {
    expect(listed({ of: 'job:F4' })).toEqual(['D 1']);
    expect(listed({ of: 'job:F2' })).toEqual(['C 1', 'A 2', 'D 2', 'B 3']);
    expect(listed({ of: 'job:F2', depth: 1 })).toEqual(['C 1']);
    expect(ask({ of: 'job:F2', depth: 0 })).toMatchObject({ reached: [], reasons: [{ code: 'DEPTH' }] });
    expect(listed({ of: 'job:F4', direction: 'UPSTREAM' })).toEqual(['C 1', 'A 2', 'B 2']);
  });

  test('of a dataset at column level starts at all its columns', () => {
    expect(listed({ of: 'A', level: 'COLUMN' })).toEqual(['B.x 1', 'C.x 1', 'D.x 2']);
  });

  test('cut by its budget is incomplete, its distances exact', () => {
    const cut = ask({ of: 'A', budget: 1 });
    expect(cut.reasons.map(({ code }) => code)).toEqual(['BUDGET']);
    for (const { ref, distance } of cut.reached) expect(listed({ of: 'A' })).toContain(`${ref} ${distance}`);
  });

  test('leaves nothing behind for the next', () => {
    ask({ of: 'A', depth: 1 });
    ask({ of: 'A', budget: 1 });
    expect(listed({ of: 'A' })).toEqual(['B 1', 'C 1', 'D 2']);
  });

  test('explains by the least way: the least reference before, then the least job', () => {
    const [b, , d] = ask({ of: 'A' }).reached;
    expect(b?.path()).toEqual(['A', 'job:F1', 'B']);
    expect(d?.path()).toEqual(['A', 'job:F5', 'C', 'job:F4', 'D']);
  });
});
