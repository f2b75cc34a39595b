import type { ReferenceResolver } from '../../kernel/subgraph/definition.ts';
import type { StewardshipContext } from './stewardship.context.ts';
import { Dataset } from './stubs.ts';

/** Any dataset: one that is hidden has no access requests, as one that does not exist. */
export const datasetReference: ReferenceResolver<StewardshipContext> = async ({ code }) => Dataset.of(String(code));
