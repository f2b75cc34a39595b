import type { ReferenceResolver } from '../../kernel/subgraph/definition.ts';
import { DocumentReliance } from './document-reliance.type.ts';
import type { StandardsContext } from './standards.context.ts';

/** What leans on a document of any number: of one that does not exist nothing is known. */
export const documentRelianceReference: ReferenceResolver<StandardsContext> = async ({ code }) =>
  DocumentReliance.of(String(code));
