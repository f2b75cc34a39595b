import { Worker } from 'node:worker_threads';
import { kindOfRef } from '../../domain/node-ref.ts';
import type { LentProjection, Projection } from '../projection.ts';
import { sharedInts } from '../shared-arrays.ts';
import type { AnswerOf, LongQuestion, PlainQuery, QueryOf } from './questions.ts';

/** What the thread is told to answer. */
export interface Order {
  readonly lent: LentProjection;
  readonly question: LongQuestion;
  readonly query: PlainQuery<LongQuestion>;
  /** One number: 1 once the answer is to end where it is. */
  readonly stop: Int32Array;
}

/** What it says. */
export type Reply = { readonly answer: unknown } | { readonly error: unknown };

/** Too many questions wait already. */
export class TooManyWaiting extends Error {
  override readonly name = 'TooManyWaiting';
}

/** Answers long questions in a thread, one after the other, while the process goes on. */
export interface QueryThread {
  /**
   * What `answerOf` says. Time that is spent waiting counts: when `until` comes, the answer ends where it is, with the
   * reason BUDGET.
   * @param projection gives the graph that is asked, the moment that the thread begins.
   * @throws TooManyWaiting; the reason of `signal` when nobody waits any more; what the question throws.
   */
  ask<Q extends LongQuestion>(projection: () => Projection, question: Q, query: QueryOf<Q>): Promise<AnswerOf<Q>>;
  /** Ends the thread; what waits fails. */
  close(): Promise<void>;
}

/** Questions that may wait for the thread, beside the one that it answers. */
export const MOST_WAITING = 32;

/** The program of the thread: as source where this file is source, built where it is built. */
const PROGRAM = new URL(`./query-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

interface Waiting {
  /** Begins: hands over the graph of now. @returns what to call when it is not read any more. */
  begin(worker: Worker): () => void;
  succeed(answer: unknown): void;
  fail(error: unknown): void;
}

/** A thread that is begun with the first question, and anew after it failed. */
export function queryThread(mostWaiting = MOST_WAITING): QueryThread {
  const waiting: Waiting[] = [];
  let current: { readonly asked: Waiting; readonly giveBack: () => void } | undefined;
  let worker: Worker | undefined;
  let closed = false;

  const finish = (settle: (asked: Waiting) => void): void => {
    const done = current;
    current = undefined;
    worker?.unref();
    done?.giveBack();
    if (done !== undefined) settle(done.asked);
    next();
  };
  const failed = (error: unknown): void => {
    worker = undefined;
    finish((asked) => asked.fail(error));
  };
  const start = (): Worker => {
    const started = new Worker(PROGRAM);
    // An idle thread keeps no process alive.
    started.unref();
    started.on('message', (reply: Reply) =>
      finish((asked) => ('error' in reply ? asked.fail(reply.error) : asked.succeed(reply.answer))),
    );
    started.on('error', failed);
    started.on('exit', (code) => {
      if (worker === started) failed(new Error(`The thread that answers long questions ended with ${code}`));
    });
    return started;
  };
  const next = (): void => {
    if (closed || current !== undefined) return;
    const asked = waiting.shift();
    if (asked === undefined) return;
    worker ??= start();
    current = { asked, giveBack: () => undefined };
    worker.ref();
    try {
      current = { asked, giveBack: asked.begin(worker) };
    } catch (error) {
      finish((one) => one.fail(error));
    }
  };

  return {
    ask<Q extends LongQuestion>(projection: () => Projection, question: Q, query: QueryOf<Q>): Promise<AnswerOf<Q>> {
      const { visibility = null, isLate: _isLate, until, signal, ...plain } = query as QueryOf<Q> & PlainQuery<Q>;
      if (closed) return Promise.reject(new Error('The thread that answers long questions is closed.'));
      if (waiting.length >= mostWaiting)
        return Promise.reject(new TooManyWaiting(`${mostWaiting} long questions wait already.`));
      signal?.throwIfAborted();
      const stop = sharedInts(1);
      return new Promise<AnswerOf<Q>>((resolve, reject) => {
        const halt = (): void => void Atomics.store(stop, 0, 1);
        const late = until === undefined ? undefined : setTimeout(halt, Math.max(0, until - performance.now()));
        const aborted = (): void => {
          halt();
          const place = waiting.indexOf(asked);
          if (place >= 0) waiting.splice(place, 1);
          asked.fail(signal?.reason);
        };
        const settled = (): void => {
          clearTimeout(late);
          signal?.removeEventListener('abort', aborted);
        };
        const asked: Waiting = {
          begin(thread) {
            const { lent, giveBack } = projection().lend(visibility, jobsOf(plain));
            const order: Order = { lent, question, query: plain as PlainQuery<LongQuestion>, stop };
            try {
              thread.postMessage(order);
            } catch (error) {
              giveBack();
              throw error;
            }
            return giveBack;
          },
          succeed(answer) {
            settled();
            resolve(answer as AnswerOf<Q>);
          },
          fail(error) {
            settled();
            reject(error);
          },
        };
        signal?.addEventListener('abort', aborted, { once: true });
        waiting.push(asked);
        next();
      });
    },
    async close() {
      closed = true;
      const ended = worker;
      worker = undefined;
      for (const asked of waiting.splice(0)) asked.fail(new Error('The process stops.'));
      finish((asked) => asked.fail(new Error('The process stops.')));
      await ended?.terminate();
    },
  };
}

/** The jobs that a question names. */
const jobsOf = (query: object): string[] =>
  ['from' in query ? query.from : null, 'to' in query ? query.to : null].filter(
    (ref): ref is string => typeof ref === 'string' && kindOfRef(ref) === 'JOB',
  );
