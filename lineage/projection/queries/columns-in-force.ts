import type { ColumnInForce } from '../../domain/change-analysis/schema-diff.ts';
import { nameOfField } from '../../domain/node-ref.ts';
import type { Projection } from '../projection.ts';
import { compareText } from './order.ts';

/** The columns of the schema in force of a dataset or name, in their order; none for one that is not in the graph. */
export function columnsInForce({ nodes }: Projection, dataset: string): ColumnInForce[] {
  const node = nodes.find(dataset);
  const fields = node === undefined ? [] : nodes.fieldsOf(node);
  return fields
    .flatMap((field) => {
      const facts = nodes.fieldFacts(field);
      return facts === null || facts.dropped !== null ? [] : { name: nameOfField(nodes.ref(field)), ...facts };
    })
    .sort((a, b) => a.position - b.position || compareText(a.name, b.name))
    .map(({ name, type, nullable = null, isKey = null }) => ({ name, type, nullable, isKey }));
}
