import type { EventKind, EventOf } from '../../domain/events.ts';
import { foldChanges } from '../../domain/fold.ts';
import { GraphState } from '../../domain/graph-state.ts';
import type { Instant } from '../../domain/instant.ts';
import { normalise } from '../../domain/normalise.ts';
import { findingKey, SEVERITIES } from '../../domain/policy/finding.ts';
import { ProjectionLoader } from '../load.ts';
import type { Projection } from '../projection.ts';
import type { ToldFinding } from './findings.ts';

/** Most edges and nodes of a graph that a proposal is tried on: it is copied for that. */
export const MOST_COPIED = 1_000_000;

/** An event that is thought of. */
export type ProposedEvent = { [K in EventKind]: EventOf<K> }[EventKind];

/** What a proposal does to findings. */
export interface FindingChanges {
  /** Those that there are not yet, and those that get graver or a column more. */
  readonly added: readonly ToldFinding[];
  /** Those that there are no more. */
  readonly resolved: readonly ToldFinding[];
  /** Those that stay, with as many columns or fewer. */
  readonly unchanged: readonly ToldFinding[];
}

/** Whether a graph is small enough for a proposal to be tried on it. */
export const canBeCopied = ({ graph, nodes }: Projection): boolean => graph.count + nodes.count <= MOST_COPIED;

/**
 * A graph as it would be if some events happened at an instant; the graph itself stays as it is.
 * Cost: O(nodes + edges), a copy of it all; see `canBeCopied`.
 */
export function withProposal(projection: Projection, events: readonly ProposedEvent[], at: Instant): Projection {
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

/** Compares the findings before with those after. Cost: linear in both. */
export function compareFindings(before: readonly ToldFinding[], after: readonly ToldFinding[]): FindingChanges {
  const were = new Map(before.map((finding) => [findingKey(finding), finding]));
  const are = new Set(after.map(findingKey));
  const isMore = (finding: ToldFinding): boolean => {
    const former = were.get(findingKey(finding));
    if (former === undefined) return true;
    const known = new Set(former.columns.map(({ ref }) => ref));
    return (
      SEVERITIES.indexOf(finding.severity) < SEVERITIES.indexOf(former.severity) ||
      finding.columns.some(({ ref }) => !known.has(ref))
    );
  };
  return {
    added: after.filter(isMore),
    resolved: before.filter((finding) => !are.has(findingKey(finding))),
    unchanged: after.filter((finding) => !isMore(finding)),
  };
}
