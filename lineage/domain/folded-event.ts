import { NormaliseError } from './body-reader.ts';
import { canonicalJson } from './canonical-json.ts';
import type { Change, Observation } from './change.ts';
import { type Instant, InstantError, parseInstant, printInstant } from './instant.ts';
import { runSubject } from './openlineage/kept-facets.ts';
import { packed, unpacked } from './packed-changes.ts';

/**
 * An event of a run whose body retention has replaced by what it contributes to the graph (ADR 27). It stands at the place
 * of the event, with its hash and the time at which it was recorded, so that folding it is folding the event, and the
 * event is known when it comes again.
 */
export const FOLDED = 'openlineage.folded';

type Timeless<C> = C extends unknown ? Omit<C, 'time' | 'at'> : never;
type Kept = Timeless<Observation>;

/** What is kept of it. */
export interface FoldedBody {
  /** As `eventTime` of the event: its own time, to the microsecond. */
  readonly eventTime: string;
  /**
   * Its changes but those that the rest of the log says as well, packed (`packed-changes.ts`); their times are those of the
   * event. That a run names what it reads and writes goes without saying, and facets of the empty subject are of the run.
   */
  readonly packed: string;
}

/**
 * The body that stands for an event with some changes, as canonical JSON. Packed, since PostgreSQL compresses no row of
 * less than two kilobytes, but the longer one that it stands for.
 * @throws RangeError where a facet is nested too deep to stand in it.
 */
export function foldedBody(time: Instant, changes: readonly Observation[]): string {
  const [names, run] = ofRun(changes);
  const kept = changes.flatMap(({ time: _time, at: _at, ...change }): readonly Kept[] => {
    if (change.change === 'name.observed' && names.has(change.name)) return [];
    return [change.change === 'facets.observed' && change.subject === run ? { ...change, subject: '' } : change];
  });
  const body: FoldedBody = { eventTime: printInstant(time), packed: packed(canonicalJson(kept)) };
  return canonicalJson(body);
}

/**
 * What a folded event means for the graph.
 * @throws NormaliseError for a body that retention has not written.
 */
export function readFolded(body: Readonly<Record<string, unknown>>, at: Instant): readonly Change[] {
  const { eventTime, packed: text } = body;
  if (typeof eventTime !== 'string') throw new NormaliseError(FOLDED, '$.eventTime', 'is no text');
  if (typeof text !== 'string') throw new NormaliseError(FOLDED, '$.packed', 'is no text');
  const when = { time: readTime(eventTime), at };
  // What retention wrote is what it had from `normalise`.
  const kept = readPacked(text);
  const [names, run] = ofRun(kept);
  return kept.flatMap((change): readonly Change[] => {
    if (change.change === 'facets.observed' && change.subject === '') return [{ ...change, subject: run, ...when }];
    const own: Change = { ...change, ...when };
    if (change.change !== 'run.observed') return [own];
    return [own, ...[...names].map((name): Change => ({ change: 'name.observed', name, ...when }))];
  });
}

/** What the run of an event reads and writes, and the subject of its facets. */
function ofRun(changes: readonly Kept[]): [names: ReadonlySet<string>, subject: string] {
  const run = changes.find((change) => change.change === 'run.observed');
  if (run?.change !== 'run.observed') return [new Set(), ''];
  return [new Set([...run.inputs, ...run.outputs]), runSubject(run.runId, run.job)];
}

function readPacked(text: string): readonly Kept[] {
  try {
    return JSON.parse(unpacked(text)) as readonly Kept[];
  } catch {
    throw new NormaliseError(FOLDED, '$.packed', 'is not what retention writes');
  }
}

function readTime(text: string): Instant {
  try {
    return parseInstant(text);
  } catch (error) {
    if (error instanceof InstantError) throw new NormaliseError(FOLDED, '$.eventTime', error.message);
    throw error;
  }
}
