import { FieldResolver, Resolver, Root } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { HiddenSteps, IncompleteReason, type LineageAnswer } from './answer.type.ts';
import { LineageNodeConnection } from './lineage-graph.type.ts';

/** A page of neighbours with what the answer says of itself. */
type Neighbours = LineageAnswer & { readonly hidden: readonly HiddenSteps[] };

/** What every answer about lineage says of itself, for the lists of neighbours, which are connections. */
@Resolver(() => LineageNodeConnection)
export class NeighboursResolver {
  @FieldResolver(() => Boolean, {
    description: 'True: this is all there is for you. False: `reasons` say what is missing.',
  })
  complete(@Root() { complete }: Neighbours): boolean {
    return complete;
  }

  @FieldResolver(() => [IncompleteReason], { description: 'Why the answer is not complete; empty when it is.' })
  reasons(@Root() { reasons }: Neighbours): readonly IncompleteReason[] {
    return reasons;
  }

  @FieldResolver(() => String, {
    description: 'The state of the graph that the answer was computed at, as every answer about lineage tells it.',
  })
  revision(@Root() { revision }: Neighbours): string {
    return revision;
  }

  @FieldResolver(() => DateTime, { description: 'The instant that the answer is about.' })
  asOf(@Root() { asOf }: Neighbours): Date {
    return asOf;
  }

  @FieldResolver(() => DateTime, {
    nullable: true,
    description: 'The instant whose knowledge the answer is; null: what is known now.',
  })
  asRecorded(@Root() { asRecorded }: Neighbours): Date | null {
    return asRecorded;
  }

  @FieldResolver(() => [HiddenSteps], {
    description: 'Neighbours that are hidden from you, by agency: for stewards. `totalCount` does not count them.',
  })
  hidden(@Root() { hidden }: Neighbours): readonly HiddenSteps[] {
    return hidden;
  }
}
