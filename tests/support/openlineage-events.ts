import type { LoggedEvent } from '../../lineage/domain/events.ts';
import { foldChanges } from '../../lineage/domain/fold.ts';
import type { EdgeRecord } from '../../lineage/domain/graph-record.ts';
import { GraphState } from '../../lineage/domain/graph-state.ts';
import { normalise } from '../../lineage/domain/normalise.ts';
import { RECORDED } from './lineage-events.ts';
import type { Random } from './random.ts';

/** An event before the log has recorded it. */
export type UnrecordedEvent = Pick<LoggedEvent, 'kind' | 'body'>;

/** A run id from a number. */
export const runId = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** A dataset as an event names it. */
export const named = (name: string, facets?: object): object => ({
  namespace: 'pg://city',
  name,
  ...(facets === undefined ? {} : { facets }),
});

/** The reference of a dataset of `named`. */
export const refOf = (name: string): string => `pg://city|${name}`;

/** A RunEvent; members given replace those that it has. */
export const runEvent = (members: object = {}): UnrecordedEvent => ({
  kind: 'openlineage.run',
  body: {
    eventType: 'COMPLETE',
    eventTime: '2026-03-01T08:00:00Z',
    run: { runId: runId(1) },
    job: { namespace: 'airflow', name: 'load' },
    inputs: [],
    outputs: [],
    producer: 'urn:test',
    schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
    ...members,
  },
});

/** The facet schema of some columns. */
export const schemaFacet = (...columns: string[]): object => ({
  schema: { fields: columns.map((column) => ({ name: column.split(':')[0], type: column.split(':')[1] })) },
});

/** The facet columnLineage, written `target<source.column` with a subtype behind an `@`. */
export function columnFacet(...edges: string[]): object {
  const fields: Record<string, { inputFields: object[] }> = {};
  for (const edge of edges) {
    const [target = '', rest = ''] = edge.split('<');
    const [path = '', subtype = 'IDENTITY'] = rest.split('@');
    const dot = path.lastIndexOf('.');
    const [name, field] = [path.slice(0, dot), path.slice(dot + 1)];
    fields[target] ??= { inputFields: [] };
    fields[target].inputFields.push({
      namespace: 'pg://city',
      name,
      field,
      transformations: [{ type: 'DIRECT', subtype }],
    });
  }
  return { columnLineage: { fields } };
}

/** The facet symlinks: other names of a dataset. */
export const symlinksFacet = (...names: string[]): object => ({
  symlinks: { identifiers: names.map((name) => ({ ...named(name), type: 'TABLE' })) },
});

/** A decision about a name: a dataset, null, or that it is nobody's. */
export const decide = (name: string, decision: string | null | 'IGNORE'): UnrecordedEvent => ({
  kind: 'name.linked',
  body: {
    name: refOf(name),
    dataset: decision === 'IGNORE' ? null : decision,
    ...(decision === 'IGNORE' ? { ignored: true } : {}),
  },
});

/** A rule about the names of `named`: what follows the prefix, and which dataset it is. */
export const nameRule = (
  code: string,
  datasets: Readonly<Record<string, string>>,
  members: object = {},
): UnrecordedEvent => ({
  kind: 'name-rule.set',
  body: {
    code,
    namespace: 'pg://city',
    prefix: null,
    caseSensitive: false,
    quoted: true,
    datasets: Object.entries(datasets).map(([name, dataset]) => ({ name, dataset })),
    ...members,
  },
});

/** Folds events, recorded one after another, into a graph. */
export function foldAll(events: readonly UnrecordedEvent[]): GraphState {
  const state = new GraphState();
  events.forEach((event, i) => void foldChanges(state, normalise({ ...event, recordedAt: RECORDED + i })));
  return state;
}

/** The edges of a graph that are not superseded. */
export const openEdges = (state: GraphState): EdgeRecord[] =>
  [...state.records()].filter((record): record is EdgeRecord => record.record === 'edge' && record.recordedTo === null);

