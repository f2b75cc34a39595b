import { afterAll, describe, expect, it } from 'vitest';
import { foldChanges } from '../../../lineage/domain/fold.ts';
import { GraphState } from '../../../lineage/domain/graph-state.ts';
import { Projection, type Visibility } from '../../../lineage/projection/index.ts';
import { answerAtOnce } from '../../../lineage/projection/long-questions/at-once.ts';
import { queryThread, TooManyWaiting } from '../../../lineage/projection/long-questions/query-thread.ts';
import { answerOf, type LongQuestion, type QueryOf } from '../../../lineage/projection/long-questions/questions.ts';
import { changesOf, type RandomGraph, randomGraph } from '../../support/lineage-graphs.ts';

const thread = queryThread();
afterAll(() => thread.close());

const withSome = (hidden: 'ABSENT' | 'OPAQUE'): Visibility => ({
  key: hidden,
  hidden,
  sees: ({ ref }) => ref.length % 3 !== 0 && !ref.endsWith('2'),
});

/** Every long question about a graph, at several instants, for several viewers; those of the pairs are drawn. */
function* questions({
  seed,
  datasets,
  columns,
  moments,
}: RandomGraph): Generator<readonly [LongQuestion, QueryOf<LongQuestion>]> {
  const nodes = [...datasets, ...[...columns.values()].flat()];
  for (let i = 0; i < 30; i++) {
    const asOf = moments[(seed + i) % moments.length] ?? 0;
    const asRecorded = i % 3 === 0 ? (moments[(seed * 7 + i) % moments.length] ?? null) : null;
    const visibility = [null, withSome('ABSENT'), withSome('OPAQUE')][i % 3] ?? null;
    const asked = { asOf, asRecorded, visibility };
    const [from, to] = [nodes[(i * 13 + seed) % nodes.length] ?? '', nodes[(i * 29 + seed * 3) % nodes.length] ?? ''];
    for (const question of ['between', 'pathCounts', 'separators'] as const) yield [question, { ...asked, from, to }];
    yield ['ways', { ...asked, from, to, first: 5 }];
    yield ['statistics', { ...asked, level: i % 2 === 0 ? 'COLUMN' : 'DATASET' }];
  }
}

/** A graph, and the batches of records that are to come. */
function growing(seed: number, upTo: number) {
  const graph = randomGraph(seed);
  const state = new GraphState();
  const batches = changesOf(graph).map((changes) => foldChanges(state, changes));
  const projection = new Projection({ compactBelow: 0 });
  const first = Math.floor(batches.length * upTo);
  for (let i = 0; i < first; i++) {
    projection.apply(batches[i] ?? [], i + 1);
    if (i === first >> 1) projection.compact();
  }
  const later = function* (): Generator<void> {
    for (let i = first; i < batches.length; i++) yield void projection.apply(batches[i] ?? [], i + 1);
  };
  return { graph, projection, later };
}

describe('a long question', () => {
  it.each([3, 8, 21])('is answered by the thread as by the process itself (graph %i)', async (seed) => {
    const { graph, projection } = growing(seed, 1);
    expect(projection.graph.pending).toBeGreaterThan(0);
    let found = 0;
    for (const [question, query] of questions(graph)) {
      const here = answerOf(projection, question, query);
      if (here.outcome === 'OK' && here.reasons.length === 0) found++;
      expect(await thread.ask(() => projection, question, query), question).toEqual(here);
      // Tried with a small budget first: either the whole answer, or none.
      expect([null, here]).toContainEqual(answerAtOnce(projection, question, query, 60));
    }
    expect(found).toBeGreaterThan(20);
  });

  it.each([5, 13])(
    'is about the graph as it was when it was begun, while edges come and end (graph %i)',
    async (seed) => {
      const { graph, projection, later } = growing(seed, 0.5);
      const steps = later();
      let changed = 0;
      for (const [question, query] of questions(graph)) {
        const here = answerOf(projection, question, query);
        const { revision } = projection;
        const there = thread.ask(() => projection, question, query);
        // The thread has been handed the graph by now, and has not begun.
        if (steps.next().done !== true) changed++;
        const answer = await there;
        expect(answer, question).toEqual(here);
        if (answer.outcome === 'OK') expect(answer.revision).toBe(revision);
      }
      expect(changed).toBeGreaterThan(5);
    },
  );

  it('reads arrays that were swapped out until it ends', async () => {
    const { graph, projection } = growing(34, 1);
    const query = { asOf: graph.moments.at(-1) ?? 0, level: 'COLUMN' } as const;
    const here = answerOf(projection, 'statistics', query);
    const there = thread.ask(() => projection, 'statistics', query);
    projection.compact();
    projection.compact();
    expect(await there).toEqual(here);
  });

  it('ends where it is when its time is up, waited or not, and says so', async () => {
    const { graph, projection } = growing(3, 1);
    const [from = '', to = ''] = [...graph.columns.values()].flat();
    const until = performance.now() - 1;
    const asked = { asOf: graph.moments.at(-1) ?? 0, from, to, until, budget: 0 };
    const answer = await thread.ask(() => projection, 'between', asked);
    expect(answer).toMatchObject({ complete: false, reasons: [{ code: 'BUDGET' }] });
  });

  it('is refused when too many wait, and given up when nobody waits any more', async () => {
    const { graph, projection } = growing(3, 1);
    await using stack = new AsyncDisposableStack();
    const narrow = queryThread(1);
    stack.defer(() => narrow.close());
    const query = { asOf: graph.moments.at(-1) ?? 0, level: 'COLUMN' } as const;
    const ask = (signal?: AbortSignal) => narrow.ask(() => projection, 'statistics', { ...query, signal });
    const leaving = new AbortController();
    const [first, second] = [ask(), ask(leaving.signal)];
    await expect(ask()).rejects.toThrow(TooManyWaiting);
    leaving.abort(new Error('gone'));
    await expect(second).rejects.toThrow('gone');
    // The place of the one that left is free again.
    const third = ask();
    expect(await third).toEqual(await first);
  });

  it('fails with what the thread fails with, and the next one is answered', async () => {
    const { graph, projection } = growing(3, 1);
    const query = { asOf: graph.moments.at(-1) ?? 0, level: 'COLUMN' } as const;
    const broken = thread.ask(() => projection, 'nothing' as LongQuestion, query as QueryOf<LongQuestion>);
    await expect(broken).rejects.toThrow();
    expect(await thread.ask(() => projection, 'statistics', query)).toMatchObject({ outcome: 'OK' });
  });
});
