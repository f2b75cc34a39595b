import type { NewFact } from '../../../kernel/outbox/fact.ts';
import { printInstant } from '../../domain/instant.ts';
import { mentionsQuality, type ObservedQuality, qualityOf } from '../../domain/openlineage/quality-facets.ts';
import { OPENLINEAGE_KINDS, readEvent } from '../../domain/openlineage/read-event.ts';
import type { NewEvent } from '../../log/event-log.ts';

/**
 * Body of the fact `quality.observed` on the outbox of lineage: what a producer measured of a dataset, or checked of it,
 * as one event says it. Its key is the name. Whoever keeps measurements follows the feed `lineage` and is told each event
 * once, in the order of the log; two events can be about one time.
 */
export interface QualityObserved extends ObservedQuality {
  /**
   * Code of the dataset of the catalog that the name was when the event was taken; null for one that was none. A name
   * that is linked later is not told again: `Dataset.observed` of GraphQL has what is known of all its names.
   */
  readonly dataset: string | null;
  /** When it was measured, by the producer's clock: ISO 8601, UTC, microseconds. */
  readonly time: string;
  /** Who measured, `job:<namespace>|<name>`; null for what a dataset says of itself. */
  readonly job: string | null;
  /** Run of the job, lower case; null outside of one. */
  readonly runId: string | null;
}

const KINDS: ReadonlySet<string> = new Set(Object.values(OPENLINEAGE_KINDS));

/**
 * The facts that an event of the log becomes on the outbox; none for most.
 * @param event whole and checked, as `prepareEvent` makes it.
 * @param datasetOf the dataset of the catalog that a name is.
 */
export function qualityFacts(event: NewEvent, datasetOf: (name: string) => string | null): NewFact[] {
  if (!KINDS.has(event.kind) || !mentionsQuality(event.body)) return [];
  const read = readEvent(event.body);
  const who = {
    time: printInstant(read.time),
    job: read.about === 'dataset' ? null : read.job.ref,
    runId: read.about === 'run' ? read.runId : null,
  };
  return qualityOf(read).map((quality): NewFact => {
    const body: QualityObserved = { ...quality, dataset: datasetOf(quality.name), ...who };
    return { kind: 'quality.observed', key: quality.name, body: { ...body } };
  });
}
