import { Worker } from 'node:worker_threads';
import type { EvaluationTask, FoundElsewhere } from './evaluation-elsewhere.ts';

/** An evaluation that goes on in a thread. */
export interface RunningEvaluation {
  /** Resolves when everything is evaluated. @throws what the thread fails with, or that it was stopped. */
  readonly found: Promise<FoundElsewhere>;
  /** Ends the thread where it is. */
  stop(): Promise<unknown>;
}

/** The program of the thread: as source where this file is source, built where it is built. */
const PROGRAM = new URL(`./evaluation-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

/** Evaluates the policy in a thread of its own, while whoever asks is answered. */
export function evaluateInWorker(task: EvaluationTask): RunningEvaluation {
  const worker = new Worker(PROGRAM, { workerData: task });
  const found = new Promise<FoundElsewhere>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The thread that evaluates the policy ended with ${code}`)));
  });
  return { found, stop: () => worker.terminate() };
}
