import type { SubgraphDefinition } from '../kernel/subgraph/definition.ts';
import { datasets } from '../subgraphs/datasets/index.ts';
import { owners } from '../subgraphs/owners/index.ts';
import { partners } from '../subgraphs/partners/index.ts';
import { standards } from '../subgraphs/standards/index.ts';

/** The catalog subgraphs, in the order in which they start. */
export const CATALOGUE: readonly SubgraphDefinition[] = [owners, datasets, standards, partners];
