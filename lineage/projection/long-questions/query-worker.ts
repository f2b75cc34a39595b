import { parentPort } from 'node:worker_threads';
import { Scratch } from '../../domain/algorithms/scratch.ts';
import { collectSoon } from '../let-go.ts';
import { Projection } from '../projection.ts';
import type { Order, Reply } from './query-thread.ts';
import { answerOf, type LongQuestion, type QueryOf } from './questions.ts';

/** How long what was answered may stay in memory. */
const COLLECT_AFTER_MS = 500;

// A thread of its own, begun by `queryThread`: answers one question after the other from what it is lent.
const scratch = [new Scratch(), new Scratch()] as const;

function answered({ lent, question, query, stop }: Order): Reply {
  try {
    const { projection, visibility } = Projection.lent(lent, scratch);
    const isLate = (): boolean => Atomics.load(stop, 0) === 1;
    const asked = { ...query, visibility, isLate } as QueryOf<LongQuestion>;
    return { answer: answerOf(projection, question, asked) };
  } catch (error) {
    return { error };
  }
}

let isToCollect = false;
parentPort?.on('message', (order: Order) => {
  parentPort?.postMessage(answered(order));
  // The graph that was asked may be laid out anew before the next question comes. One collection is for all of a while.
  if (isToCollect) return;
  isToCollect = true;
  setTimeout(() => {
    isToCollect = false;
    collectSoon();
  }, COLLECT_AFTER_MS);
});
