import { parentPort, workerData } from 'node:worker_threads';
import { type EvaluationTask, evaluationOf } from './evaluation-elsewhere.ts';

// A thread of its own, begun by `evaluateInWorker`; what it throws is the worker's `error`.
const found = evaluationOf(workerData as EvaluationTask);
const { seeds, arrived, traits } = found;
parentPort?.postMessage(found, [seeds.buffer, arrived.buffer, traits.buffer] as ArrayBuffer[]);
