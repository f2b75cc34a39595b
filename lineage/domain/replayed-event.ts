import { NormaliseError } from './body-reader.ts';
import type { LoggedEvent } from './events.ts';

/**
 * An event that could not be read when its turn came and can now: it counts from here on, as if it had been told now.
 * Folding leaves it out at its first place for good, so that the graph is the same whenever and by whom it is folded.
 */
export const REPLAYED = 'event.replayed';

/** What the log keeps of it: the event itself, and where it stood. */
export interface ReplayedBody {
  readonly seq: number;
  readonly kind: string;
  readonly body: unknown;
}

/** The event inside. @throws NormaliseError when there is none, or when it is a repetition itself. */
export function replayedEvent({ kind, body, recordedAt }: LoggedEvent): LoggedEvent {
  const { kind: inner, body: innerBody } =
    typeof body === 'object' && body !== null ? (body as Partial<ReplayedBody>) : {};
  if (typeof inner !== 'string' || inner === REPLAYED) throw new NormaliseError(kind, '$.kind', 'names no event');
  return { kind: inner, body: innerBody, recordedAt };
}
