import type {
  Difference,
  Differences,
  EdgeDifference,
  LineageDiffAnswer,
  NodeDifference,
} from '../projection/queries/lineage-diff.ts';
import { compareText } from '../projection/queries/order.ts';
import type { Veil } from './veil.ts';
import { placeOf, type VeiledEdge, type VeiledNode, veiler } from './veiled-graph.ts';

/** A node that differs, as a viewer is told of it. */
export interface VeiledNodeDifference {
  readonly change: Difference;
  readonly node: VeiledNode;
}

/** An edge that differs, likewise. */
export interface VeiledEdgeDifference {
  readonly change: Difference;
  readonly distance: number;
  readonly edge: VeiledEdge;
}

type Known = Extract<LineageDiffAnswer, { outcome: 'OK' }>;

/** What differs as a viewer is told of it, in an order that does not come from what is hidden. */
export function veiledDiff(veil: Veil, { nodes, edges, datasets, ends }: Known) {
  const all = new Map([...datasets.listed, ...nodes.listed, ...ends].map((node) => [node.ref, node]));
  const by = veiler(veil, [...all.values()]);
  const told = ({ added, removed, listed }: Differences<NodeDifference>): Differences<VeiledNodeDifference> => ({
    added,
    removed,
    listed: listed
      .map((one) => ({ change: one.change, node: by.node(one) }))
      .sort(
        (a, b) =>
          a.node.distance - b.node.distance || compareText(a.change, b.change) || compareText(a.node.key, b.node.key),
      ),
  });
  const flows = ({ added, removed, listed }: Differences<EdgeDifference>): Differences<VeiledEdgeDifference> => ({
    added,
    removed,
    listed: listed
      .map((one) => ({ change: one.change, distance: one.distance, edge: by.edge(one) }))
      .sort(
        (a, b) =>
          a.distance - b.distance || compareText(a.change, b.change) || compareText(placeOf(a.edge), placeOf(b.edge)),
      ),
  });
  return {
    nodes: told(nodes),
    edges: flows(edges),
    datasets: told(datasets),
    hasHidden: [...all.keys()].some((ref) => veil.hides(ref)),
  };
}
