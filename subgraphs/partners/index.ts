import { defineSubgraph, type SubgraphDefinition } from '../../kernel/subgraph/definition.ts';
import { agencyReference } from './agency.references.ts';
import { AgencyResolver } from './agency.resolver.ts';
import { AssignmentEntity } from './assignment.entity.ts';
import { AssignmentResolver } from './assignment.resolver.ts';
import { Partners0001Initial } from './migrations/0001-initial.ts';
import { PartnerEntity } from './partner.entity.ts';
import { partnerReference } from './partner.references.ts';
import { PartnerResolver } from './partner.resolver.ts';
import { PARTNERS_CONSTRAINTS } from './partners.constraints.ts';
import { partnersContext } from './partners.context.ts';
import { Agency } from './stubs.ts';

/** Who helps: technology partners and which agencies they work for, with lead, scope and validity. */
export const partners: SubgraphDefinition = defineSubgraph({
  name: 'partners',
  entities: [PartnerEntity, AssignmentEntity],
  migrations: [Partners0001Initial],
  constraints: PARTNERS_CONSTRAINTS,
  resolvers: [PartnerResolver, AssignmentResolver, AgencyResolver],
  contributesTo: { Agency },
  references: { Partner: partnerReference, Agency: agencyReference },
  consumes: [],
  audit: { tables: { derived: ['agency_turn'] } },
  context: partnersContext,
});
