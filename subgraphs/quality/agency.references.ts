import type { ReferenceResolver } from '../../kernel/subgraph/definition.ts';
import type { QualityContext } from './quality.context.ts';
import { Agency } from './stubs.ts';

/** Any agency: whether it exists, its own subgraph says. One that publishes nothing has nothing to judge. */
export const agencyReference: ReferenceResolver<QualityContext> = async ({ code }) => Agency.of(String(code));
