import { parentPort } from 'node:worker_threads';
import { Scratch } from '../../domain/algorithms/scratch.ts';
import { Projection } from '../projection.ts';
import type { Order, Reply } from './query-thread.ts';
import { answerOf, type LongQuestion, type QueryOf } from './questions.ts';

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

parentPort?.on('message', (order: Order) => parentPort?.postMessage(answered(order)));
