import { NotFoundError } from '../../kernel/errors/errors.ts';
import type { ReferenceResolver } from '../../kernel/subgraph/definition.ts';
import type { QualityContext } from './quality.context.ts';
import { Dataset } from './stubs.ts';

/** Datasets that the viewer may see; a hidden one is answered as one that does not exist. */
export const datasetReference: ReferenceResolver<QualityContext> = async ({ code }, { qualityLoaders }) => {
  if ((await qualityLoaders.seen.load(String(code))) === null) throw new NotFoundError('dataset', String(code));
  return Dataset.of(String(code));
};
