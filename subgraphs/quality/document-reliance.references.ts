import type { ReferenceResolver } from '../../kernel/subgraph/definition.ts';
import type { QualityContext } from './quality.context.ts';
import { DocumentReliance } from './stubs.ts';

/** What leans on a document of any number: whether it exists is the business of its owner. */
export const documentRelianceReference: ReferenceResolver<QualityContext> = async ({ code }) =>
  DocumentReliance.of(String(code));
