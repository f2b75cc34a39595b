import type { ReferenceResolver } from '../../kernel/subgraph/definition.ts';
import type { StewardshipContext } from './stewardship.context.ts';
import { DocumentReliance } from './stubs.ts';

/** What leans on a document of any number: whether it exists is the business of its owner. */
export const documentRelianceReference: ReferenceResolver<StewardshipContext> = async ({ code }) =>
  DocumentReliance.of(String(code));
