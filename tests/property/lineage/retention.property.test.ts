import { expect, test } from 'vitest';
import { canonicalHash } from '../../../lineage/domain/canonical-hash.ts';
import type { Observation } from '../../../lineage/domain/change.ts';
import type { LoggedEvent } from '../../../lineage/domain/events.ts';
import { foldChanges } from '../../../lineage/domain/fold.ts';
import { FOLDED, foldedBody } from '../../../lineage/domain/folded-event.ts';
import { GraphState } from '../../../lineage/domain/graph-state.ts';
import { parseInstant } from '../../../lineage/domain/instant.ts';
import { normalise } from '../../../lineage/domain/normalise.ts';
import { whatStays } from '../../../lineage/retention/what-stays.ts';
import { dataset, RECORDED, schema } from '../../support/lineage-events.ts';
import {
  columnFacet,
  decide,
  named,
  nameRule,
  randomHistory,
  runEvent,
  runId,
  schemaFacet,
  type UnrecordedEvent,
} from '../../support/openlineage-events.ts';
import { Random } from '../../support/random.ts';

const HISTORIES = Number(process.env['RETENTION_HISTORIES'] ?? 300);

/** The graph that a log says, and the changes of its events. */
function fold(log: readonly LoggedEvent[]): GraphState {
  const state = new GraphState();
  for (const event of log) foldChanges(state, normalise(event));
  return state;
}

/** Something that somebody decides between what is observed. */
function decision(random: Random): UnrecordedEvent {
  const name = random.pick(['a', 'b', 'c', 'd']);
  if (random.chance(0.4)) return schema(random.pick(['N01', 'S01']), random.pick(['x y', 'x', 'y z']));
  if (random.chance(0.2)) return nameRule('rule', { [name.toUpperCase()]: random.pick(['N01', 'S01']) });
  return decide(name, random.pick(['N01', 'S01', null, 'IGNORE']));
}

const eventTime = (random: Random): string => `2026-03-0${random.int(1, 4)}T0${random.int(0, 3)}:00:00Z`;

/** Runs of all kinds, of which many are said again by another run at another time. */
function variedRuns(random: Random): UnrecordedEvent[] {
  const history = randomHistory(random, 30);
  const again = (): UnrecordedEvent => {
    const event = random.pick(history);
    if (event.kind !== 'openlineage.run') return event;
    const run = { runId: runId(random.int(1, 9)) };
    return { ...event, body: { ...(event.body as object), eventTime: eventTime(random), run } };
  };
  return history.flatMap((event) => [event, ...(random.chance(0.5) ? [again()] : [])]);
}

/** Two jobs that run unchanged, but for a column lineage that is erased now and then. */
function steadyRuns(random: Random): UnrecordedEvent[] {
  const [one, other] = [columnFacet('x<a.x', 'y<a.y'), columnFacet('x<b.x')];
  const erased = { columnLineage: { _deleted: true } };
  const mayErase = random.chance(0.5);
  return Array.from({ length: random.int(5, 25) }, () => {
    const facet = mayErase && random.chance(0.1) ? erased : random.chance(0.8) ? one : other;
    return runEvent({
      eventTime: eventTime(random),
      run: { runId: runId(random.int(1, 9)) },
      job: { namespace: 'airflow', name: random.pick(['load', 'load', 'clean']) },
      inputs: random.chance(0.8) ? [named('a'), named('b')] : [],
      outputs: [named('c', { ...schemaFacet('x:INT', 'y:INT'), ...facet })],
    });
  });
}

/** A log as random as can be, several events at an instant. */
function randomLog(random: Random): LoggedEvent[] {
  const runs = random.chance(0.3) ? variedRuns(random) : steadyRuns(random);
  const events = [
    ...[dataset('N01'), schema('N01', 'x y'), dataset('S01'), schema('S01', 'x z')],
    ...runs.flatMap((event) => (random.chance(0.15) ? [decision(random), event] : [event])),
  ];
  let recordedAt = RECORDED;
  return events.map((event) => {
    if (random.chance(0.7)) recordedAt += 1;
    return { ...event, recordedAt };
  });
}

