import { describe, expect, test } from 'vitest';
import { GraphState } from '../../../lineage/domain/graph-state.ts';
import { parseInstant } from '../../../lineage/domain/instant.ts';
import { type ClosureQuery, closureOf, goOn, Projection } from '../../../lineage/projection/index.ts';
import { flow, follow, known, projectionOf } from '../../support/lineage-events.ts';

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

  test('cut by its budget goes on where it was cut, each node once, until it is complete', () => {
    for (const of of ['A', 'job:F2']) {
      let part = ask({ of, budget: 1 });
      const all = [...part.reached];
      while (part.cursor !== null) {
        const next = goOn(projection, part.cursor);
        if (next.outcome !== 'OK') throw new Error(next.outcome);
        part = next;
        all.push(...part.reached);
      }
      expect(part.complete).toBe(true);
      expect(all.map(({ ref, distance }) => `${ref} ${distance}`).sort()).toEqual(listed({ of }).sort());
      expect(all.map((node) => node.path())).toEqual(
        all.map(({ ref }) =>
          ask({ of })
            .reached.find((node) => node.ref === ref)
            ?.path(),
        ),
      );
    }
    expect(ask({ of: 'A' }).cursor).toBeNull();
  });

  test('does not go on when the graph has changed meanwhile', () => {
    const [changing, state] = [new Projection({ compactBelow }), new GraphState()];
    follow(changing, state, [flow('F1', 'A>B x'), flow('F2', 'B>C x')]);
    const { cursor } = known(closureOf(changing, { of: 'A', direction: 'DOWNSTREAM', asOf: NOW, budget: 1 }));
    if (cursor === null) throw new Error('not cut');
    follow(changing, state, [flow('F3', 'A>D x')]);
    expect(goOn(changing, cursor)).toEqual({ outcome: 'MOVED_ON' });
  });

  test('reports the kinds asked for', () => {
    expect(listed({ of: 'A', kinds: ['DATASET'] })).toEqual(['B 1', 'C 1', 'D 2']);
    expect(listed({ of: 'A', kinds: ['FIELD'] })).toEqual([]);
    expect(listed({ of: 'A', level: 'COLUMN', kinds: ['FIELD'] })).toEqual(['B.x 1', 'C.x 1', 'D.x 2']);
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

describe('a closure that follows some transformations only', () => {
  const made = (code: string, text: string, transformation: 'IDENTITY' | 'HASH' | 'FILTER') => {
    const event = flow(code, text);
    return {
      ...event,
      body: { ...event.body, columns: event.body.columns.map((edge) => ({ ...edge, transformation })) },
    };
  };
  const projection = projectionOf([
    made('F1', 'A>B x', 'IDENTITY'),
    made('F2', 'B>C x', 'HASH'),
    made('F3', 'C>D x', 'IDENTITY'),
    made('F4', 'A>E x', 'FILTER'),
    made('F5', 'A>D x', 'FILTER'),
  ]);
  const reached = (transformations: NonNullable<ClosureQuery['transformations']> | null, of = 'A.x') =>
    known(closureOf(projection, { of, direction: 'DOWNSTREAM', asOf: NOW, transformations })).reached;
  const listed = (...asked: Parameters<typeof reached>) =>
    reached(...asked).map(({ ref, distance }) => `${ref} ${distance}`);

  test('stops where another is made, and is not cut by that', () => {
    expect(listed(['IDENTITY'])).toEqual(['B.x 1']);
    expect(listed(['IDENTITY', 'HASH'])).toEqual(['B.x 1', 'C.x 2', 'D.x 3']);
    expect(listed(['FILTER'])).toEqual(['D.x 1', 'E.x 1']);
    expect(listed([])).toEqual([]);
    expect(listed(null)).toEqual(['B.x 1', 'D.x 1', 'E.x 1', 'C.x 2']);
  });

  test('explains by edges that it followed', () => {
    const d = reached(['IDENTITY', 'HASH']).find(({ ref }) => ref === 'D.x');
    expect(d?.path()).toEqual(['A.x', 'job:F1', 'B.x', 'job:F2', 'C.x', 'job:F3', 'D.x']);
  });

  test('follows all edges between datasets', () => {
    expect(listed(['HASH'], 'A')).toEqual(['B 1', 'D 1', 'E 1', 'C 2']);
  });
});
