import type { FoundColumn } from '../finding.ts';
import { RESTRICTED, RESTRICTED_SUMMED } from '../labels.ts';
import { isListedColumn } from '../policy-graph.ts';
import type { PolicyRule } from '../rule.ts';

/** R4: core or important data reaches an open dataset. The worst path counts. */
export const importantDataIsOpen: PolicyRule = {
  code: 'R4',
  title: 'Core or important data is published',
  about: 'DATASET',
  holds:
    'A column of a core or important dataset reaches a column of an open dataset over any column edges, indirect ones included. Critical when no flow on the path is of type AGGREGATE or DE_IDENTIFY, for review when one aggregates and none de-identifies; a flow that de-identifies ends it. Of several paths the worst counts.',
  severities: ['CRITICAL', 'REVIEW'],
  ground: [
    { document: '60/2024/QH15', article: null },
    { document: '20/2025/QĐ-TTg', article: null },
  ],
  hit: 'Geometry of important data is published openly as it is; averages of land prices, published openly, are for review.',
  nearMiss: 'A ward of important data reaches an open dataset through a flow that de-identifies.',
  find({ graph, labels }, dataset) {
    if (graph.datasetFacts(dataset)?.sharingClass !== 'OPEN') return null;
    const columns = graph.columnsOf(dataset).flatMap((column): FoundColumn[] => {
      const arrived = (labels.arrived[column] as number) & (RESTRICTED | RESTRICTED_SUMMED);
      if (arrived === 0 || !isListedColumn(graph, column)) return [];
      return [{ column, proof: { label: arrived & RESTRICTED ? RESTRICTED : RESTRICTED_SUMMED } }];
    });
    if (columns.length === 0) return null;
    const isCritical = columns.some(({ proof }) => 'label' in proof && proof.label === RESTRICTED);
    return { severity: isCritical ? 'CRITICAL' : 'REVIEW', columns };
  },
};
