import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ConfigurationError } from '../kernel/errors/errors.ts';
import { projectRoot } from '../kernel/project-root.ts';

/** How long a part may take to be ready. */
const PATIENCE_MS = 60_000;

/** One part of the distributed system, in a process that this one started. */
export interface Part {
  readonly name: string;
  readonly process: ChildProcess;
  readonly address: string;
  /** Where to sign in once; the gateway's alone. */
  readonly signIn?: string;
  /** The settings that it was given; to start it again. */
  readonly settings: Readonly<Record<string, string>>;
}

/**
 * Starts one part (`nguon serve`) and waits until it says where it listens.
 * @throws ConfigurationError when it ends before, or is not ready within a minute.
 */
export async function startPart(name: string, settings: Readonly<Record<string, string>>): Promise<Part> {
  const child = spawn(process.execPath, [join(projectRoot(), 'bin', 'nguon.js'), 'serve', name, '--json'], {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
    // In a group of its own: a terminal's Ctrl-C comes to whoever stops the parts in order.
    detached: true,
  });
  let text = '';
  const ready = (async () => {
    for await (const line of createInterface({ input: child.stdout })) {
      text += line;
      try {
        return JSON.parse(text) as { address: string; signIn?: string };
      } catch {
        // More lines of the JSON follow.
      }
    }
    throw new ConfigurationError(`${name} did not start; what it said is above.`);
  })();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new ConfigurationError(`${name} was not ready within ${PATIENCE_MS / 1_000} s.`)),
      PATIENCE_MS,
    );
  });
  try {
    const { address, signIn } = await Promise.race([ready, late]);
    return { name, process: child, address, settings, ...(signIn === undefined ? {} : { signIn }) };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Asks a part to stop and waits until it has ended; nothing where it has. */
export async function stopPart({ process: child }: Part): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}
