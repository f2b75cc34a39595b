import { describe, expect, test } from 'vitest';
import { canonicalHash } from '../../../lineage/domain/canonical-hash.ts';
import { foldChanges } from '../../../lineage/domain/fold.ts';
import { GraphState } from '../../../lineage/domain/graph-state.ts';
import { parseInstant } from '../../../lineage/domain/instant.ts';
import { normalise } from '../../../lineage/domain/normalise.ts';
import { closureOf, Projection, ProjectionLoader } from '../../../lineage/projection/index.ts';
import { dataset, flow, follow, known, projectionOf, RECORDED } from '../../support/lineage-events.ts';

const NOW = parseInstant('2026-11-23T00:00:00Z');
const reached = (projection: Projection, of: string, asOf = NOW, asRecorded: number | null = null): string[] =>
  known(closureOf(projection, { of, direction: 'DOWNSTREAM', asOf, asRecorded })).reached.map(({ ref }) => ref);

describe('a projection', () => {
  test('does not apply a revision that it has reached', () => {
    const [projection, state] = [new Projection(), new GraphState()];
    const records = foldChanges(state, normalise({ ...flow('F1', 'A>B'), recordedAt: RECORDED }));
    expect(projection.apply(records, 5)).toBe(true);
    const later = foldChanges(state, normalise({ ...flow('F2', 'B>C'), recordedAt: RECORDED }));
    expect(projection.apply(later, 5)).toBe(false);
    expect(reached(projection, 'A')).toEqual(['B']);
    expect(projection.revision).toBe(5);
  });

  test('that is given the same records under a new revision holds them once', () => {
    const [projection, state] = [new Projection({ compactBelow: 0 }), new GraphState()];
    const records = foldChanges(state, normalise({ ...flow('F1', 'A>B x,y'), recordedAt: RECORDED }));
    projection.apply(records, 1);
    projection.apply(records, 2);
    expect(projection.graph.count).toBe(3);
    expect(canonicalHash(projection.records())).toBe(canonicalHash(state.records()));
  });

  test('loaded from records equals one that followed them', () => {
    const [followed, state] = [new Projection(), new GraphState()];
    follow(followed, state, [
      dataset('A'),
      flow('F1', 'A>B x'),
      flow('F1', 'A>B y'),
      flow('F2', 'B>C y', { validTo: '2026-03-01T00:00:00Z' }),
    ]);
    const loader = new ProjectionLoader();
    loader.add(state.records());
    const loaded = loader.finish(followed.revision);
    expect(canonicalHash(loaded.records())).toBe(canonicalHash(followed.records()));
    expect(reached(loaded, 'A')).toEqual(reached(followed, 'A'));
  });

  test('grows past the room that it began with', () => {
    const loader = new ProjectionLoader();
    const state = new GraphState();
    for (let i = 0; i < 60; i++) {
      const columns = Array.from({ length: 100 }, (_, c) => `c${i}_${c}`).join();
      foldChanges(state, normalise({ ...flow(`F${i}`, `D${i}>D${i + 1} ${columns}`), recordedAt: RECORDED + i }));
    }
    loader.add(state.records());
    const projection = loader.finish(1);
    expect(projection.graph.count).toBe(6_060);
    expect(reached(projection, 'D0')).toHaveLength(60);
  });
});

describe('both times', () => {
  const events = [
    flow('F1', 'A>B', { validFrom: '2026-01-01T00:00:00Z', validTo: '2026-02-01T00:00:00Z' }),
    flow('F2', 'B>C', { validFrom: null }),
    flow('F1', 'A>D', { validFrom: '2026-01-01T00:00:00Z' }),
  ];
  const projection = projectionOf(events);
  const [first, second, third] = [RECORDED, RECORDED + 1, RECORDED + 2];

  test('of an interval the start is in and the end is out, to the microsecond', () => {
    const [start, end] = [parseInstant('2026-01-01T00:00:00Z'), parseInstant('2026-02-01T00:00:00Z')];
    const at = (asOf: number) => reached(projection, 'A', asOf, second);
    expect([at(start - 1), at(start), at(end - 1), at(end)]).toEqual([[], ['B', 'C'], ['B', 'C'], []]);
  });

  test('what was believed can be asked for after it was corrected', () => {
    const january = parseInstant('2026-01-15T00:00:00Z');
    expect(reached(projection, 'A', january, first - 1)).toEqual([]);
    expect(reached(projection, 'A', january, first)).toEqual(['B']);
    expect(reached(projection, 'A', january, second)).toEqual(['B', 'C']);
    expect(reached(projection, 'A', january, third)).toEqual(['D']);
    expect(reached(projection, 'A', january)).toEqual(['D']);
  });

  test('an edge without a start was always there', () => {
    expect(reached(projection, 'B', parseInstant('1800-01-01T00:00:00Z'))).toEqual(['C']);
  });
});
