import type { Transact } from '../../kernel/database/transact.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { type AccessRequestLoaders, accessRequestLoaders } from './access-request.loaders.ts';
import { AccessRequestService } from './access-request.service.ts';

/** What a resolver of this subgraph finds in its context. */
export interface StewardshipContext extends RequestScope {
  readonly accessRequests: AccessRequestService;
  readonly accessRequestLoaders: AccessRequestLoaders;
}

/** Made once for each request. */
export const stewardshipContext = (scope: RequestScope, transact: Transact): StewardshipContext => ({
  ...scope,
  accessRequests: new AccessRequestService(scope, transact),
  accessRequestLoaders: accessRequestLoaders(scope),
});
