import { labelScheme, passedBy } from '../../lineage/domain/policy/label-scheme.ts';
import { EDGE_KINDS, LABELS, POLICY_LABELS } from '../../lineage/domain/policy/labels.ts';
import { ColumnGraph } from '../../lineage/projection/policy/column-graph.ts';

/** How many groups of data are told apart: each has the labels of policy for itself. */
const GROUPS = 4;

/** 32 labels: those of policy for each of four groups of data, which pass as those of policy do. */
export const MANY_LABELS = labelScheme(LABELS * GROUPS, EDGE_KINDS, (label, kind) => {
  const shift = LABELS * Math.trunc((31 - Math.clz32(label)) / LABELS);
  return passedBy(POLICY_LABELS, kind, label >>> shift) << shift;
});

/** The graph with its data in four groups. */
export class GroupedGraph extends ColumnGraph {
  override seedOf(node: number): number {
    return super.seedOf(node) << (LABELS * (node % GROUPS));
  }
}
