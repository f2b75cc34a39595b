import type { ReferenceResolver } from '../../kernel/subgraph/definition.ts';
import { canonicalRef, NodeRefError } from '../domain/node-ref.ts';
import { publishJob } from './flow.resolver.ts';
import type { LineageContext } from './lineage.context.ts';
import { DataChannelStub, DatasetStub, DocumentRelianceStub } from './stubs.ts';

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

/** A channel of any name: one that no flow can have carries none. */
export const dataChannelReference: ReferenceResolver<LineageContext> = async ({ code }) =>
  DataChannelStub.of(String(code));

/** What leans on a document of any number: whether it exists is the business of its owner. */
export const documentRelianceReference: ReferenceResolver<LineageContext> = async ({ code }) =>
  DocumentRelianceStub.of(String(code));
