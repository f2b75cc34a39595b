import type { FoundColumn } from '../finding.ts';
import { BASIC, SENSITIVE } from '../labels.ts';
import { isListedColumn } from '../policy-graph.ts';
import type { PolicyRule, PolicyView } from '../rule.ts';

/** R7: a copy is classified lower than what it is a copy of. */
export const classIsTooLow: PolicyRule = {
  code: 'R7',
  title: 'Classified lower than its source',
  about: 'DATASET',
  holds:
    "A column's class of personal data is lower than that of its strongest upstream column, over edges that are neither AGGREGATION nor DEIDENTIFICATION; a HASH keeps the class, indirect edges are not followed.",
  severities: ['WARN'],
  ground: [{ document: '356/2025/NĐ-CP', article: null }],
  hit: 'A copy of a diagnosis (sensitive) that is classified basic or none.',
  nearMiss: 'A count of diagnoses that is classified none.',
  find(view, dataset) {
    const columns = view.graph.columnsOf(dataset).flatMap((column) => tooLow(view, column));
    return columns.length === 0 ? null : { severity: 'WARN', columns };
  },
};

function tooLow({ graph, labels }: PolicyView, column: number): FoundColumn[] {
  const arrived = (labels.arrived[column] as number) & (BASIC | SENSITIVE);
  if (arrived === 0 || !isListedColumn(graph, column)) return [];
  const strongest = arrived & SENSITIVE ? SENSITIVE : BASIC;
  const own = graph.fieldFacts(column)?.piiClass ?? 'NONE';
  const isLower = own === 'NONE' || (own === 'BASIC' && strongest === SENSITIVE);
  return isLower ? [{ column, proof: { label: strongest } }] : [];
}