/** Them as `from>to` or, of columns, `from>to TRANSFORMATION`; references without the namespace of `named`, sorted. */
export const edgeTexts = (state: GraphState): string[] =>
  openEdges(state)
    .map(({ from, to, transformation }) => `${from}>${to}${transformation === null ? '' : ` ${transformation}`}`)
    .map((text) => text.replaceAll('pg://city|', ''))
    .sort();

/** A random history of a few runs of a few jobs over a few names: cumulative, one-sided, disputed, erased. */
export function randomHistory(random: Random, most = 14): UnrecordedEvent[] {
  const names = ['a', 'b', 'c', 'd'];
  const columns = ['x', 'y', 'z'];
  /** A facet that is kept as it is: given, given otherwise at the same time, erased. */
  const said = (): object => ({
    documentation: random.chance(0.2) ? { _deleted: true } : { description: random.pick(['short', 'long']) },
  });
  const facets = (): object | undefined => {
    const parts: object[] = [];
    if (random.chance(0.3))
      parts.push(schemaFacet(...random.some(columns, 2).map((name) => `${name}:${random.pick(['INT', 'TEXT', ''])}`)));
    if (random.chance(0.06)) parts.push({ schema: { _deleted: true } });
    if (random.chance(0.08)) parts.push(symlinksFacet(...random.some([...names, 'e'], random.int(1, 2))));
    else if (random.chance(0.03)) parts.push({ symlinks: { _deleted: true } });
    if (random.chance(0.5)) {
      parts.push(
        columnFacet(
          ...Array.from(
            { length: random.int(1, 3) },
            () =>
              `${random.pick(columns)}<${random.pick(names)}.${random.pick(columns)}@${random.pick(['IDENTITY', 'AGGREGATION'])}`,
          ),
        ),
      );
    } else if (random.chance(0.2)) parts.push({ columnLineage: { _deleted: true } });
    if (random.chance(0.2)) parts.push(said());
    return parts.length === 0 ? undefined : Object.assign({}, ...parts);
  };
  const datasets = (): object[] => random.some(names, random.int(0, 2)).map((name) => named(name, facets()));
  return Array.from({ length: random.int(2, most) }, () => {
    const eventTime = `2026-03-0${random.int(1, 4)}T0${random.int(0, 3)}:00:00Z`;
    const job = {
      namespace: 'airflow',
      name: random.pick(['load', 'clean']),
      facets: random.chance(0.5) ? said() : {},
    };
    const base = { eventTime, job, inputs: datasets(), outputs: datasets() };
    if (random.chance(0.1)) {
      const { body } = runEvent({ eventTime, dataset: named(random.pick(names), facets()) });
      const {
        run: _run,
        job: _job,
        inputs: _inputs,
        outputs: _outputs,
        eventType: _type,
        ...event
      } = body as Record<string, unknown>;
      return { kind: 'openlineage.dataset', body: event };
    }
    if (random.chance(0.1)) {
      const { run: _run, eventType: _type, ...event } = runEvent(base).body as Record<string, unknown>;
      return { kind: 'openlineage.job', body: event };
    }
    const parent = { run: { runId: runId(random.int(10, 12)) }, job: { namespace: 'airflow', name: 'dag' } };
    return runEvent({
      ...base,
      eventType: random.pick(['START', 'RUNNING', 'COMPLETE', 'FAIL', 'ABORT', 'OTHER', null]),
      run: { runId: runId(random.int(1, 3)), ...(random.chance(0.3) ? { facets: { parent } } : {}) },
    });
  });
}

/** Each event one to four times, in any order. */
export function disturbed<T>(random: Random, events: readonly T[]): T[] {
  const many = events.flatMap((event) => Array.from({ length: random.int(1, 4) }, () => event));
  return random.some(many, many.length);
}
