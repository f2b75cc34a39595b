import type { Change } from '../domain/change.ts';
import { normalise } from '../domain/normalise.ts';
import type { StoredEvent } from './event-log.ts';

/**
 * What an event of the log means for the graph. One that was set aside as a dead letter means nothing at its place,
 * whoever could read it meanwhile: what is replayed has a place of its own.
 * @throws NormaliseError for one that cannot be read.
 */
export const changesOf = (event: StoredEvent): readonly Change[] => (event.dead === true ? [] : normalise(event));
