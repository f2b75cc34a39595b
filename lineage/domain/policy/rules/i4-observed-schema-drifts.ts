import { fitOfType, readColumnType } from '../../change-analysis/column-type.ts';
import type { FieldFacts } from '../../facts.ts';
import { nameOfField } from '../../node-ref.ts';
import type { FoundColumn } from '../finding.ts';
import { isListedColumn } from '../policy-graph.ts';
import type { PolicyRule } from '../rule.ts';

/** I4: what producers see is not what is declared. */
export const observedSchemaDrifts: PolicyRule = {
  code: 'I4',
  title: 'Observed schema drifts from the declared one',
  about: 'DATASET',
  holds:
    'Events list a column of the dataset that its schema does not have, or one of a type whose values do not all fit the declared type. A column that events do not list is no drift: they may list those only that they use.',
  severities: ['WARN'],
  ground: [],
  hit: 'A producer writes so_nha as a text, and the catalog declares a number.',
  nearMiss: 'A producer writes a date, and the catalog declares a date and time.',
  find({ graph }, dataset) {
    const seen = graph.observedColumnsOf(dataset);
    if (seen.length === 0) return null;
    const declared = new Map(
      graph
        .columnsOf(dataset)
        .filter((column) => isListedColumn(graph, column))
        .map((column) => [nameOfField(graph.ref(column)), column]),
    );
    // Without any column declared there is nothing to drift from.
    if (declared.size === 0) return null;
    const found = new Map<number, FoundColumn>();
    for (const observed of seen) {
      const own = declared.get(nameOfField(graph.ref(observed)));
      const column = own ?? observed;
      if (own !== undefined && isTaken(graph.fieldFacts(observed), graph.fieldFacts(own))) continue;
      if (!found.has(column)) found.set(column, { column, proof: { path: [graph.ref(observed)] } });
    }
    const columns = [...found.values()].sort((a, b) => (graph.ref(a.column) < graph.ref(b.column) ? -1 : 1));
    return columns.length === 0 ? null : { severity: 'WARN', columns };
  },
};

/** Whether all values of what is observed fit what is declared; of types that nobody can read it is not known. */
function isTaken(observed: FieldFacts | null, declared: FieldFacts | null): boolean {
  const [from, to] = [observed, declared].map((facts) => readColumnType(facts?.type ?? ''));
  return from == null || to == null || ['SAME', 'WIDENING'].includes(fitOfType(from, to));
}
