import { defineSubgraph, type SubgraphDefinition } from '../../kernel/subgraph/definition.ts';
import { ACCESS_CONSTRAINTS } from './access.constraints.ts';
import { accessContext } from './access.context.ts';
import { Access0001Initial } from './migrations/0001-initial.ts';
import { SERVICE_KEY_ANSWERS } from './service-key.answers.ts';
import { ServiceKeyEntity } from './service-key.entity.ts';
import { ServiceKeyResolver } from './service-key.resolver.ts';
import { ViewerResolver } from './viewer.resolver.ts';

/** Who may come in: the caller, and the keys of services. */
export const access: SubgraphDefinition = defineSubgraph({
  name: 'access',
  entities: [ServiceKeyEntity],
  migrations: [Access0001Initial],
  constraints: ACCESS_CONSTRAINTS,
  resolvers: [ViewerResolver, ServiceKeyResolver],
  contributesTo: {},
  references: {},
  consumes: [],
  answers: SERVICE_KEY_ANSWERS,
  // The hash of a key is a secret of its own; when it was last used is no change that somebody made.
  audit: { tables: { never: ['service_key.digest', 'service_key.last_used_at'] } },
  context: accessContext,
});
