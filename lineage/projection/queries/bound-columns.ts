import type { Instant } from '../../domain/instant.ts';
import { entryOf } from '../dictionary.ts';
import { FIELD } from '../node-table.ts';
import type { Projection } from '../projection.ts';

/**
 * The columns that are bound to something of the dictionary and that schemas list at an instant, in no particular order.
 * Of an element: those that mean it. Of a code list: those that take their values from it, of their own or because their
 * element does. Of a standard: those that it requires in the datasets that conform to it, by element or by name.
 *
 * Cost: of an element or a code list, the nodes; of a standard, the columns of its datasets.
 * @param mask by node: 1 for those that exist for whoever asks; null: all.
 */
export function boundColumns(projection: Projection, ref: string, asOf: Instant, mask: Uint8Array | null): number[] {
  const entry = entryOf(ref);
  if (entry === null) return [];
  const { nodes, dictionary } = projection;
  const { kind, code } = entry;
  const bound: number[] = [];
  const look = (id: number): void => {
    if (nodes.kind(id) !== FIELD || (mask !== null && mask[id] !== 1)) return;
    const facts = nodes.fieldFacts(id);
    if (facts === null || (facts.dropped !== null && asOf >= facts.dropped)) return;
    const isBound =
      kind === 'ELEMENT'
        ? facts.element === code
        : kind === 'CODELIST'
          ? dictionary.codeListOf(facts) === code
          : dictionary.requires(code, nodes.ref(id), facts.element);
    if (isBound) bound.push(id);
  };
  if (kind !== 'STANDARD') for (let id = 0; id < nodes.count; id++) look(id);
  else {
    for (const dataset of dictionary.conforming(code)) {
      const node = nodes.find(dataset);
      if (node !== undefined) for (const field of nodes.fieldsOf(node)) look(field);
    }
  }
  return bound;
}
