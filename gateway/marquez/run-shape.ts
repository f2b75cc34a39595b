import { createHash } from 'node:crypto';
import { type Named, nameOf } from './names.ts';

/** What of a run these paths ask. */
export const RUN = /* GraphQL */ `
  fragment MarquezRun on Run {
    id job state disputed startedAt endedAt firstSeen lastSeen nominalStartTime nominalEndTime facets complete
    parent { id job }
    inputs { ref facets }
    outputs { ref facets }
  }
`;

interface AskedRunDataset {
  readonly ref: string;
  readonly facets: Readonly<Record<string, unknown>> | null;
}

/** A run as GraphQL tells it. */
export interface AskedRun {
  readonly id: string;
  readonly job: string;
  readonly state: 'RUNNING' | 'COMPLETED' | 'FAILED' | 'ABORTED' | 'UNKNOWN';
  readonly disputed: boolean;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly nominalStartTime: string | null;
  readonly nominalEndTime: string | null;
  readonly facets: Readonly<Record<string, unknown>> | null;
  readonly complete: boolean;
  readonly parent: { readonly id: string; readonly job: string } | null;
  readonly inputs: readonly AskedRunDataset[];
  readonly outputs: readonly AskedRunDataset[];
}

/**
 * A version where none is counted: a UUID of what it names, equal for equal content (RFC 9562, version 8: bits of SHA-256).
 */
export function versionOf(content: unknown): string {
  const hex = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0b0011) | 0b1000).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A dataset with the version that it is in now: which one a run saw is not kept. */
const dataset = ({ ref }: AskedRunDataset): Named & { readonly version: string } => ({
  ...nameOf(ref),
  version: versionOf(ref),
});

/** A run as Marquez writes it. Of one that nobody has heard of for long, and that did not end, the state is NEW. */
export function runShape(run: AskedRun) {
  const { startedAt, endedAt } = run;
  const duration =
    startedAt === null || endedAt === null ? null : Math.max(0, Date.parse(endedAt) - Date.parse(startedAt));
  const [inputs, outputs] = [run.inputs.map(dataset), run.outputs.map(dataset)];
  const job = nameOf(run.job);
  return {
    id: run.id,
    createdAt: run.firstSeen,
    updatedAt: run.lastSeen,
    nominalStartTime: run.nominalStartTime,
    nominalEndTime: run.nominalEndTime,
    state: run.state === 'UNKNOWN' ? 'NEW' : run.state,
    disputed: run.disputed,
    startedAt,
    endedAt,
    durationMs: duration,
    args: {},
    parent: run.parent === null ? null : { runId: run.parent.id, job: nameOf(run.parent.job) },
    jobVersion: { ...job, version: versionOf(run.job) },
    inputVersions: inputs,
    outputVersions: outputs,
    inputDatasetVersions: run.inputs.map((one) => ({ datasetVersionId: dataset(one), facets: one.facets ?? {} })),
    outputDatasetVersions: run.outputs.map((one) => ({ datasetVersionId: dataset(one), facets: one.facets ?? {} })),
    context: {},
    facets: run.facets ?? {},
  };
}
