import type { Transact } from '../../kernel/database/transact.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { type AccountablePostLoaders, accountablePostLoaders } from './accountable-post.loaders.ts';
import { AccountablePostService } from './accountable-post.service.ts';
import { type AgencyLoaders, agencyLoaders } from './agency.loaders.ts';
import { AgencyService } from './agency.service.ts';
import { type ElectronicCodeLoaders, electronicCodeLoaders } from './electronic-code.loaders.ts';
import { ElectronicCodeService } from './electronic-code.service.ts';
import { type MaturityAssessmentLoaders, maturityAssessmentLoaders } from './maturity-assessment.loaders.ts';
import { MaturityAssessmentService } from './maturity-assessment.service.ts';

/** What a resolver of this subgraph finds in its context. */
export interface OwnersContext extends RequestScope {
  readonly agencies: AgencyService;
  readonly agencyLoaders: AgencyLoaders;
  readonly accountablePosts: AccountablePostService;
  readonly accountablePostLoaders: AccountablePostLoaders;
  readonly electronicCodes: ElectronicCodeService;
  readonly electronicCodeLoaders: ElectronicCodeLoaders;
  readonly maturityAssessments: MaturityAssessmentService;
  readonly maturityAssessmentLoaders: MaturityAssessmentLoaders;
}

/** Made once for each request. */
export const ownersContext = (scope: RequestScope, transact: Transact): OwnersContext => ({
  ...scope,
  agencies: new AgencyService(scope, transact),
  agencyLoaders: agencyLoaders(scope),
  accountablePosts: new AccountablePostService(scope, transact),
  accountablePostLoaders: accountablePostLoaders(scope),
  electronicCodes: new ElectronicCodeService(scope, transact),
  electronicCodeLoaders: electronicCodeLoaders(scope),
  maturityAssessments: new MaturityAssessmentService(scope, transact),
  maturityAssessmentLoaders: maturityAssessmentLoaders(scope),
});
