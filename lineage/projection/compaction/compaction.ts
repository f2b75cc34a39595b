import type { Digraph } from '../../domain/algorithms/digraph.ts';
import { layerOrder } from '../../domain/algorithms/layer-order.ts';
import { type CompressedBase, compress } from '../compressed-base.ts';
import type { EdgeColumns } from '../edge-columns.ts';
import { spareFor } from '../graph.ts';
import { type InstantArrays, InstantTable } from '../instant-table.ts';
import { type NodeArrays, type RenumberedNodes, renumberNodes } from '../node-table.ts';
import { sharedInts } from '../shared-arrays.ts';

/**
 * What is laid out anew, as it stood when it was taken: arrays that are only written behind what is read of them,
 * `recordedTo`, which is copied before it changes, and a copy of the facts of nodes.
 */
export interface CompactionTask {
  readonly columns: EdgeColumns;
  /** Edges, and nodes, of then. */
  readonly count: number;
  readonly nodeCount: number;
  /** Edges that there is to be room for beside the usual. */
  readonly more: number;
  /** The edges as they were laid out before: what an order of nodes is made from. Null: nodes keep their numbers. */
  readonly former: Digraph | null;
  /** Null when nodes keep their numbers, and nobody else wants them. */
  readonly nodes: NodeArrays | null;
  /** Given to have fresh gaps between labels; null when they stay. */
  readonly instants: InstantArrays | null;
}

/** The edges laid out anew, and the nodes and labels that they go by from now on. */
export interface Compacted {
  readonly base: CompressedBase;
  /** Null: as they were. */
  readonly nodes: RenumberedNodes | null;
  /** Null: as they were. */
  readonly instants: InstantArrays | null;
}

/** Lays a graph out anew. Pure, and in shared arrays: a thread does it. Cost: O(nodes + edges). */
export function compactionOf({ columns, count, nodeCount, more, former, nodes, instants }: CompactionTask): Compacted {
  const relabelled = instants === null ? null : InstantTable.of(instants).relabelled();
  const renumbered =
    former === null || nodes === null ? null : renumberNodes(nodes, withLater(layerOrder(former), nodeCount));
  const base = compress(columns, count, nodeCount, {
    spare: spareFor(count) + more,
    move: relabelled?.move ?? null,
    ...(renumbered === null ? {} : { numbers: renumbered.numbers }),
  });
  return { base, nodes: renumbered, instants: relabelled?.table.arrays ?? null };
}

/** An order of some nodes, with those that came later behind. */
function withLater(order: Int32Array, count: number): Int32Array {
  const all = sharedInts(count);
  all.set(order);
  for (let id = order.length; id < count; id++) all[id] = id;
  return all;
}
