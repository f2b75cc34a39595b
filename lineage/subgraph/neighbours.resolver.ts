import { FieldResolver, Resolver, Root } from 'type-graphql';
import { HiddenSteps } from './answer.type.ts';
import { LineageNodeConnection } from './lineage-graph.type.ts';

/** What lists of neighbours say of what they do not list; their heads are those of every answer. */
@Resolver(() => LineageNodeConnection)
export class NeighboursResolver {
  @FieldResolver(() => [HiddenSteps], {
    description: 'Neighbours that are hidden from you, by agency: for stewards. `totalCount` does not count them.',
  })
  hidden(@Root() { hidden }: { readonly hidden: readonly HiddenSteps[] }): readonly HiddenSteps[] {
    return hidden;
  }
}
