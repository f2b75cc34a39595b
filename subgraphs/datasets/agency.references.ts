import type { ReferenceResolver } from '../../kernel/subgraph/definition.ts';
import type { DatasetsContext } from './datasets.context.ts';
import { Agency } from './stubs.ts';

/** An agency of any code: whether it exists is the business of its owner. */
export const agencyReference: ReferenceResolver<DatasetsContext> = async ({ code }) => Agency.of(String(code));