/** Folds away some of the runs' events up to a place, as retention does; what it keeps for good is remembered. */
function retain(random: Random | null, log: readonly LoggedEvent[], upTo: number, kept: Map<string, [number, number]>) {
  const graph = fold(log);
  const moved = new Set(
    [...graph.records()].flatMap((r) => (r.record === 'edge' ? [`${r.job}\n${r.recordedFrom}`] : [])),
  );
  let [before, after] = [0, 0];
  const retained = log.map((event, place): LoggedEvent => {
    if (event.kind !== 'openlineage.run' || place > upTo || random?.chance(0.2)) return event;
    const changes = normalise(event) as readonly Observation[];
    const time = parseInstant(String((event.body as { eventTime: string }).eventTime));
    const { changes: staying, keeps } = whatStays(changes, {
      fact: (record, code) => graph.fact(record, code),
      movesEdges: (job) => moved.has(`${job}\n${event.recordedAt}`),
      isSaidBefore: (code) => {
        const [seq, at] = kept.get(code) ?? [place, time];
        return seq < place && at <= time;
      },
    });
    for (const code of keeps) if (!kept.has(code)) kept.set(code, [place, time]);
    before += changes.length;
    after += staying.length;
    return { ...event, kind: FOLDED, body: JSON.parse(foldedBody(time, staying)) as unknown };
  });
  return { retained, before, after };
}

test('a log whose old runs are folded says the same graph, history included, wherever folding begins', () => {
  let [before, after] = [0, 0];
  for (let seed = 1; seed <= HISTORIES; seed++) {
    const random = new Random(seed);
    const whole = randomLog(random);
    const expected = canonicalHash(fold(whole).records());
    const kept = new Map<string, [number, number]>();
    // Two retentions, the second after more has come.
    const until = random.int(1, whole.length);
    const first = retain(random, whole.slice(0, until), random.int(0, until), kept);
    const second = retain(random, [...first.retained, ...whole.slice(until)], random.int(0, whole.length), kept);
    expect(canonicalHash(fold(second.retained).records()), `seed ${seed}`).toBe(expected);
    const place = random.int(0, whole.length);
    const mixed = [...whole.slice(0, place), ...second.retained.slice(place)];
    expect(canonicalHash(fold(mixed).records()), `seed ${seed}, folded whole up to ${place}`).toBe(expected);
    before += first.before + second.before;
    after += first.after + second.after;
  }
  // Keeping everything would prove nothing.
  expect(after).toBeLessThan(before * 0.8);
});

/** What a log says, folded as far as retention may, is what it said. */
function expectSameGraph(events: readonly UnrecordedEvent[]): void {
  const log = events.map((event, i) => ({ ...event, recordedAt: RECORDED + i }));
  const { retained } = retain(null, log, log.length, new Map());
  expect(retained.filter(({ kind }) => kind === FOLDED)).not.toHaveLength(0);
  expect(canonicalHash(fold(retained).records())).toBe(canonicalHash(fold(log).records()));
}

const run = (hour: number, from: string, to: string, ...edges: string[]): UnrecordedEvent =>
  runEvent({
    eventTime: `2026-03-01T0${hour}:00:00Z`,
    run: { runId: runId(hour) },
    inputs: [named(from)],
    outputs: [named(to, columnFacet(...edges))],
  });
const catalog = [dataset('N01'), schema('N01', 'x y')];

test('what opened an edge again that a schema had ended stays, though others said the same before and after', () => {
  const said = (hour: number): UnrecordedEvent => run(hour, 'a', 'c', 'x<a.x', 'y<a.y');
  expectSameGraph([...catalog, decide('c', 'N01'), said(1), schema('N01', 'x'), said(5), said(9)]);
});

test('what was hidden behind another name stays: it showed when that name was taken away, before the same was said of earlier', () => {
  const said = (hour: number, name: string): UnrecordedEvent => run(hour, 'a', name, 'x<a.x');
  const links = [decide('c', 'N01'), decide('d', 'N01')];
  expectSameGraph([...catalog, ...links, said(1, 'd'), said(5, 'c'), decide('d', null), said(3, 'c'), said(9, 'c')]);
});

test('what was seen last before an erasure stays: by it the erasure ended nothing', () => {
  const said = (hour: number): UnrecordedEvent => run(hour, 'a', 'c', 'x<a.x');
  const erased = runEvent({
    eventTime: '2026-03-01T03:00:00Z',
    run: { runId: runId(3) },
    outputs: [named('c', { columnLineage: { _deleted: true } })],
  });
  expectSameGraph([said(1), said(5), erased, said(9)]);
});

test('a source that nobody named since stays', () => {
  const said = (hour: number): UnrecordedEvent => {
    const source = { namespace: 'pg://city', name: 'b', field: 'x' };
    const outputs = [named('c', { columnLineage: { fields: {}, dataset: [source] } })];
    return runEvent({ eventTime: `2026-03-01T0${hour}:00:00Z`, run: { runId: runId(hour) }, outputs });
  };
  expectSameGraph([said(1), said(5)]);
});
