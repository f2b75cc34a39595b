import { breather } from '../kernel/breather.ts';
import { NormaliseError } from './domain/body-reader.ts';
import type { Change } from './domain/change.ts';
import { changesOf } from './log/changes-of.ts';
import type { StoredEvent } from './log/event-log.ts';

/** What some events change. */
export interface FoldBatch {
  readonly changes: Change[];
  /** Number of the last event that is in it, and how many there are. */
  readonly last: number;
  readonly count: number;
  /** Those that cannot be read and change nothing, with the reason. */
  readonly unreadable: readonly { readonly seq: number; readonly reason: string }[];
}

/**
 * The first of some events, at least one: no more when nodes and edges that they name are so many, give or take an event.
 * Others are served meanwhile.
 */
export async function foldBatch(events: readonly StoredEvent[], most: number): Promise<FoldBatch> {
  const changes: Change[] = [];
  const unreadable: { seq: number; reason: string }[] = [];
  const breathe = breather();
  let [weight, last, count] = [0, 0, 0];
  for (const event of events) {
    if (weight >= most) break;
    await breathe();
    try {
      for (const change of changesOf(event)) {
        changes.push(change);
        weight += weightOf(change);
      }
    } catch (error) {
      if (!(error instanceof NormaliseError)) throw error;
      unreadable.push({ seq: event.seq, reason: error.message });
    }
    last = event.seq;
    count += 1;
  }
  return { changes, last, count, unreadable };
}

/** Nodes and edges that a change names. */
function weightOf(change: Change): number {
  if ('inputs' in change) return 1 + change.inputs.length * change.outputs.length;
  if ('edges' in change) return 1 + change.edges.length;
  return 1 + ('fields' in change ? change.fields.length : 'columns' in change ? change.columns.length : 0);
}
