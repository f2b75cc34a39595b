import { setTimeout as sleep } from 'node:timers/promises';
import { probe } from './connection.ts';
import type { DataFolder } from './data-folder.ts';
import { type PostmasterFile, parsePostmasterFile, readPostmasterText } from './postmaster-file.ts';
import { identifyProcess } from './process-identity.ts';

/** What there is to see of a server on a cluster. */
export type Observation =
  /** Nothing runs, and the last server went in good order or there was none. */
  | { readonly kind: 'stopped' }
  /**
   * A server was killed and left its lock file. PostgreSQL deals with that by itself, unless the dead process still has
   * its id because nobody has reaped it (`unreaped`): then the file must be taken away.
   */
  | { readonly kind: 'crashed'; readonly pid: number; readonly text: string; readonly unreaped: boolean }
  /** A lock file that would keep PostgreSQL from starting although no server of this cluster is behind it. */
  | { readonly kind: 'misleading'; readonly text: string; readonly pid?: number }
  /** It starts, recovers or stops: look again. */
  | { readonly kind: 'busy'; readonly pid: number; readonly status: string }
  | { readonly kind: 'running'; readonly pid: number; readonly port: number }
  /** It runs and refuses our password: the file was lost or replaced. */
  | { readonly kind: 'wrong-password'; readonly pid: number; readonly port: number }
  /** A PostgreSQL server that we may not look into, and that does not say that it is ours. */
  | { readonly kind: 'stranger'; readonly pid: number; readonly port: number }
  | { readonly kind: 'unresponsive'; readonly pid: number; readonly port: number; readonly reason: string };

/** How long to insist before a server counts as unresponsive. */
export interface Patience {
  readonly tries: number;
  readonly timeoutMs: number;
}

/** Looks at the server of a cluster without changing anything. Bounded by `patience`. */
export async function observe(
  folder: DataFolder,
  password: string | undefined,
  patience: Patience,
): Promise<Observation> {
  const text = await readPostmasterText(folder.cluster);
  if (text === undefined) return { kind: 'stopped' };
  const file = parsePostmasterFile(text);
  // A server writes its id right after it makes the file; without one the machine went down in between.
  if (file === undefined) return (await isSettled(folder, text)) ? { kind: 'misleading', text } : observeLater(text);
  const identity = await identifyProcess(file.pid, folder.cluster);
  if (identity === 'gone') return { kind: 'crashed', pid: file.pid, text, unreaped: !isFree(file.pid) };
  if (identity === 'another') return { kind: 'misleading', text, pid: file.pid };
  return ask(file, folder, password, patience, identity === 'ours');
}

async function ask(
  { pid, port, status, text }: PostmasterFile,
  folder: DataFolder,
  password: string | undefined,
  patience: Patience,
  known: boolean,
): Promise<Observation> {
  if (port === undefined || status !== 'ready') return { kind: 'busy', pid, status: status ?? 'starting' };
  let reason = 'no password is stored';
  for (let attempt = 0; attempt < patience.tries; attempt += 1) {
    if (attempt > 0) await sleep(500);
    const answer = await probe(port, password ?? '', folder.cluster, patience.timeoutMs);
    if (answer.kind === 'ours') return { kind: 'running', pid, port };
    if (answer.kind === 'not-yet') return { kind: 'busy', pid, status: 'starting or stopping' };
    if (answer.kind === 'wrong-password') return { kind: known ? 'wrong-password' : 'stranger', pid, port };
    // Known by its process, it was moved together with the folder. Else the folder is a copy of one whose server runs.
    if (answer.kind === 'elsewhere') return known ? { kind: 'running', pid, port } : { kind: 'misleading', text, pid };
    reason = answer.reason;
  }
  return known ? { kind: 'unresponsive', pid, port, reason } : { kind: 'stranger', pid, port };
}

async function isSettled(folder: DataFolder, text: string): Promise<boolean> {
  await sleep(1_000);
  return (await readPostmasterText(folder.cluster)) === text;
}

function observeLater(text: string): Observation {
  return { kind: 'busy', pid: 0, status: text === '' ? 'starting' : 'changing' };
}

function isFree(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
}
