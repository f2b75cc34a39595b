import type { IngestionProgress } from '../../lineage/index.ts';
import { type Check, note, problem } from './check.ts';

/** A graph that is so far behind does not catch up as it should. */
const LATE_SECONDS = 60;

/** How the taking in of lineage events goes. */
export const ingestion = (state: () => Promise<IngestionProgress>): Check => ({
  name: 'ingestion',
  async run() {
    const { head, eventsPerSecond, lagEvents, lagSeconds, deadLetters, unresolvedNames, foldedEvents } = await state();
    const behind = `${lagEvents} events are not in the graph yet, the oldest for ${lagSeconds.toFixed(1)} s.`;
    return [
      note(
        `${head} events, ${eventsPerSecond.toFixed(2)} a second over the last minute; ${unresolvedNames} unresolved names.`,
      ),
      ...(foldedEvents === 0 ? [] : [note(`${foldedEvents} events of old runs are folded (nguon lineage retain).`)]),
      ...(lagEvents === 0 ? [] : [lagSeconds > LATE_SECONDS ? problem(behind) : note(behind)]),
      ...(deadLetters === 0
        ? []
        : [problem(`${deadLetters} events could not be read. See why, and replay them: nguon deadletters list`)]),
    ];
  },
});
