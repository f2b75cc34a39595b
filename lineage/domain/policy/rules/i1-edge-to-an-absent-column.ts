import type { FoundColumn } from '../finding.ts';
import { isListedColumn, type PolicyGraph } from '../policy-graph.ts';
import type { PolicyRule } from '../rule.ts';

/** I1: lineage names a column that the schema does not have. */
export const edgeToAnAbsentColumn: PolicyRule = {
  code: 'I1',
  title: 'Edge at an absent column',
  about: 'DATASET',
  holds: 'A column edge begins or ends at a column that the schema of its dataset does not list at the time.',
  severities: ['WARN'],
  ground: [],
  hit: 'An OpenLineage event writes a column that the schema of the dataset does not have.',
  nearMiss: 'The same column once the schema lists it.',
  find({ graph }, dataset) {
    const all = graph.columnsOf(dataset);
    // Without any column listed no schema was ever written: nothing is absent from it.
    if (!all.some((column) => graph.fieldFacts(column) !== null)) return null;
    const columns = all.flatMap((column): FoundColumn[] => {
      if (isListedColumn(graph, column)) return [];
      const path = anEdgeAt(graph, column);
      return path === null ? [] : [{ column, proof: { path } }];
    });
    return columns.length === 0 ? null : { severity: 'WARN', columns };
  },
};

/** The edge into a column, or else out of it, that is least by its references. */
function anEdgeAt(graph: PolicyGraph, column: number): readonly string[] | null {
  let [least, text]: [readonly string[] | null, string] = [null, ''];
  const take = (path: readonly string[]): void => {
    const here = path.join('\n');
    if (least === null || here < text) [least, text] = [path, here];
  };
  const ref = graph.ref(column);
  graph.eachIn(column, (end, _transformation, job) => take([graph.ref(end), graph.ref(job), ref]));
  if (least !== null) return least;
  graph.eachOut(column, (end, _transformation, job) => take([ref, graph.ref(job), graph.ref(end)]));
  return least;
}
