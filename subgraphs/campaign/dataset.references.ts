import type { ReferenceResolver } from '../../kernel/subgraph/definition.ts';
import type { CampaignContext } from './campaign.context.ts';
import { Dataset } from './stubs.ts';

/** Any dataset: one that is hidden has no tasks, as one that does not exist. */
export const datasetReference: ReferenceResolver<CampaignContext> = async ({ code }) => Dataset.of(String(code));
