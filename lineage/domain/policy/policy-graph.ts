import type { DatasetFacts, FieldFacts, JobFacts } from '../facts.ts';
import type { Instant } from '../instant.ts';
import type { LaidOutEdges } from './spread-labels.ts';

/** Told of an edge: the column at its other end, the code of what it does, its flow, and what passes of a mask. */
export type EdgeVisit = (end: number, transformation: number, job: number) => void;

/**
 * The graph as the rules see it: columns and the live edges between them at one instant, as somebody sees them. Nodes
 * are dense integers. What is hidden without a trace is not in it.
 */
export interface PolicyGraph {
  readonly asOf: Instant;
  /** Nodes are 0 to `count - 1`. */
  readonly count: number;
  /** Reference of a node. */
  ref(node: number): string;
  /** The node of a reference; undefined for none. */
  find(ref: string): number | undefined;
  /** Calls back with every edge out of a column; a hash under a de-identification record comes as DEIDENTIFICATION. */
  eachOut(column: number, visit: EdgeVisit): void;
  /** Likewise with every edge into it. */
  eachIn(column: number, visit: EdgeVisit): void;
  /** The edges as arrays, kinds as `kindOf` has them; absent where they are in none. Cost: all edges are looked at. */
  laidOut?(): LaidOutEdges;
  /** See `labels.ts`. */
  traitsOf(job: number): number;
  /** Labels that a node has by itself; 0 for what is no column. */
  seedOf(node: number): number;
  /** Datasets of the catalog. */
  datasets(): Iterable<number>;
  /** Dataset of a column. */
  datasetOf(column: number): number;
  datasetFacts(dataset: number): DatasetFacts | null;
  /** All columns known of a dataset, those that its schema does not list at the time included. */
  columnsOf(dataset: number): readonly number[];
  /** Columns that events list, of the names from outside that are a dataset; by reference. */
  observedColumnsOf(dataset: number): readonly number[];
  fieldFacts(column: number): FieldFacts | null;
  /** Flows of the catalog. */
  jobs(): Iterable<number>;
  jobFacts(job: number): JobFacts | null;
  /** References of the datasets that a flow reads and writes at the time, sorted; none when it does not flow. */
  datasetsOfJob(job: number): readonly string[];
  /** Whether a law publishes a column. */
  hasPublicBasis(column: string): boolean;
  /** Whether a list of a kind in force at the time names a dataset. */
  isListed(kind: 'SHARED' | 'OPEN', dataset: string): boolean;
  /** Elements that any dataset claims. */
  claimedElements(): Iterable<string>;
  /** References of the datasets that claim to be the master source of an element, sorted. */
  claimantsOf(element: string): readonly string[];
}

/** Whether a dataset's schema lists a column at the time. */
export const isListedColumn = (graph: PolicyGraph, column: number): boolean => {
  const facts = graph.fieldFacts(column);
  return facts !== null && (facts.dropped === null || graph.asOf < facts.dropped);
};
