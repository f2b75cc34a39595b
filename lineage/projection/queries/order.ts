import type { Explained } from '../../domain/algorithms/explanation.ts';
import type { EdgeColumns } from '../edge-columns.ts';
import type { NodeTable } from '../node-table.ts';

/** References in the order of their UTF-16 code units, the order of every list and of every choice between paths. */
export const byRef =
  (nodes: NodeTable) =>
  (a: number, b: number): number =>
    nodes.compareRefs(a, b);

/** As `byRef`, on texts. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The order in which `explain` chooses: the node with the least reference, then the job with the least. */
export const comesBefore =
  (nodes: NodeTable, columns: EdgeColumns): Explained['comesBefore'] =>
  (a, p, b, q) => {
    if (a !== b) return nodes.compareRefs(a, b) < 0;
    return p !== q && nodes.compareRefs(columns.job[p] as number, columns.job[q] as number) < 0;
  };
