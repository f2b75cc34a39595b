import type { EdgeRecord, GraphRecord } from '../../lineage/domain/graph-record.ts';
import { datasetOfField, nameOfField } from '../../lineage/domain/node-ref.ts';
import type { Transformation } from '../../lineage/domain/transformations.ts';
import type { ProposedEvent } from '../../lineage/projection/policy/proposal.ts';

/** When all of it flows and is known. */
const SINCE = 1_700_000_000_000_000;
/** Columns of a dataset. */
const COLUMNS = 10;
/** How far back a column is made from, in columns. */
const REACH = 5_000;

/** Numbers from 0 on below a bound, the same for the same seed (xorshift32). */
export function numbers(seed: number): (bound: number) => number {
  let state = seed | 1;
  return (bound) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % bound;
  };
}

const nameOf = (column: number): string => `D${Math.trunc(column / COLUMNS)}.c${column % COLUMNS}`;

/** An edge into a column from one before it, by the flow of its dataset. */
export function edgeInto(column: number, next: (bound: number) => number): EdgeRecord {
  const from = Math.max(0, column - 1 - next(Math.min(column, REACH)));
  const dice = next(100);
  const transformation: Transformation =
    dice < 60 ? 'IDENTITY' : dice < 80 ? 'TRANSFORMATION' : dice < 90 ? 'AGGREGATION' : dice < 95 ? 'HASH' : 'JOIN';
  return {
    record: 'edge',
    from: nameOf(from),
    to: nameOf(column),
    job: `job:F${Math.trunc(column / COLUMNS)}`,
    transformation,
    validFrom: SINCE,
    validTo: null,
    recordedFrom: SINCE,
    recordedTo: null,
  };
}

/**
 * A catalogue of so many column edges, ten into a column on average: one dataset in ten is open, one in fifty core, one
 * column in ten personal.
 */
export function* policyGraph(edges: number): IterableIterator<GraphRecord> {
  const next = numbers(7);
  const columns = columnsOf(edges);
  for (let dataset = 0; dataset * COLUMNS < columns; dataset++) {
    yield {
      record: 'dataset',
      ref: `D${dataset}`,
      facts: {
        publisher: 'A01',
        tier: 'SPECIALIZED',
        sharingClass: next(10) === 0 ? 'OPEN' : 'PRIVATE',
        importanceClass: next(50) === 0 ? 'CORE' : 'OTHER',
      },
    };
    yield {
      record: 'job',
      ref: `job:F${dataset}`,
      facts: {
        type: next(10) === 0 ? 'AGGREGATE' : 'BATCH_ETL',
        channel: 'LGSP',
        mandatory: false,
        minimumCellSize: 20,
        legalGround: null,
        mark: null,
        source: null,
        validFrom: null,
        validTo: null,
      },
    };
  }
  for (let column = 0; column < columns; column++) {
    const dice = next(50);
    const piiClass = dice === 0 ? 'SENSITIVE' : dice < 5 ? 'BASIC' : 'NONE';
    yield {
      record: 'field',
      ref: nameOf(column),
      facts: { type: 'STR', position: column % COLUMNS, piiClass, directIdentifier: false, dropped: null },
    };
  }
  for (let edge = 0; edge < edges; edge++) yield edgeInto(1 + next(columns - 1), next);
}

/** How many columns such a catalogue has. */
export const columnsOf = (edges: number): number => Math.max(COLUMNS, Math.ceil(edges / 10));

/** A flow that is thought of: into a column from one before it. */
export function proposedFlow(column: number, next: (bound: number) => number): ProposedEvent {
  const { from, to } = edgeInto(column, next);
  return {
    kind: 'flow.declared',
    body: {
      code: 'PROPOSED',
      type: 'PUBLISH_OPEN',
      from: datasetOfField(from),
      to: datasetOfField(to),
      channel: 'LGSP',
      mandatory: false,
      minimumCellSize: null,
      legalGround: null,
      validFrom: null,
      validTo: null,
      columns: [{ from: nameOfField(from), to: nameOfField(to), transformation: 'IDENTITY' }],
    },
  };
}
