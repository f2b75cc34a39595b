import { createHash } from 'node:crypto';
import { canonicalJson } from '../domain/canonical-json.ts';
import type { EventLog } from './event-log.ts';

/** What names a log: a hash of its first event with the microsecond at which it was recorded; null while it is empty. */
export async function nameOfLog(log: EventLog): Promise<string | null> {
  const [first] = await log.read(0, 1);
  if (first === undefined) return null;
  const { kind, source, recordedAt, body } = first;
  return createHash('sha256')
    .update(canonicalJson([kind, source, recordedAt, body]))
    .digest('hex');
}

/** The same, looked up once: a log that has a name keeps it. */
export function logNamer(log: EventLog): () => Promise<string | null> {
  let name: string | null = null;
  return async () => {
    name ??= await nameOfLog(log);
    return name;
  };
}

/**
 * What names a log up to one of its events: as `nameOfLog`, and the event itself with it, so that a log that was set back
 * to a backup and went on differently has another name; null when the log ends before.
 */
export async function nameOfLogAt(log: EventLog, revision: number): Promise<string | null> {
  const [name, [event]] = await Promise.all([nameOfLog(log), log.read(revision - 1, 1)]);
  if (name === null || event?.seq !== revision) return null;
  const { kind, source, recordedAt, body } = event;
  return createHash('sha256')
    .update(canonicalJson([name, revision, kind, source, recordedAt, body]))
    .digest('hex');
}
