import type { SubgraphDefinition } from '../kernel/subgraph/definition.ts';
import { access } from '../subgraphs/access/index.ts';
import { audit } from '../subgraphs/audit/index.ts';
import { campaign } from '../subgraphs/campaign/index.ts';
import { datasets } from '../subgraphs/datasets/index.ts';
import { owners } from '../subgraphs/owners/index.ts';
import { partners } from '../subgraphs/partners/index.ts';
import { quality } from '../subgraphs/quality/index.ts';
import { standards } from '../subgraphs/standards/index.ts';
import { stewardship } from '../subgraphs/stewardship/index.ts';

/** Whether a subgraph follows the facts of lineage, and so has to start after it; lineage follows those of all others. */
export const followsLineage = ({ consumes }: SubgraphDefinition): boolean =>
  consumes.some(({ from, of }) => from === 'lineage' && of === undefined);

/** The catalog subgraphs, in the order in which they start. */
export const CATALOGUE: readonly SubgraphDefinition[] = [
  owners,
  datasets,
  standards,
  partners,
  campaign,
  stewardship,
  access,
  quality,
  audit,
];
