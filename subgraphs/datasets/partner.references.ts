import type { ReferenceResolver } from '../../kernel/subgraph/definition.ts';
import type { DatasetsContext } from './datasets.context.ts';
import { Partner } from './stubs.ts';

/** Any partner: whether it exists, its own subgraph says. */
export const partnerReference: ReferenceResolver<DatasetsContext> = async ({ code }) => Partner.of(String(code));
