import type { Transact } from '../../kernel/database/transact.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { type AccountablePostLoaders, accountablePostLoaders } from './accountable-post.loaders.ts';
import { AccountablePostService } from './accountable-post.service.ts';
import { type AgencyLoaders, agencyLoaders } from './agency.loaders.ts';
import { AgencyService } from './agency.service.ts';

/** What a resolver of this subgraph finds in its context. */
export interface OwnersContext extends RequestScope {
  readonly agencies: AgencyService;
  readonly agencyLoaders: AgencyLoaders;
  readonly accountablePosts: AccountablePostService;
  readonly accountablePostLoaders: AccountablePostLoaders;
}

/** Made once for each request. */
export const ownersContext = (scope: RequestScope, transact: Transact): OwnersContext => ({
  ...scope,
  agencies: new AgencyService(scope, transact),
  agencyLoaders: agencyLoaders(scope),
  accountablePosts: new AccountablePostService(scope, transact),
  accountablePostLoaders: accountablePostLoaders(scope),
});
