import { reasons } from '../domain/completeness.ts';
import type { Instant } from '../domain/instant.ts';
import type { AnswerHead } from '../projection/answers.ts';
import type { LineageEdge, LineageNode } from '../projection/queries/listed.ts';
import { compareText } from '../projection/queries/order.ts';
import type { Veil } from './veil.ts';

/** A node as a viewer is told of it. */
export type VeiledNode = Omit<LineageNode, 'ref'> & {
  readonly ref: string | null;
  /** Names the node within the answer. */
  readonly key: string;
  readonly hidden: boolean;
  /** Of a hidden node: the agency to ask. */
  readonly agency: string | null;
};

/** An edge as a viewer is told of it; hidden ends have keys only. */
export interface VeiledEdge {
  readonly from: string | null;
  readonly to: string | null;
  readonly job: string | null;
  readonly fromKey: string;
  readonly toKey: string;
  readonly transformation: LineageEdge['transformation'];
  /** When it flows and since when that is known; null beside a hidden node, as are ends that are open. */
  readonly validFrom: Instant | null;
  readonly validTo: Instant | null;
  readonly recordedFrom: Instant | null;
  readonly recordedTo: Instant | null;
}

/**
 * How a viewer is told of the nodes and edges of one answer.
 * @param all every node that is told of or that an edge ends at: hidden ones get their names from among these.
 */
export function veiler(veil: Veil, all: readonly Pick<LineageNode, 'ref' | 'distance'>[]) {
  const keys = veil.keys(all);
  const keyOf = (ref: string): string => keys.get(ref) ?? ref;
  return {
    node({ ref, dataset, kind, distance, inCatalog }: LineageNode): VeiledNode {
      const told = { kind, distance, inCatalog, key: keyOf(ref) };
      return veil.hides(ref)
        ? { ...told, ref: null, hidden: true, agency: veil.agencyOf(ref), dataset: null }
        : { ...told, ref, hidden: false, agency: null, dataset };
    },
    edge({ from, to, job, ...rest }: LineageEdge): VeiledEdge {
      const [source, flow, target] = veil.steps([from, job, to]).map((step) => step.ref);
      const { transformation, validFrom, validTo, recordedFrom, recordedTo } = rest;
      return {
        from: source ?? null,
        to: target ?? null,
        job: flow ?? null,
        fromKey: keyOf(from),
        toKey: keyOf(to),
        // How a column that may not be seen is made or used, and when, is not told.
        ...(veil.hides(from) || veil.hides(to)
          ? UNTOLD
          : { transformation, validFrom, validTo, recordedFrom, recordedTo }),
      };
    },
  };
}

/** Nodes and edges as a viewer is told of them, in an order that does not come from what is hidden. */
export function veiledGraph(veil: Veil, nodes: readonly LineageNode[], edges: readonly LineageEdge[]) {
  const by = veiler(veil, nodes);
  const told = nodes.map((node) => by.node(node));
  const flows = edges.map((edge) => by.edge(edge));
  const hasHidden = told.some(({ hidden }) => hidden);
  if (hasHidden) {
    told.sort((a, b) => a.distance - b.distance || compareText(a.key, b.key));
    flows.sort((a, b) => compareText(placeOf(a), placeOf(b)));
  }
  return { nodes: told, edges: flows, hasHidden };
}

const UNTOLD = { transformation: null, validFrom: null, validTo: null, recordedFrom: null, recordedTo: null } as const;

/** Orders edges by what is told of them. */
export const placeOf = (edge: VeiledEdge): string =>
  [edge.fromKey, edge.toKey, edge.job, edge.transformation, edge.validFrom].join('\n');

/** The head of an answer that has hidden steps, or of one that has none. */
export const withPermission = (
  { outcome, revision, asOf, asRecorded, ...head }: AnswerHead,
  hasHidden: boolean,
): AnswerHead => {
  const why = reasons(...head.reasons.map(({ code }) => code), hasHidden ? 'PERMISSION' : null);
  return { outcome, revision, asOf, asRecorded, reasons: why, complete: why.length === 0 };
};
