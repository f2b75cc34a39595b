import { defineSubgraph, type SubgraphDefinition } from '../../kernel/subgraph/definition.ts';
import { AgencyEntity, ContactPointEntity, StewardEntity, SuccessionEntity } from './agency.entity.ts';
import { agencyReference } from './agency.references.ts';
import { AgencyResolver } from './agency.resolver.ts';
import { Owners0001Initial } from './migrations/0001-initial.ts';
import { OWNERS_CONSTRAINTS } from './owners.constraints.ts';
import { ownersContext } from './owners.context.ts';

/** Who owns: agencies with bloc, level, line, validity, contact points and stewards. */
export const owners: SubgraphDefinition = defineSubgraph({
  name: 'owners',
  entities: [AgencyEntity, SuccessionEntity, ContactPointEntity, StewardEntity],
  migrations: [Owners0001Initial],
  constraints: OWNERS_CONSTRAINTS,
  resolvers: [AgencyResolver],
  contributesTo: {},
  references: { Agency: agencyReference },
  consumes: [],
  context: ownersContext,
});
