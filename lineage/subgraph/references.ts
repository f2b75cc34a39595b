import type { ReferenceResolver } from '../../kernel/subgraph/definition.ts';
import { canonicalRef, NodeRefError } from '../domain/node-ref.ts';
import { publishJob } from './flow.resolver.ts';
import type { LineageContext } from './lineage.context.ts';
import { DatasetStub } from './stubs.ts';

/** Datasets that the viewer sees; the graph says so itself, whoever asks. */
export const datasetReference: ReferenceResolver<LineageContext> = async ({ code }, { lineage }) => {
  const ref = String(code);
  if (lineage.find(ref, 'DATASET') === undefined) throw lineage.notFound(ref);
  return DatasetStub.of(ref);
};

/** Flows of which the viewer sees both ends. */
export const jobReference: ReferenceResolver<LineageContext> = async ({ ref }, context) => {
  try {
    return publishJob(context, canonicalRef(String(ref)));
  } catch (error) {
    if (error instanceof NodeRefError) throw context.lineage.notFound(String(ref));
    throw error;
  }
};
