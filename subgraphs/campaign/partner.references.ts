import type { ReferenceResolver } from '../../kernel/subgraph/definition.ts';
import type { CampaignContext } from './campaign.context.ts';
import { Partner } from './stubs.ts';

/** Any partner: whether it exists, its own subgraph says. One whose agencies have no tasks here has none. */
export const partnerReference: ReferenceResolver<CampaignContext> = async ({ code }) => Partner.of(String(code));
