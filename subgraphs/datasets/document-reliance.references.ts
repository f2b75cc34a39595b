import type { ReferenceResolver } from '../../kernel/subgraph/definition.ts';
import type { DatasetsContext } from './datasets.context.ts';
import { DocumentReliance } from './stubs.ts';

/** What leans on a document of any number: whether it exists is the business of its owner. */
export const documentRelianceReference: ReferenceResolver<DatasetsContext> = async ({ code }) =>
  DocumentReliance.of(String(code));
