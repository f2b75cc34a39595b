import { OPEN_LABEL } from '../../domain/algorithms/adjacency.ts';
import { NO_TRANSFORMATION } from '../../domain/transformations.ts';
import { type AnswerHead, type Asked, answerHead } from '../answers.ts';
import { DATASET, FIELD } from '../node-table.ts';
import type { Projection } from '../projection.ts';

/** What the catalog holds, as far as the viewer sees it, at the time asked about. */
export interface CatalogTotals extends AnswerHead {
  /** Agencies of the city: all but central bodies. */
  readonly agencies: number;
  readonly centralBodies: number;
  readonly partners: number;
  readonly datasets: number;
  /** Columns that their dataset's schema lists. */
  readonly fields: number;
  /** Jobs with an edge between two visible datasets that has not ended by then; one that has yet to begin counts. */
  readonly flows: number;
  /** Column edges between two visible columns, likewise. */
  readonly columnEdges: number;
  /** Assignments of partners in force. */
  readonly assignments: number;
}

/** Counts. Cost: O(nodes + edges). */
export function catalogTotals(projection: Projection, asked: Asked): CatalogTotals {
  const mask = projection.mask(asked.visibility ?? null);
  return {
    ...answerHead(projection, asked),
    ...projection.catalog.counts(asked.asOf),
    ...countNodes(projection, mask),
    ...countEdges(projection, asked, mask),
  };
}

function countNodes({ nodes }: Projection, mask: Uint8Array | null): { datasets: number; fields: number } {
  let [datasets, fields] = [0, 0];
  for (let id = 0; id < nodes.count; id++) {
    if (mask !== null && mask[id] !== 1) continue;
    if (nodes.kind(id) === DATASET && nodes.datasetFacts(id) !== null) datasets += 1;
    if (nodes.kind(id) === FIELD && nodes.fieldFacts(id)?.dropped === null) fields += 1;
  }
  return { datasets, fields };
}

function countEdges(
  { graph }: Projection,
  asked: Asked,
  mask: Uint8Array | null,
): { flows: number; columnEdges: number } {
  const { columns, count } = graph;
  const { valid, recorded } = graph.window(asked.asOf, asked.asRecorded ?? null);
  const flows = new Set<number>();
  let columnEdges = 0;
  for (let slot = 0; slot < count; slot++) {
    const known = (columns.recordedFrom[slot] as number) <= recorded && recorded < (columns.recordedTo[slot] as number);
    const ended = columns.validTo[slot] !== OPEN_LABEL && (columns.validTo[slot] as number) <= valid;
    if (!known || ended) continue;
    if (mask !== null && (mask[columns.from[slot] as number] !== 1 || mask[columns.to[slot] as number] !== 1)) continue;
    if (columns.transformation[slot] === NO_TRANSFORMATION) flows.add(columns.job[slot] as number);
    else columnEdges += 1;
  }
  return { flows: flows.size, columnEdges };
}
