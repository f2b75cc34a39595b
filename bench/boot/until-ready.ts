import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/**
 * Starts a Node.js program and stops it again when it has printed its first line, as JSON: it is ready.
 * @param check what is true of a program that is ready; it is not timed.
 * @returns milliseconds from the start of the process to the line.
 * @throws Error when it ends without one.
 */
export async function untilReady(
  program: readonly string[],
  settings: Readonly<Record<string, string>>,
  check: (line: Readonly<Record<string, unknown>>) => Promise<void> = () => Promise.resolve(),
): Promise<number> {
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith('NGUON_') && name !== 'DATABASE_URL');
  const started = performance.now();
  const child = spawn(process.execPath, program, {
    env: { ...Object.fromEntries(others), ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  try {
    const line = await firstLine(child);
    const took = performance.now() - started;
    if (line === undefined) throw new Error(`${program.join(' ')} ended before it was ready; what it said is above.`);
    await check(JSON.parse(line) as Record<string, unknown>);
    return took;
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

async function firstLine({ stdout }: ChildProcess): Promise<string | undefined> {
  if (stdout === null) return undefined;
  const lines = createInterface({ input: stdout });
  return new Promise((resolve) => {
    lines.once('line', resolve);
    lines.once('close', () => resolve(undefined));
  });
}
