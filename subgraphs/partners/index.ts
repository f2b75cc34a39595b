import { followAgencies } from '../../kernel/known-agencies/follow.ts';
import { KnownAgencyEntity } from '../../kernel/known-agencies/known-agency.entity.ts';
import { defineSubgraph, type SubgraphDefinition } from '../../kernel/subgraph/definition.ts';
import { agencyReference } from './agency.references.ts';
import { AgencyResolver } from './agency.resolver.ts';
import { AssignmentEntity } from './assignment.entity.ts';
import { AssignmentResolver } from './assignment.resolver.ts';
import { Partners0001Initial } from './migrations/0001-initial.ts';
import { Partners0002Agencies } from './migrations/0002-agencies.ts';
import { PartnerEntity } from './partner.entity.ts';
import { partnerReference } from './partner.references.ts';
import { PartnerResolver } from './partner.resolver.ts';
import { PARTNERS_CONSTRAINTS } from './partners.constraints.ts';
import { partnersContext } from './partners.context.ts';
import { Agency } from './stubs.ts';
import { UnassignedResolver } from './unassigned.resolver.ts';

/** Who helps: technology partners and which agencies they work for, with lead, scope and validity. */
export const partners: SubgraphDefinition = defineSubgraph({
  name: 'partners',
  entities: [PartnerEntity, AssignmentEntity, KnownAgencyEntity],
  migrations: [Partners0001Initial, Partners0002Agencies],
  constraints: PARTNERS_CONSTRAINTS,
  resolvers: [PartnerResolver, AssignmentResolver, AgencyResolver, UnassignedResolver],
  contributesTo: { Agency },
  references: { Partner: partnerReference, Agency: agencyReference },
  consumes: [followAgencies('partners')],
  audit: { tables: { derived: ['agency_turn'] } },
  context: partnersContext,
});
