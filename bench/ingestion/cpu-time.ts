import { readdir, readFile } from 'node:fs/promises';
import type { EngineProcess } from '../engine/engine-process.ts';

/** What Linux counts CPU time in, unless it was built otherwise. */
const TICKS_A_SECOND = 100;
const US_A_SECOND = 1_000_000;

/** Parent, and CPU time with that of ended children, of one process; undefined for one that has ended (proc(5), stat). */
async function statOf(pid: string): Promise<{ parent: number; us: number } | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The name stands in parentheses and may hold anything.
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
  if (fields === undefined) return undefined;
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return { parent: Number(fields[1]), us: (ticks * US_A_SECOND) / TICKS_A_SECOND };
}

/** CPU time of a PostgreSQL server and its sessions, in microseconds; undefined where there is no /proc. */
async function serverTime(postmaster: number): Promise<number | undefined> {
  const own = await statOf(String(postmaster));
  if (own === undefined) return undefined;
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const all = await Promise.all(pids.map(statOf));
  return all.reduce((sum, one) => (one?.parent === postmaster ? sum + one.us : sum), own.us);
}

/**
 * CPU time of all that takes part in a way to store events: the sender, the server and, where it does, the instance; in
 * microseconds since some moment. Where there is no /proc, NaN.
 */
export async function cpuTime(postmaster: number | undefined, engine?: EngineProcess): Promise<number> {
  const server = postmaster === undefined ? undefined : await serverTime(postmaster);
  const { user, system } = process.cpuUsage();
  return (server ?? Number.NaN) + user + system + (engine === undefined ? 0 : await engine.cpuTime());
}
