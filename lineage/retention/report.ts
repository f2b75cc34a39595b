import { parseNodeRef } from '../domain/node-ref.ts';
import { REASONS, type Reason } from './why-whole.ts';

/** How much is folded. */
export interface Folded {
  /** Runs of which events are folded; see `runsAtLeast`. */
  readonly runs: number;
  readonly events: number;
  /** Bytes of the bodies of these events as they are stored, compressed where they are, before and after. */
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

/** How much is folded of a job. */
export interface FoldedJob extends Folded {
  readonly namespace: string;
  readonly name: string;
}

/** What retention did, or would do. */
export interface RetentionReport extends Folded {
  /** False: it was a dry run, nothing was written. */
  readonly applied: boolean;
  /** Events recorded, and runs heard of, before this instant are old; ISO 8601. */
  readonly before: string;
  /** Runs of each job that stay whole however old they are: those heard of last. */
  readonly keepLast: number;
  /** Whether there are more runs than are counted. */
  readonly runsAtLeast: boolean;
  /** Old events that stay whole, by reason; see `why-whole.ts`. */
  readonly stay: Readonly<Record<Reason, number>>;
  /** By job, those that shrink most first. */
  readonly jobs: readonly FoldedJob[];
  /** Whether there are more jobs than are listed; they count in the totals. */
  readonly jobsTruncated: boolean;
}

/** Most runs that are told apart, and most jobs that are listed. */
export const MOST_RUNS_COUNTED = 500_000;
export const MOST_JOBS_LISTED = 10_000;

type Counts = { -readonly [K in keyof Folded]: Folded[K] };
const none = (): Counts => ({ runs: 0, events: 0, bytesBefore: 0, bytesAfter: 0 });

/** An event that is folded. */
export interface FoldedEvent {
  readonly job: string;
  readonly run: string;
  readonly bytes: number;
  readonly bytesAfter: number;
}

/** Counts, as far as memory allows, what is folded and what stays. */
export class RetentionCounts {
  readonly #total = none();
  readonly #jobs = new Map<string, Counts>();
  readonly #runs = new Set<string>();
  readonly #stay: Record<Reason, number> = Object.fromEntries(REASONS.map((reason) => [reason, 0])) as Record<
    Reason,
    number
  >;
  #runsAtLeast = false;
  #jobsTruncated = false;

  stays(reason: Reason): void {
    this.#stay[reason] += 1;
  }

  folds({ job, run, bytes, bytesAfter }: FoldedEvent): void {
    const isNew = !this.#runs.has(run);
    const room = this.#runs.size < MOST_RUNS_COUNTED;
    if (isNew && room) this.#runs.add(run);
    this.#runsAtLeast ||= isNew && !room;
    for (const counts of [this.#total, this.#countsOf(job)]) {
      counts.runs += isNew && room ? 1 : 0;
      counts.events += 1;
      counts.bytesBefore += bytes;
      counts.bytesAfter += bytesAfter;
    }
  }

  report(head: Pick<RetentionReport, 'applied' | 'before' | 'keepLast'>): RetentionReport {
    const shrinks = ({ bytesBefore, bytesAfter }: Folded): number => bytesBefore - bytesAfter;
    const jobs = Array.from(this.#jobs, ([job, counts]): FoldedJob => ({ ...partsOf(job), ...counts }));
    const byName = (a: FoldedJob, b: FoldedJob): number =>
      `${a.namespace}\n${a.name}` < `${b.namespace}\n${b.name}` ? -1 : 1;
    return {
      ...head,
      ...this.#total,
      runsAtLeast: this.#runsAtLeast,
      stay: { ...this.#stay },
      jobs: jobs.sort((a, b) => shrinks(b) - shrinks(a) || byName(a, b)),
      jobsTruncated: this.#jobsTruncated,
    };
  }

  #countsOf(job: string): Counts {
    const known = this.#jobs.get(job);
    if (known !== undefined) return known;
    const counts = none();
    if (this.#jobs.size < MOST_JOBS_LISTED) this.#jobs.set(job, counts);
    else this.#jobsTruncated = true;
    return counts;
  }
}

/** Namespace and name of an observed job. */
function partsOf(job: string): { readonly namespace: string; readonly name: string } {
  const ref = parseNodeRef(job);
  if (ref.kind !== 'JOB' || 'code' in ref.job) return { namespace: '', name: job };
  return { namespace: ref.job.namespace, name: ref.job.name };
}
