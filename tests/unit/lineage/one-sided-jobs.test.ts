import { describe, expect, it } from 'vitest';
import { MOST_ENDS } from '../../../lineage/domain/ends.ts';
import { parseInstant } from '../../../lineage/domain/instant.ts';
import {
  closureOf,
  endsOfJob,
  impact,
  lineage,
  Projection,
  paths,
  type Visibility,
} from '../../../lineage/projection/index.ts';
import { queryThread } from '../../../lineage/projection/long-questions/query-thread.ts';
import { between } from '../../../lineage/projection/queries/between.ts';
import { lineageDiff } from '../../../lineage/projection/queries/lineage-diff.ts';
import { oneSidedJobs } from '../../../lineage/projection/queries/one-sided-jobs.ts';
import { pathCounts } from '../../../lineage/projection/queries/path-counts.ts';
import { separators } from '../../../lineage/projection/queries/separators.ts';
import { ways } from '../../../lineage/projection/queries/ways.ts';
import { contentsOf, projectionOf } from '../../../lineage/projection/snapshot/contents.ts';
import { RECORDED } from '../../support/lineage-events.ts';
import {
  decide,
  foldAll,
  named,
  refOf,
  runEvent,
  runId,
  type UnrecordedEvent,
} from '../../support/openlineage-events.ts';

const LOAD = 'job:airflow|load';
const REPORT = 'job:airflow|report';
/** A job of no other test. */
const MANY = { namespace: 'airflow', name: 'many' };
const NOW = parseInstant('2026-06-01T00:00:00Z');

/** `a` is loaded into `b`; a report reads `b` and `c` and writes nothing. */
const HISTORY: readonly UnrecordedEvent[] = [
  runEvent({ inputs: [named('a')], outputs: [named('b')] }),
  runEvent({
    eventType: 'START',
    eventTime: '2026-03-02T08:00:00Z',
    run: { runId: runId(2) },
    job: { namespace: 'airflow', name: 'report' },
    inputs: [named('b')],
  }),
  runEvent({
    eventTime: '2026-03-03T08:00:00Z',
    run: { runId: runId(2) },
    job: { namespace: 'airflow', name: 'report' },
    inputs: [named('c')],
  }),
];

function projectionFrom(events: readonly UnrecordedEvent[]): Projection {
  const projection = new Projection();
  projection.apply([...foldAll(events).records()], events.length);
  return projection;
}

const at = (asOf: string) => ({ asOf: parseInstant(asOf) });

describe('a job that only reads', () => {
  const projection = projectionFrom(HISTORY);

  it('reads all that its events name, from when they name it', () => {
    expect(endsOfJob(projection, REPORT, { asOf: NOW })).toMatchObject({
      outcome: 'OK',
      inputs: [refOf('b'), refOf('c')],
      outputs: [],
    });
    expect(endsOfJob(projection, REPORT, at('2026-03-02T12:00:00Z'))).toMatchObject({ inputs: [refOf('b')] });
    expect(endsOfJob(projection, REPORT, at('2026-03-01T12:00:00Z'))).toMatchObject({ inputs: [] });
  });

  it('reads what was known at the time that is asked about', () => {
    // The events were recorded one after the other.
    for (const [asRecorded, inputs] of [
      [RECORDED, []],
      [RECORDED + 1, [refOf('b')]],
      [RECORDED + 2, [refOf('b'), refOf('c')]],
    ] as const)
      expect(endsOfJob(projection, REPORT, { asOf: NOW, asRecorded })).toMatchObject({ inputs });
  });

  it('has upstream lineage, and ways lead to it', async () => {
    const upstream = lineage(projection, { of: REPORT, direction: 'UPSTREAM', asOf: NOW });
    const refs = upstream.outcome === 'OK' ? upstream.nodes.map(({ ref }) => ref).sort() : [];
    expect(refs).toEqual([REPORT, refOf('a'), refOf('b'), refOf('c')]);
    const query = { from: refOf('a'), to: REPORT, asOf: NOW, first: 5 };
    const here = ways(projection, query);
    expect(here).toMatchObject({ outcome: 'OK', ways: [{}] });
    const thread = queryThread();
    try {
      expect(await thread.ask(() => projection, 'ways', query)).toEqual(here);
    } finally {
      await thread.close();
    }
  });

  it('is there after a snapshot', () => {
    const again = projectionOf(contentsOf(projectionFrom(HISTORY), 'a log'));
    expect(endsOfJob(again, REPORT, { asOf: NOW })).toMatchObject({ inputs: [refOf('b'), refOf('c')] });
  });

  it('reads datasets of the catalog where its names stand, and once', () => {
    const linked = projectionFrom([...HISTORY, decide('b', 'N01'), decide('c', 'N01')]);
    expect(endsOfJob(linked, REPORT, { asOf: NOW })).toMatchObject({ inputs: ['N01'] });
    expect(endsOfJob(linked, LOAD, { asOf: NOW })).toMatchObject({ inputs: [refOf('a')], outputs: ['N01'] });
  });

  it('is there for whoever sees any of what it reads, and of that only', () => {
    const seeing = (hidden: 'ABSENT' | 'OPAQUE', refs: readonly string[]): Visibility => ({
      key: `${hidden} ${refs}`,
      hidden,
      sees: ({ ref }) => refs.includes(ref),
    });
    const asked = (hidden: 'ABSENT' | 'OPAQUE', ...refs: string[]) =>
      endsOfJob(projection, REPORT, { asOf: NOW, visibility: seeing(hidden, refs) });
    expect(asked('ABSENT', refOf('b'))).toMatchObject({ inputs: [refOf('b')], hidden: [] });
    expect(asked('OPAQUE', refOf('b'))).toMatchObject({ inputs: [refOf('b')], hidden: [refOf('c')] });
    expect(asked('ABSENT', refOf('a'))).toMatchObject({ outcome: 'UNKNOWN_NODE' });
  });

  it('gives the state that is shown another name only where it shows', () => {
    const seesB: Visibility = { key: 'b', hidden: 'ABSENT', sees: ({ ref }) => ref === refOf('b') };
    const nameOf = (events: readonly UnrecordedEvent[]): string => projectionFrom(events).visibleRevision(seesB);
    expect(nameOf(HISTORY.slice(0, 2))).not.toBe(nameOf(HISTORY.slice(0, 1)));
    expect(nameOf(HISTORY)).toBe(nameOf(HISTORY.slice(0, 2)));
  });

  it('says so when it reads more than is kept', () => {
    const names = (count: number) => Array.from({ length: count }, (_, i) => named(`n${10_000 + i}`));
    const crowded = (count: number) =>
      endsOfJob(projectionFrom([runEvent({ inputs: names(count) })]), LOAD, { asOf: NOW });
    expect(crowded(MOST_ENDS)).toMatchObject({ complete: true });
    expect(crowded(MOST_ENDS + 1)).toMatchObject({ complete: false, reasons: [{ code: 'BUDGET' }] });
    // What it reads beside comes behind what is kept.
    const readersOf = (name: string, count: number) =>
      oneSidedJobs(
        projectionFrom([
          ...HISTORY,
          runEvent({ run: { runId: runId(8) }, job: MANY, inputs: [...names(count), named('z')] }),
        ]),
        [refOf(name)],
        { asOf: NOW },
        ['READS'],
      );
    expect(readersOf('z', MOST_ENDS - 1)).toMatchObject({ ends: [{ job: 'job:airflow|many' }], truncated: false });
    expect(readersOf('z', MOST_ENDS)).toEqual({ ends: [], truncated: true });
    expect(readersOf('a', MOST_ENDS)).toEqual({ ends: [], truncated: false });
  });
});

