import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import type { JobFacts } from '../domain/facts.ts';
import type { AnswerHead } from '../projection/answers.ts';
import { nameOfNode } from '../projection/queries/named-nodes.ts';
import { HiddenSteps } from './answer.type.ts';
import type { Channel, JobType } from './enums.ts';
import { DeclareFlowInput, RetireFlowInput } from './flow.inputs.ts';
import { Job, LegalGround } from './job.type.ts';
import type { LineageContext } from './lineage.context.ts';
import { NodeRefScalar } from './node-ref.scalar.ts';
import { datasetCodeOf, dateOrNull, publishHead } from './publish.ts';
import { AS_RECORDED, MIN_REVISION } from './question.arguments.ts';
import { DatasetStub, PolicyDocumentStub } from './stubs.ts';
import type { HiddenDatasets } from './veil.ts';
import type { When } from './when.ts';

/** What is known of a job: references of what it reads and writes, what of that is hidden, and the head of the answer. */
interface ToldJob {
  readonly ref: string;
  readonly facts: JobFacts | null;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly hidden: readonly HiddenDatasets[];
  readonly head: AnswerHead;
}

/** A flow or observed job as it is published. @throws NotFoundError, BadInputError */
export function publishJob({ lineage }: LineageContext, ref: string, when: When = {}): Job {
  const job = lineage.job(ref, when);
  return jobOf(job, lineage.revisionOf(job.head));
}

/**
 * A job as it is published, from what is known of it.
 * @param revision as `LineageService.revisionOf` has it.
 */
export function jobOf({ ref, facts, inputs, outputs, hidden, head }: ToldJob, revision: string): Job {
  const stubs = (refs: readonly string[]): DatasetStub[] =>
    refs.flatMap((dataset) => {
      const code = datasetCodeOf(dataset);
      return code === null ? [] : [DatasetStub.of(code)];
    });
  const ground = facts?.legalGround ?? null;
  const named = nameOfNode(ref);
  return Object.assign(new Job(), publishHead(head, revision), {
    ref,
    ...named,
    code: facts === null ? null : named.name,
    type: (facts?.type ?? null) as JobType | null,
    channel: (facts?.channel ?? null) as Channel | null,
    mandatory: facts?.mandatory ?? null,
    minimumCellSize: facts?.minimumCellSize ?? null,
    mark: (facts?.mark ?? null) as RecordMark | null,
    source: facts?.source ?? null,
    legalGround:
      ground === null
        ? null
        : Object.assign(new LegalGround(), {
            document: PolicyDocumentStub.of(ground.document),
            article: ground.article,
          }),
    validFrom: dateOrNull(facts?.validFrom ?? null),
    validTo: dateOrNull(facts?.validTo ?? null),
    inputs: stubs(inputs),
    outputs: stubs(outputs),
    reads: inputs,
    writes: outputs,
    hidden: hidden.map(HiddenSteps.from),
  });
}

@Resolver(() => Job)
export class FlowResolver {
  @Query(() => Job, {
    nullable: true,
    description: 'The flow or observed job with this reference; null and NOT_FOUND when there is none.',
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
