import { spawn } from 'node:child_process';
import type { Launch } from './launcher.ts';

/** What became of a program that ran to its end, or that we ended. */
export interface ProgramOutcome {
  readonly ok: boolean;
  /** The last 64 KiB of standard output and standard error, in order of arrival. */
  readonly output: string;
}

const OUTPUT_CHARACTERS = 64 * 1024;

/** Variables that a program of ours needs; nothing else is handed on, because ours hold secrets and PG* settings. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  // LC_ALL=C: messages are matched as text, and no locale of the host may leak into a cluster.
  return { PATH: process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C', TZ: 'UTC' };
}

/**
 * Runs a program to its end and never throws: a program that cannot be started is an outcome with `ok: false`. When
 * `timeoutMs` is over, it and what it started are killed.
 */
export function runProgram(launch: Launch, options: { timeoutMs: number; stdin?: string }): Promise<ProgramOutcome> {
  return new Promise((settle) => {
    let output = '';
    const keep = (text: string) => {
      output = (output + text).slice(-OUTPUT_CHARACTERS);
    };
    const child = spawn(launch.command, [...launch.args], {
      ...launch.identity,
      cwd: '/',
      env: plainEnvironment(),
      stdio: ['pipe', 'pipe', 'pipe'],
      // A group of its own: a timeout then reaches grandchildren, and Ctrl-C in a terminal does not halve an initdb.
      detached: true,
    });
    const finish = (ok: boolean) => {
      clearTimeout(limit);
      settle({ ok, output: output.trim() });
    };
    const limit = setTimeout(() => {
      keep(`\ngave up after ${options.timeoutMs / 1000} s`);
      if (child.pid !== undefined) killGroup(child.pid);
      child.stdout.destroy();
      child.stderr.destroy();
      finish(false);
    }, options.timeoutMs);
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.on('error', (error) => {
      keep(error.message);
      finish(false);
    });
    child.on('close', (code) => finish(code === 0));
    // A program that ends without reading its input breaks the pipe; its exit code says the rest.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.stdin ?? '');
  });
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Gone in the meantime.
  }
}
