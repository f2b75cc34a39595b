import { defineSubgraph, type SubgraphDefinition } from '../../kernel/subgraph/definition.ts';
import { AccountablePostEntity } from './accountable-post.entity.ts';
import { AccountablePostResolver } from './accountable-post.resolver.ts';
import { AgencyEntity, ContactPointEntity, StewardEntity, SuccessionEntity } from './agency.entity.ts';
import { agencyReference } from './agency.references.ts';
import { AgencyResolver } from './agency.resolver.ts';
import { Owners0001Initial } from './migrations/0001-initial.ts';
import { Owners0002AccountablePosts } from './migrations/0002-accountable-posts.ts';
import { OWNERS_CONSTRAINTS } from './owners.constraints.ts';
import { ownersContext } from './owners.context.ts';

/** Who owns: agencies with bloc, level, line, validity, contact points and stewards. */
export const owners: SubgraphDefinition = defineSubgraph({
  name: 'owners',
  entities: [AgencyEntity, SuccessionEntity, ContactPointEntity, StewardEntity, AccountablePostEntity],
  migrations: [Owners0001Initial, Owners0002AccountablePosts],
  constraints: OWNERS_CONSTRAINTS,
  resolvers: [AgencyResolver, AccountablePostResolver],
  contributesTo: {},
  references: { Agency: agencyReference },
  consumes: [],
  context: ownersContext,
});
