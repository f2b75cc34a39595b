import { NotFoundError } from '../../kernel/errors/errors.ts';
import type { ReferenceResolver } from '../../kernel/subgraph/definition.ts';
import { DataChannel } from './data-channel.type.ts';
import type { DatasetsContext } from './datasets.context.ts';
import { Platform } from './platform.type.ts';

/** Platforms by code: one statement for any number of references. */
export const platformReference: ReferenceResolver<DatasetsContext> = async ({ code }, { platformLoaders }) => {
  const row = await platformLoaders.byCode.load(String(code));
  if (row === null) throw new NotFoundError('platform', String(code));
  return Platform.from(row);
};

/** A channel of any name: what flows over it is the business of lineage. */
export const dataChannelReference: ReferenceResolver<DatasetsContext> = async ({ code }) =>
  DataChannel.of(String(code));
