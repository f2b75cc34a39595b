import { type ClassType, FieldResolver, Resolver, Root } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { IncompleteReason, type LineageAnswer } from './answer.type.ts';
import { JobConnection } from './job.type.ts';
import { LineageNodeConnection } from './lineage-graph.type.ts';

/**
 * Makes the resolver of what every answer about lineage says of itself, for an answer that is a connection. Pages of it
 * are made with the head put beside them.
 */
function headOf(connection: ClassType<object>): ClassType<object> {
  @Resolver(() => connection)
  class HeadResolver {
    @FieldResolver(() => Boolean, {
      description: 'True: this is all there is for you. False: `reasons` say what is missing.',
    })
    complete(@Root() { complete }: LineageAnswer): boolean {
      return complete;
    }

    @FieldResolver(() => [IncompleteReason], { description: 'Why the answer is not complete; empty when it is.' })
    reasons(@Root() { reasons }: LineageAnswer): readonly IncompleteReason[] {
      return reasons;
    }

    @FieldResolver(() => String, {
      description: 'The state of the graph that the answer was computed at, as every answer about lineage tells it.',
    })
    revision(@Root() { revision }: LineageAnswer): string {
      return revision;
    }

    @FieldResolver(() => DateTime, { description: 'The instant that the answer is about.' })
    asOf(@Root() { asOf }: LineageAnswer): Date {
      return asOf;
    }

    @FieldResolver(() => DateTime, {
      nullable: true,
      description: 'The instant whose knowledge the answer is; null: what is known now.',
    })
    asRecorded(@Root() { asRecorded }: LineageAnswer): Date | null {
      return asRecorded;
    }
  }
  return HeadResolver;
}

/** The heads of lists of neighbours. */
export const NeighboursHeadResolver = headOf(LineageNodeConnection);
/** The heads of lists of jobs. */
export const JobsHeadResolver = headOf(JobConnection);
