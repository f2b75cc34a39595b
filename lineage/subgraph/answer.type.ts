import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { IncompleteCode } from './enums.ts';
import { NodeRefScalar } from './node-ref.scalar.ts';
import { AgencyStub } from './stubs.ts';
import type { HiddenDatasets, Step } from './veil.ts';

@ObjectType({ description: 'Why an answer is not complete.' })
export class IncompleteReason {
  @Field(() => IncompleteCode, { description: 'The reason, for programs.' })
  code!: IncompleteCode;

  @Field(() => String, { description: 'The reason, for people, with what to do.' })
  message!: string;
}

/** What every answer about lineage says of itself. */
@ObjectType()
export abstract class LineageAnswer {
  @Field(() => Boolean, { description: 'True: this is all there is for you. False: `reasons` say what is missing.' })
  complete!: boolean;

  @Field(() => [IncompleteReason], { description: 'Why the answer is not complete; empty when it is.' })
  reasons!: readonly IncompleteReason[];

  @Field(() => String, {
    description:
      'The state of the graph that the answer was computed at, as far as you may see it: opaque, equal for equal states.',
  })
  revision!: string;

  @Field(() => DateTime, { description: 'The instant that the answer is about.' })
  asOf!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: 'The instant whose knowledge the answer is; null: what is known now.',
  })
  asRecorded!: Date | null;
}

@Directive('@cost(weight: 0)')
@ObjectType({ description: 'A step of a path: dataset or column, flow, dataset or column, and so on.' })
export class PathStep {
  @Field(() => NodeRefScalar, { nullable: true, description: 'The node; null for a step that is hidden from you.' })
  ref!: string | null;

  @Field(() => Boolean, {
    description:
      'Whether the step is hidden from you: a dataset or column that you may not see, or a flow beside one. Stewards are told of such steps; for others they do not exist.',
  })
  hidden!: boolean;

  @Field(() => AgencyStub, { nullable: true, description: 'Of a hidden step: the agency to ask.' })
  agency!: AgencyStub | null;

  static from({ ref, hidden, agency }: Step): PathStep {
    return Object.assign(new PathStep(), { ref, hidden, agency: agency === null ? null : AgencyStub.of(agency) });
  }
}

@ObjectType({ description: 'Datasets of an agency that are hidden from you and that lie on the way.' })
export class HiddenSteps {
  @Field(() => AgencyStub, { description: 'The agency to ask.' })
  agency!: AgencyStub;

  @Field(() => Int, { description: 'How many of its datasets.' })
  datasets!: number;

  static from({ agency, datasets }: HiddenDatasets): HiddenSteps {
    return Object.assign(new HiddenSteps(), { agency: AgencyStub.of(agency), datasets });
  }
}
