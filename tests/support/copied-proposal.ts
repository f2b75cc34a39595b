import { foldChanges } from '../../lineage/domain/fold.ts';
import { GraphState } from '../../lineage/domain/graph-state.ts';
import type { Instant } from '../../lineage/domain/instant.ts';
import { normalise } from '../../lineage/domain/normalise.ts';
import { ProjectionLoader } from '../../lineage/projection/load.ts';
import type { ProposedEvent } from '../../lineage/projection/policy/proposal.ts';
import type { Projection } from '../../lineage/projection/projection.ts';

/** A graph as it would be if some events happened at an instant: a copy of all of it, into which they are folded. */
export function copyWith(projection: Projection, events: readonly ProposedEvent[], at: Instant): Projection {
  const state = new GraphState();
  const loader = new ProjectionLoader();
  for (const record of projection.records()) {
    state.load(record);
    loader.add([record]);
  }
  const copy = loader.finish(projection.revision);
  const changes = events.flatMap((event) => normalise({ ...event, recordedAt: at }));
  copy.apply(foldChanges(state, changes), projection.revision + 1);
  return copy;
}