describe('a job that reads and writes', () => {
  /** It loads `a` into `b`, and other runs of it read so many names more and write nothing; `z` among them. */
  const reading = (count: number) =>
    projectionFrom([
      runEvent({ run: { runId: runId(9) }, inputs: [named('z')] }),
      ...HISTORY,
      runEvent({ run: { runId: runId(8) }, inputs: Array.from({ length: count }, (_, i) => named(`n${10_000 + i}`)) }),
    ]);

  it('reads what is told of, or it is said that this is not all', () => {
    const readersOf = (name: string, count: number) =>
      oneSidedJobs(reading(count), [refOf(name)], { asOf: NOW }, ['READS']);
    expect(readersOf('z', 10)).toMatchObject({ ends: [{ job: LOAD, ref: refOf('z') }], truncated: false });
    expect(readersOf('z', MOST_ENDS)).toEqual({ ends: [], truncated: true });
    expect(readersOf('c', MOST_ENDS)).toMatchObject({ ends: [{ job: REPORT }], truncated: false });
    // Of what it writes, all is kept.
    expect(oneSidedJobs(reading(MOST_ENDS), [refOf('z')], { asOf: NOW }, ['WRITES']).truncated).toBe(false);
  });

  it('says at every walk that begins there that it reads more than is kept', () => {
    const few = reading(10);
    const many = reading(MOST_ENDS);
    const walks = (projection: Projection) => {
      const upstream = { of: LOAD, direction: 'UPSTREAM', asOf: NOW } as const;
      return [
        lineage(projection, upstream),
        lineage(projection, { ...upstream, direction: 'DOWNSTREAM' }),
        closureOf(projection, upstream),
        lineageDiff(projection, { ...upstream, before: parseInstant('2026-01-01T00:00:00Z') }),
        impact(projection, { of: LOAD, asOf: NOW }),
        paths(projection, { from: refOf('a'), to: LOAD, asOf: NOW }),
        ways(projection, { from: refOf('a'), to: LOAD, asOf: NOW, first: 5 }),
        pathCounts(projection, { from: refOf('a'), to: LOAD, asOf: NOW }),
        between(projection, { from: refOf('a'), to: LOAD, asOf: NOW }),
        separators(projection, { from: refOf('a'), to: LOAD, asOf: NOW }),
      ].map((answer) => answer.outcome === 'OK' && answer.reasons.some(({ code }) => code === 'BUDGET'));
    };
    expect(walks(few)).toEqual(Array(10).fill(false));
    // What it feeds is all kept.
    expect(walks(many)).toEqual([true, false, true, true, false, true, true, true, true, true]);
    const page = lineage(many, { of: LOAD, direction: 'UPSTREAM', asOf: NOW });
    expect(page).toMatchObject({ truncated: true, next: null });
  });

  it('is not there for whoever sees one side of it alone', () => {
    const seesB: Visibility = { key: 'b', hidden: 'ABSENT', sees: ({ ref }) => ref === refOf('b') };
    const asked = { asOf: NOW, visibility: seesB };
    expect(endsOfJob(projectionFrom(HISTORY), LOAD, asked)).toMatchObject({ outcome: 'UNKNOWN_NODE' });
    expect(endsOfJob(projectionFrom(HISTORY), REPORT, asked)).toMatchObject({ outcome: 'OK' });
  });

  it('also reads what only a run named that wrote nothing', () => {
    const projection = projectionFrom([...HISTORY, runEvent({ run: { runId: runId(7) }, inputs: [named('c')] })]);
    expect(endsOfJob(projection, LOAD, { asOf: NOW })).toMatchObject({
      inputs: [refOf('a'), refOf('c')],
      outputs: [refOf('b')],
    });
  });
});
