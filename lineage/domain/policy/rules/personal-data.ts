import type { FoundColumn, PolicySeverity } from '../finding.ts';
import { AGGREGATED, HASHED, PLAIN, SMALL_CELLS } from '../labels.ts';
import { isListedColumn } from '../policy-graph.ts';
import type { PolicyView } from '../rule.ts';

/** R1, R2 and R3, in the order in which they are tried. */
export type PersonalDataRule = 'R1' | 'R2' | 'R3';

const LABEL_OF = { R1: PLAIN, R2: HASHED, R3: SMALL_CELLS } as const;

/** Which of R1 to R3 a column of an open dataset falls under: the first that holds; null for none. */
export function personalDataRule({ graph, labels }: PolicyView, column: number): PersonalDataRule | null {
  const arrived = labels.arrived[column] as number;
  if ((arrived & (PLAIN | HASHED | AGGREGATED | SMALL_CELLS)) === 0 || !isListedColumn(graph, column)) return null;
  if ((arrived & (PLAIN | HASHED)) !== 0 && !graph.hasPublicBasis(graph.ref(column)))
    return (arrived & PLAIN) !== 0 ? 'R1' : 'R2';
  return (arrived & SMALL_CELLS) !== 0 ? 'R3' : null;
}

/** The columns of an open dataset that fall under one of R1 to R3. */
export function findPersonalData(view: PolicyView, dataset: number, rule: PersonalDataRule, severity: PolicySeverity) {
  const { graph } = view;
  if (graph.datasetFacts(dataset)?.sharingClass !== 'OPEN') return null;
  const columns = graph
    .columnsOf(dataset)
    .filter((column) => personalDataRule(view, column) === rule)
    .map((column): FoundColumn => ({ column, proof: { label: LABEL_OF[rule] } }));
  return columns.length === 0 ? null : { severity, columns };
}
