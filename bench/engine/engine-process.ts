import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** How long a process may take to be ready, or to answer, unless said. */
const PATIENCE_MS = 120_000;

/** A process that answers, or a part of what does. */
export interface EngineProcess extends AsyncDisposable {
  /** What it said when it was ready. */
  readonly ready: Readonly<Record<string, string>>;
  /** Asks it one of its questions (`tell-parent.ts`). */
  ask(question: string): Promise<unknown>;
  /** CPU time since its start, user and system, all threads, in microseconds. */
  cpuTime(): Promise<number>;
}

/** The next message about something; fails when the process ends before. */
function next(child: ChildProcess, file: string, about: string, patienceMs: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const done = (): void => {
      clearTimeout(late);
      child.off('message', onMessage);
      child.off('exit', onExit);
    };
    const onMessage = (message: unknown): void => {
      if (typeof message !== 'object' || message === null || !(about in message)) return;
      done();
      resolve((message as Record<string, unknown>)[about]);
    };
    const onExit = (code: number | null): void => {
      done();
      reject(new Error(`${file} ended with ${code}; what it said is above.`));
    };
    const late = setTimeout(() => {
      done();
      reject(new Error(`${file} said nothing of "${about}" within ${patienceMs / 1_000} s.`));
    }, patienceMs);
    child.on('message', onMessage);
    child.on('exit', onExit);
  });
}

/**
 * Starts a Node.js program as a process of its own and waits until it is ready.
 * @param settings given to it as JSON, its first argument.
 * @param profileInto folder for a CPU profile of its whole life.
 * @param patienceMs how long it may take to be ready, and for each answer.
 */
export async function startEngine(
  file: string,
  settings: Readonly<Record<string, unknown>>,
  profileInto?: string,
  patienceMs = PATIENCE_MS,
): Promise<EngineProcess> {
  const ours = Object.entries(process.env).filter(([name]) => !name.startsWith('NGUON_') && name !== 'DATABASE_URL');
  const child = fork(file, [JSON.stringify(settings)], {
    env: { ...Object.fromEntries(ours), NODE_ENV: 'production' },
    execArgv: profileInto === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileInto}`],
  });
  const ready = (await next(child, file, 'ready', patienceMs)) as Record<string, string>;
  const ask = (question: string): Promise<unknown> => {
    const answer = next(child, file, question, patienceMs);
    child.send(question);
    return answer;
  };
  return {
    ready,
    ask,
    async cpuTime() {
      const { user, system } = (await ask('cpu')) as NodeJS.CpuUsage;
      return user + system;
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}
