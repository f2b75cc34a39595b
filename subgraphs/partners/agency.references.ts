import type { ReferenceResolver } from '../../kernel/subgraph/definition.ts';
import type { PartnersContext } from './partners.context.ts';
import { Agency } from './stubs.ts';

/** Any agency: whether it exists, its own subgraph says. One that has no partners here has none. */
export const agencyReference: ReferenceResolver<PartnersContext> = async ({ code }) => Agency.of(String(code));
