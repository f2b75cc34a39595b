import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';

/** The command line as `npm ci` leaves it. */
const NGUON = join(dirname(dirname(import.meta.dirname)), 'bin', 'nguon.js');

/** What a command left behind. */
export interface Finished {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where and with which settings a command runs: nothing of our own environment but PATH is passed on. */
export interface Surroundings {
  /** The current folder, and the home of the user. */
  readonly home: string;
  readonly settings?: Readonly<Record<string, string>>;
}

/** A command that runs. */
export interface RunningCommand {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
  /** Resolves when standard output has what is looked for; rejects when the command ends before. */
  said(what: RegExp): Promise<RegExpExecArray>;
  /** What it wrote to standard error so far. */
  complaints(): string;
}

/** Starts a command as a user would. */
export function start(args: readonly string[], { home, settings = {} }: Surroundings): RunningCommand {
  const child = spawn(process.execPath, [NGUON, ...args], {
    cwd: home,
    env: { PATH: process.env['PATH'], HOME: home, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  // `close`, not `exit`: by then everything that it wrote has been read.
  const finished = once(child, 'close').then(([status, signal]) => ({ status, signal, stdout, stderr }) as Finished);
  return {
    child,
    finished,
    complaints: () => stderr,
    said: (what) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = what.exec(stdout);
          if (found !== null) resolve(found);
        };
        child.stdout.on('data', look);
        look();
        void finished.then((end) => reject(new Error(`nguon ${args.join(' ')} ended: ${JSON.stringify(end)}`)));
      }),
  };
}

/** Runs a command to its end. */
export const run = (args: readonly string[], surroundings: Surroundings): Promise<Finished> =>
  start(args, surroundings).finished;

/** `nguon up`, ready. */
export interface RunningServer extends RunningCommand {
  readonly address: string;
  /** Address of the one-time sign-in. */
  readonly signIn: string;
}

/** Starts `nguon up` on a free port and resolves when it says that it is ready. */
export async function up({ home, settings = {} }: Surroundings): Promise<RunningServer> {
  const command = start(['up', '--json'], { home, settings: { NGUON_PORT: '0', ...settings } });
  const [line] = await command.said(/^\{.*\}\n/m);
  const { address, signIn } = JSON.parse(line) as { address: string; signIn: string };
  return { ...command, address, signIn };
}
