import { defineSubgraph, type SubgraphDefinition } from '../../kernel/subgraph/definition.ts';
import { AccountablePostEntity } from './accountable-post.entity.ts';
import { AccountablePostResolver } from './accountable-post.resolver.ts';
import { AgencyEntity, ContactPointEntity, StewardEntity, SuccessionEntity } from './agency.entity.ts';
import { agencyReference } from './agency.references.ts';
import { AgencyResolver } from './agency.resolver.ts';
import { ElectronicCodeEntity } from './electronic-code.entity.ts';
import { ElectronicCodeResolver } from './electronic-code.resolver.ts';
import { MaturityAssessmentEntity } from './maturity-assessment.entity.ts';
import { MaturityAssessmentResolver } from './maturity-assessment.resolver.ts';
import { Owners0001Initial } from './migrations/0001-initial.ts';
import { Owners0002AccountablePosts } from './migrations/0002-accountable-posts.ts';
import { Owners0003ElectronicCodes } from './migrations/0003-electronic-codes.ts';
import { Owners0004Maturity } from './migrations/0004-maturity.ts';
import { OWNERS_CONSTRAINTS } from './owners.constraints.ts';
import { ownersContext } from './owners.context.ts';

/** Who owns: agencies with bloc, level, line, validity, contact points and stewards. */
export const owners: SubgraphDefinition = defineSubgraph({
  name: 'owners',
  entities: [
    AgencyEntity,
    SuccessionEntity,
    ContactPointEntity,
    StewardEntity,
    AccountablePostEntity,
    ElectronicCodeEntity,
    MaturityAssessmentEntity,
  ],
  migrations: [Owners0001Initial, Owners0002AccountablePosts, Owners0003ElectronicCodes, Owners0004Maturity],
  constraints: OWNERS_CONSTRAINTS,
  resolvers: [AgencyResolver, AccountablePostResolver, ElectronicCodeResolver, MaturityAssessmentResolver],
  contributesTo: {},
  references: { Agency: agencyReference },
  consumes: [],
  context: ownersContext,
});
