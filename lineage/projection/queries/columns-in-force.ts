import type { ColumnInForce } from '../../domain/change-analysis/schema-diff.ts';
import { nameOfField } from '../../domain/node-ref.ts';
import type { Projection } from '../projection.ts';

/** The columns of the schema in force of a dataset, in their order. Precondition: the dataset is there. */
export function columnsInForce({ nodes }: Projection, dataset: string): ColumnInForce[] {
  const node = nodes.find(dataset);
  const fields = node === undefined ? [] : nodes.fieldsOf(node);
  return fields
    .flatMap((field) => {
      const facts = nodes.fieldFacts(field);
      return facts === null || facts.dropped !== null ? [] : { name: nameOfField(nodes.ref(field)), ...facts };
    })
    .sort((a, b) => a.position - b.position)
    .map(({ name, type, nullable = null, isKey = null }) => ({ name, type, nullable, isKey }));
}
