import { nameOf } from './names.ts';
import { type AskedRun, RUN, runShape, versionOf } from './run-shape.ts';

/** What of a job these paths ask. */
export const JOB = /* GraphQL */ `
  fragment MarquezJob on Job {
    ref namespace name type validFrom source reads writes
    observed {
      firstSeen lastSeen documentation processingType integration jobType sourceCodeUrl facets complete
      tags { key value }
    }
    latestRun { ...MarquezRun }
  }
  ${RUN}
`;

/** A job as GraphQL tells it. */
export interface AskedJob {
  readonly ref: string;
  readonly namespace: string;
  readonly name: string;
  /** What a declared flow does. */
  readonly type: string | null;
  readonly validFrom: string | null;
  readonly source: string | null;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly observed: {
    readonly firstSeen: string;
    readonly lastSeen: string;
    readonly documentation: string | null;
    readonly processingType: string | null;
    readonly integration: string | null;
    readonly jobType: string | null;
    readonly sourceCodeUrl: string | null;
    readonly facets: Readonly<Record<string, unknown>> | null;
    readonly complete: boolean;
    readonly tags: readonly { readonly key: string; readonly value: string }[];
  } | null;
  readonly latestRun: AskedRun | null;
}

const STREAMS: ReadonlySet<string | null | undefined> = new Set(['STREAMING', 'STREAM']);

/** A job as Marquez writes it; what nobody said is null. */
export function jobShape(job: AskedJob) {
  const { namespace, name, observed } = job;
  const latestRun = job.latestRun === null ? null : runShape(job.latestRun);
  return {
    id: { namespace, name },
    type: STREAMS.has(observed?.processingType?.toUpperCase()) ? 'STREAM' : 'BATCH',
    name,
    simpleName: name,
    parentJobName: job.latestRun?.parent == null ? null : nameOf(job.latestRun.parent.job).name,
    createdAt: observed?.firstSeen ?? job.validFrom,
    updatedAt: observed?.lastSeen ?? job.validFrom,
    namespace,
    inputs: job.reads.map(nameOf),
    outputs: job.writes.map(nameOf),
    location: observed?.sourceCodeUrl ?? null,
    description: observed?.documentation ?? (job.type === null ? null : `${job.type} (declared)`),
    latestRun,
    latestRuns: latestRun === null ? [] : [latestRun],
    tags: (observed?.tags ?? []).map(({ key, value }) => (value === '' ? key : `${key}:${value}`)),
    labels: [observed?.integration, observed?.jobType].filter((label) => label != null),
    facets: observed?.facets ?? {},
    currentVersion: versionOf(job.ref),
  };
}
