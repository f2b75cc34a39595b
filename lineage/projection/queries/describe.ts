import type { DatasetFacts, FieldFacts, JobFacts } from '../../domain/facts.ts';
import { nameOfField } from '../../domain/node-ref.ts';
import { DATASET, FIELD } from '../node-table.ts';
import type { Projection } from '../projection.ts';
import type { Visibility } from '../visibility.ts';
import { visibleNode } from './start.ts';

/** What the graph keeps of a node; facts are null while it is known from edges only. */
export type DescribedNode =
  | { readonly kind: 'DATASET'; readonly ref: string; readonly facts: DatasetFacts | null }
  | {
      readonly kind: 'FIELD';
      readonly ref: string;
      /** Plain name. */
      readonly name: string;
      readonly dataset: string;
      readonly facts: FieldFacts | null;
    }
  | { readonly kind: 'JOB'; readonly ref: string; readonly facts: JobFacts | null };

/** A node by its canonical reference; undefined when there is none, or none for whoever asks. */
export function describe(
  projection: Projection,
  ref: string,
  visibility: Visibility | null,
): DescribedNode | undefined {
  const { nodes } = projection;
  const node = visibleNode(projection, ref, projection.mask(visibility));
  if (node === undefined) return undefined;
  if (nodes.kind(node) === DATASET) return { kind: 'DATASET', ref, facts: nodes.datasetFacts(node) };
  if (nodes.kind(node) !== FIELD) return { kind: 'JOB', ref, facts: nodes.jobFacts(node) };
  const dataset = nodes.ref(nodes.dataset(node));
  return { kind: 'FIELD', ref, name: nameOfField(ref), dataset, facts: nodes.fieldFacts(node) };
}

/** References of the datasets of the catalog that a visibility shows, in no particular order: for suggestions. */
export function* datasetRefs(projection: Projection, visibility: Visibility | null): IterableIterator<string> {
  const { nodes } = projection;
  const visible = projection.mask(visibility);
  for (let id = 0; id < nodes.count; id++) {
    if (nodes.kind(id) === DATASET && nodes.datasetFacts(id) !== null && (visible === null || visible[id] === 1)) {
      yield nodes.ref(id);
    }
  }
}
