import type { ReferenceResolver } from '../../kernel/subgraph/definition.ts';
import type { StewardshipContext } from './stewardship.context.ts';
import { Partner } from './stubs.ts';

/** Any partner: whether it exists, its own subgraph says. */
export const partnerReference: ReferenceResolver<StewardshipContext> = async ({ code }) => Partner.of(String(code));
