import type { ReferenceResolver } from '../../kernel/subgraph/definition.ts';
import type { QualityContext } from './quality.context.ts';
import { DataElement } from './stubs.ts';

/** Any element: whether it exists, its own subgraph says. One that nothing is bound to has nothing to reconcile. */
export const dataElementReference: ReferenceResolver<QualityContext> = async ({ code }) => DataElement.of(String(code));
