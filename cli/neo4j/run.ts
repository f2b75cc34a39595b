import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

/** What a program said and whether it ended well. */
export interface Ran {
  readonly ok: boolean;
  /** The last 16,000 characters of standard output and standard error. */
  readonly output: string;
}

const MOST_OUTPUT = 16_000;

/** Runs a program to its end; one that is not there, or takes too long, is not ok. Never throws. */
export function run(
  command: string,
  args: readonly string[],
  { timeoutMs, env = {}, cwd }: { timeoutMs: number; env?: NodeJS.ProcessEnv; cwd?: string },
): Promise<Ran> {
  return new Promise((resolve) => {
    let output = '';
    const keep = (text: string): void => {
      output = (output + text).slice(-MOST_OUTPUT);
    };
    const options = {
      env: { ...process.env, ...env },
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      ...(cwd === undefined ? {} : { cwd }),
    } as const;
    let child: ChildProcessByStdio<null, Readable, Readable>;
    try {
      child = spawn(command, [...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    } catch (error) {
      // Thrown, not emitted, when a part of the path is a file.
      resolve({ ok: false, output: String(error) });
      return;
    }
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.on('error', (error) => {
      keep(error.message);
      resolve({ ok: false, output: output.trim() });
    });
    child.on('close', (code) => resolve({ ok: code === 0, output: output.trim() }));
  });
}
