import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import { JsonScalar } from './json.scalar.ts';
import { NodeRefScalar } from './node-ref.scalar.ts';
import { FacetWarning, ObservedStatistics, ObservedTag } from './observed.type.ts';

/** Where a run is. */
export enum RunState {
  RUNNING = 'RUNNING',
  COMPLETED = 'COMPLETED',
  FAILED = 'FAILED',
  ABORTED = 'ABORTED',
  UNKNOWN = 'UNKNOWN',
}
registerEnumType(RunState, {
  name: 'RunState',
  description: 'Where a run is, as all of its events say together; the gravest end counts.',
  valuesConfig: {
    RUNNING: { description: 'It was heard of in the last 24 hours, and no event says that it has ended.' },
    COMPLETED: { description: 'It ended well.' },
    FAILED: { description: 'It failed.' },
    ABORTED: { description: 'It was stopped.' },
    UNKNOWN: { description: 'No event says that it has ended, and none came for 24 hours.' },
  },
});

@Directive('@cost(weight: 0)')
@ObjectType({ description: 'A run that another run names; it need never have been seen itself.' })
export class RunReference {
  @Field(() => ID, { description: 'Id of the run.' })
  id!: string;

  @Field(() => NodeRefScalar, { description: 'Its job.' })
  job!: string;
}

@Directive('@cost(weight: 0)')
@ObjectType({ description: 'A dataset that a run read or wrote.' })
export class RunDataset {
  @Field(() => NodeRefScalar, { description: 'Its name, or the dataset of the catalog that it is.' })
  ref!: string;

  @Field(() => DateTime, { description: 'Time of the first event of the run that names it.' })
  firstSeen!: Date;

  @Field(() => ObservedStatistics, { nullable: true, description: 'How much; null where it is not said.' })
  statistics!: ObservedStatistics | null;

  @Field(() => JsonScalar, {
    nullable: true,
    description:
      'All that the run says of it (inputFacets, outputFacets), as it was sent. Architects and administrators.',
  })
  facets!: unknown;
}

@ObjectType({ description: 'A run of a job, as all of its events say together (OpenLineage Run).' })
export class Run {
  @Field(() => ID, { description: 'Id of the run, a UUID in lower case.' })
  id!: string;

  @Field(() => NodeRefScalar, { description: 'The job that ran.' })
  job!: string;

  @Field(() => RunState, { description: 'Where it is.' })
  state!: RunState;

  @Field(() => Boolean, { description: 'Whether its events name more than one end; the gravest counts.' })
  disputed!: boolean;

  @Field(() => DateTime, { nullable: true, description: 'Time of its first START; null without one.' })
  startedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Time of its last end; null while it has none.' })
  endedAt!: Date | null;

  @Field(() => DateTime, { description: 'Time of its first event.' })
  firstSeen!: Date;

  @Field(() => DateTime, { description: 'Time of its last event.' })
  lastSeen!: Date;

  @Field(() => String, {
    nullable: true,
    description: 'Begin of the time that it is for, as the producer writes it (facet nominalTime).',
  })
  nominalStartTime!: string | null;

  @Field(() => String, { nullable: true, description: 'End of the time that it is for, as the producer writes it.' })
  nominalEndTime!: string | null;

  @Field(() => RunReference, { nullable: true, description: 'The run that started it (facet parent).' })
  parent!: RunReference | null;

  @Field(() => RunReference, { nullable: true, description: 'The run that all began with (facet parent, root).' })
  root!: RunReference | null;

  @Field(() => [RunDataset], { description: 'What it read, by reference.' })
  inputs!: readonly RunDataset[];

  @Field(() => [RunDataset], { description: 'What it wrote, by reference.' })
  outputs!: readonly RunDataset[];

  @Field(() => String, { nullable: true, description: 'What runs it, with its version (facet processing_engine).' })
  engine!: string | null;

  @Field(() => [ObservedTag], { description: 'Tags of the run.' })
  tags!: readonly ObservedTag[];

  @Field(() => String, {
    nullable: true,
    description: 'Why it failed (facet errorMessage). Architects and administrators: it can name what is hidden.',
  })
  errorMessage!: string | null;

  @Field(() => JsonScalar, {
    nullable: true,
    description: 'All its facets as they were sent, known or not, by name. Architects and administrators.',
  })
  facets!: unknown;

  @Field(() => [FacetWarning], { description: 'What of its facets is not as OpenLineage describes it.' })
  warnings!: readonly FacetWarning[];

  @Field(() => Boolean, {
    description: 'Whether all that was said of it is here: no facet was too large to be kept, nor were there too many.',
  })
  complete!: boolean;
}

/** A page of runs. */
export const RunConnection = connectionOf(Run, 'Run', 'runs');
