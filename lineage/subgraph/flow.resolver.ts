import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import type { Channel, JobType } from './enums.ts';
import { DeclareFlowInput, RetireFlowInput } from './flow.inputs.ts';
import { Job, LegalGround } from './job.type.ts';
import type { LineageContext } from './lineage.context.ts';
import { NodeRefScalar } from './node-ref.scalar.ts';
import { datasetCodeOf, dateOf } from './publish.ts';
import { AS_RECORDED, MIN_REVISION } from './question.arguments.ts';
import { DatasetStub, PolicyDocumentStub } from './stubs.ts';
import type { When } from './when.ts';

/** A flow as it is published. @throws NotFoundError, BadInputError */
export function publishJob({ lineage }: LineageContext, ref: string, when: When = {}): Job {
  const { facts, inputs, outputs } = lineage.job(ref, when);
  const stubs = (refs: readonly string[]): DatasetStub[] =>
    refs.flatMap((dataset) => {
      const code = datasetCodeOf(dataset);
      return code === null ? [] : [DatasetStub.of(code)];
    });
  return Object.assign(new Job(), {
    ref,
    code: ref.slice('job:'.length),
    type: facts.type as JobType,
    channel: facts.channel as Channel,
    mandatory: facts.mandatory,
    minimumCellSize: facts.minimumCellSize,
    mark: facts.mark as RecordMark | null,
    source: facts.source,
    legalGround:
      facts.legalGround === null
        ? null
        : Object.assign(new LegalGround(), {
            document: PolicyDocumentStub.of(facts.legalGround.document),
            article: facts.legalGround.article,
          }),
    validFrom: facts.validFrom === null ? null : dateOf(facts.validFrom),
    validTo: facts.validTo === null ? null : dateOf(facts.validTo),
    inputs: stubs(inputs),
    outputs: stubs(outputs),
  });
}

@Resolver(() => Job)
export class FlowResolver {
  @Query(() => Job, {
    nullable: true,
    description: 'The flow with this reference; null and NOT_FOUND when there is none.',
  })
  async job(
    @Ctx() context: LineageContext,
    @Arg('ref', () => NodeRefScalar, { description: 'Reference, such as job:F26.' }) ref: string,
    @Arg('asOf', () => DateTime, {
      nullable: true,
      description: 'At which instant its inputs and outputs are told; unless given, when it flows, the nearest to now.',
    })
    asOf?: Date | null,
    @Arg('asRecorded', () => DateTime, { nullable: true, description: `${AS_RECORDED} Of inputs and outputs.` })
    asRecorded?: Date | null,
    @Arg('minRevision', () => String, { nullable: true, description: MIN_REVISION }) minRevision?: string | null,
  ): Promise<Job> {
    const when = { asOf, asRecorded, minRevision };
    await context.lineage.asking.reached(when);
    return publishJob(context, ref, when);
  }

  @Mutation(() => Job, {
    description:
      'Declares a flow, whole; declared again, it replaces the former and history keeps both. Stewards of the publisher of the target and administrators.',
  })
  async declareFlow(
    @Ctx() context: LineageContext,
    @Arg('input', () => DeclareFlowInput, { description: 'The flow.' }) input: DeclareFlowInput,
  ): Promise<Job> {
    return publishJob(context, await context.flows.declare(input));
  }

  @Mutation(() => Job, { description: 'Ends a flow. Stewards of the publisher of the target and administrators.' })
  async retireFlow(
    @Ctx() context: LineageContext,
    @Arg('input', () => RetireFlowInput, { description: 'Which flow, and when.' }) input: RetireFlowInput,
  ): Promise<Job> {
    return publishJob(context, await context.flows.retire(input));
  }
}
