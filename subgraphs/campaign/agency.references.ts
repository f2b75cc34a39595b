import type { ReferenceResolver } from '../../kernel/subgraph/definition.ts';
import type { CampaignContext } from './campaign.context.ts';
import { Agency } from './stubs.ts';

/** Any agency: whether it exists, its own subgraph says. One that has no tasks here has none. */
export const agencyReference: ReferenceResolver<CampaignContext> = async ({ code }) => Agency.of(String(code));
