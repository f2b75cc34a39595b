import type { NodeRecord } from './graph-record.ts';
import type { GraphState } from './graph-state.ts';
import { datasetOfField, kindOfRef } from './node-ref.ts';

/** A node that an edge or a column names exists, though nothing may be known of it yet. */
export function ensureNode(state: GraphState, ref: string): void {
  if (state.node(ref) !== undefined) return;
  const kind = kindOfRef(ref);
  if (kind === 'FIELD') ensureNode(state, datasetOfField(ref));
  state.put(emptyNode(ref, kind === 'FIELD' ? 'field' : kind === 'JOB' ? 'job' : 'dataset'));
}

const emptyNode = (ref: string, record: NodeRecord['record']): NodeRecord => ({ record, ref, facts: null });
