import { Ctx, Directive, Field, ObjectType } from 'type-graphql';
import { type OneSidedJobs as Found, MOST_ONE_SIDED } from '../projection/queries/one-sided-jobs.ts';
import { JobRole } from './enums.ts';
import { publishJob } from './flow.resolver.ts';
import { Job } from './job.type.ts';
import type { LineageContext } from './lineage.context.ts';
import { NodeRefScalar } from './node-ref.scalar.ts';

@ObjectType({ description: 'A job that reads or writes a dataset, and of which no edge of the graph tells.' })
export class OneSidedJob {
  jobRef!: string;

  @Field(() => Job, { name: 'job', description: 'The job, such as a report that writes nothing.' })
  job(@Ctx() context: LineageContext): Job {
    return publishJob(context, this.jobRef);
  }

  @Field(() => NodeRefScalar, { description: 'The dataset.' })
  ref!: string;

  @Field(() => JobRole, { description: 'What the job does with it.' })
  role!: JobRole;
}

@ObjectType({
  description:
    'Jobs that only read, or only write, as far as lineage events say: a report, a model, a form. An edge leads from what is read to what is written, so that there is none of these.',
})
export class OneSidedJobs {
  @Directive('@listSize(assumedSize: 20)')
  @Field(() => [OneSidedJob], { description: 'They, by dataset in the order of the answer, then by job.' })
  ends!: readonly OneSidedJob[];

  @Field(() => Boolean, { description: `Whether there are more: at most ${MOST_ONE_SIDED} are told.` })
  truncated!: boolean;

  static from({ ends, truncated }: Found): OneSidedJobs {
    return Object.assign(new OneSidedJobs(), {
      ends: ends.map(({ job, ref, role }) =>
        Object.assign(new OneSidedJob(), { jobRef: job, ref, role: role === 'READS' ? JobRole.READS : JobRole.WRITES }),
      ),
      truncated,
    });
  }
}
