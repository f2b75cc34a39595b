import { OPEN_LABEL } from '../../domain/algorithms/adjacency.ts';
import type { Instant } from '../../domain/instant.ts';
import { RULE_INSTANTS } from '../../domain/policy/rules.ts';
import { FIELD, JOB } from '../node-table.ts';
import type { Projection } from '../projection.ts';

/**
 * The first instant after another at which findings may change although the graph does not: something starts, ends,
 * comes into force, or a rule asks for more. Null when there is none.
 *
 * Cost: all edges, columns and flows are looked at once.
 */
export function nextInstant({ graph, nodes, policy }: Projection, asOf: Instant): Instant | null {
  let next = Number.POSITIVE_INFINITY;
  const take = (instant: Instant | null): void => {
    if (instant !== null && instant > asOf && instant < next) next = instant;
  };
  const { columns, instants } = graph;
  const now = instants.at(asOf);
  let least = OPEN_LABEL;
  for (const labels of [columns.validFrom, columns.validTo]) {
    for (let slot = 0; slot < graph.count; slot++) {
      const label = labels[slot] as number;
      if (label > now && label < least) least = label;
    }
  }
  take(instants.instantOf(least));
  for (const instant of policy.instants()) take(instant);
  for (const instant of RULE_INSTANTS) take(instant);
  for (let id = 0; id < nodes.count; id++) {
    const kind = nodes.kind(id);
    if (kind === JOB) take(nodes.jobFacts(id)?.validTo ?? null);
    else if (kind === FIELD) take(nodes.fieldFacts(id)?.dropped ?? null);
  }
  return next === Number.POSITIVE_INFINITY ? null : next;
}
