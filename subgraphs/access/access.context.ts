import type { Transact } from '../../kernel/database/transact.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { ServiceKeyService } from './service-key.service.ts';

/** What a resolver of this subgraph finds in its context. */
export interface AccessContext extends RequestScope {
  readonly serviceKeys: ServiceKeyService;
}

/** Made once for each request. */
export const accessContext = (scope: RequestScope, transact: Transact): AccessContext => ({
  ...scope,
  serviceKeys: new ServiceKeyService(scope, transact),
});
