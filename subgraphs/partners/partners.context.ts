import type { Transact } from '../../kernel/database/transact.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { type AssignmentLoaders, assignmentLoaders } from './assignment.loaders.ts';
import { AssignmentService } from './assignment.service.ts';
import { type PartnerLoaders, partnerLoaders } from './partner.loaders.ts';
import { PartnerService } from './partner.service.ts';
import { UnassignedService } from './unassigned.service.ts';

/** What a resolver of this subgraph finds in its context. */
export interface PartnersContext extends RequestScope {
  readonly partners: PartnerService;
  readonly partnerLoaders: PartnerLoaders;
  readonly assignments: AssignmentService;
  readonly assignmentLoaders: AssignmentLoaders;
  readonly unassigned: UnassignedService;
}

/** Made once for each request. */
export const partnersContext = (scope: RequestScope, transact: Transact): PartnersContext => ({
  ...scope,
  partners: new PartnerService(scope, transact),
  partnerLoaders: partnerLoaders(scope),
  assignments: new AssignmentService(scope, transact),
  assignmentLoaders: assignmentLoaders(scope),
  unassigned: new UnassignedService(scope),
});
