import { NormaliseError } from '../body-reader.ts';
import type { Change } from '../change.ts';
import type { Instant } from '../instant.ts';
import { fieldRef, parseNodeRef, printNodeRef } from '../node-ref.ts';
import { toldSchemas } from '../schema-history/told-schema.ts';
import { readColumnFacet } from './column-facets.ts';
import { asObject, type JsonObject, member } from './json.ts';
import { keptFacets } from './kept-facets.ts';
import { Notes } from './notes.ts';
import { readParentFacet } from './parent-facet.ts';
import { type NamedDataset, namedIn, OPENLINEAGE_KINDS, type OpenLineageEvent, readEvent } from './read-event.ts';
import { readSchemaFacet } from './schema-facet.ts';
import { readSymlinksFacet } from './symlinks-facet.ts';

/** Most distinct columns of one event. */
export const MOST_EVENT_COLUMNS = 10_000;

/** Facets that say which column comes from which. */
const COLUMN_FACETS = ['columnLineage', 'lineage'] as const;

/**
 * What an event of OpenLineage means for the graph. Pure.
 * @throws NormaliseError when the core is wrong, or the event has too many columns.
 */
export function normaliseOpenLineage(body: unknown, at: Instant): Change[] {
  const event = readEvent(body);
  const when = { time: event.time, at };
  const schemas = toldSchemas(event).map((told): Change => ({ change: 'schema.told', ...told, ...when }));
  const facets = keptFacets(event).map((kept): Change => ({ change: 'facets.observed', ...kept, ...when }));
  return [...graphChanges(event, at, new Notes()), ...schemas, ...facets];
}

/**
 * The same without the facets that are kept as they are and without the history of schemas, of which nothing can be wrong:
 * who checks an event need not pay for them.
 * @param notes is told what of the facets is wrong and therefore not used.
 * @throws NormaliseError when the event has too many columns.
 */
export function graphChanges(event: OpenLineageEvent, at: Instant, notes: Notes): Change[] {
  const { time } = event;
  const changes = new EventChanges(time, at, notes, OPENLINEAGE_KINDS[event.about]);
  if (event.about === 'dataset') {
    changes.symlinks(event.dataset);
    changes.dataset(event.dataset, ownJob(event.dataset.ref));
    return changes.list();
  }
  const { job, inputs, outputs } = event;
  // Before anything flows, so that it flows at once where it belongs.
  for (const dataset of [...inputs, ...outputs]) changes.symlinks(dataset);
  const names = (datasets: readonly NamedDataset[]): string[] => [...new Set(datasets.map(({ ref }) => ref))].sort();
  const ends = { job: job.ref, inputs: names(inputs), outputs: names(outputs), time, at };
  if (event.about === 'run') {
    const { runId, eventType, runFacets } = event;
    changes.add({ change: 'run.observed', runId, eventType, parent: readParentFacet(runFacets, notes), ...ends });
  } else {
    changes.add({ change: 'job.observed', ...ends });
  }
  for (const dataset of [...inputs, ...outputs]) changes.dataset(dataset, job.ref);
  changes.jobFacet(job.facets, job.ref);
  return changes.list();
}

/**
 * The job that stands for what a dataset says of itself: a DatasetEvent names none, and what flows, flows by something.
 * It has the names of the dataset.
 */
function ownJob(dataset: string): string {
  const ref = parseNodeRef(dataset);
  return ref.kind === 'DATASET' ? printNodeRef({ kind: 'JOB', job: ref.dataset }) : dataset;
}

class EventChanges {
  readonly #changes: Change[] = [];
  /** Columns named so far: lists not looked at yet, their number with repetitions, and, once that is large, each once. */
  readonly #counted: (readonly string[])[] = [];
  #atMost = 0;
  readonly #columns = new Set<string>();
  readonly #time: Instant;
  readonly #at: Instant;
  readonly #notes: Notes;
  readonly #kind: string;

  constructor(time: Instant, at: Instant, notes: Notes, kind: string) {
    this.#time = time;
    this.#at = at;
    this.#notes = notes;
    this.#kind = kind;
  }

  list(): Change[] {
    return this.#changes;
  }

  add(change: Change): void {
    this.#changes.push(change);
  }

  /** Which names a dataset says that it has beside its own. */
  symlinks({ ref, facets, path }: NamedDataset): void {
    const found = this.#facet(facets, 'symlinks', `${path}.facets`);
    const when = { time: this.#time, at: this.#at };
    if (found?.erased === true) this.add({ change: 'symlinks.erased', name: ref, ...when });
    else if (found !== undefined) {
      const others = readSymlinksFacet(found.facet, ref, found.path, this.#notes);
      if (others.length > 0) this.add({ change: 'symlinks.observed', name: ref, others, ...when });
    }
  }

  /** What a dataset's facets say. */
  dataset({ ref, facets, path }: NamedDataset, job: string): void {
    const when = { time: this.#time, at: this.#at };
    this.add({ change: 'name.observed', name: ref, ...when });
    const schema = this.#facet(facets, 'schema', `${path}.facets`);
    const columns = schema?.erased === false ? readSchemaFacet(schema.facet, schema.path, this.#notes) : [];
    if (schema?.erased === true) this.add({ change: 'schema.erased', name: ref, ...when });
    else if (columns.length > 0) this.add({ change: 'schema.observed', name: ref, columns, ...when });
    const names = columns.map(({ name }) => name);
    this.#count(
      names.map((name) => fieldRef(ref, name)),
      schema?.path ?? path,
    );
    for (const name of COLUMN_FACETS) {
      const found = this.#facet(facets, name, `${path}.facets`);
      if (found?.erased === true) this.add({ change: 'columns.erased', name: ref, ...when });
      else if (found !== undefined) this.#fed(found.facet, ref, job, names, found.path);
    }
  }

  /** What the facet lineage of a job says: each entry is about one dataset. */
  jobFacet(facets: JsonObject, job: string): void {
    const found = this.#facet(facets, 'lineage', '$.job.facets');
    const entries = found?.erased === false ? (member(found.facet, 'entries') ?? []) : [];
    if (found === undefined) return;
    if (!Array.isArray(entries)) {
      this.#notes.add(`${found.path}.entries`, 'is no list; not used');
      return;
    }
    for (const [i, item] of entries.entries()) {
      const entry = asObject(item);
      const target = entry === undefined ? undefined : entryTarget(entry);
      const path = `${found.path}.entries[${i}]`;
      if (entry === undefined || target === undefined) {
        if (entry === undefined || member(entry, 'type') !== 'JOB') this.#notes.add(path, 'names no dataset; not used');
        continue;
      }
      this.add({ change: 'name.observed', name: target, time: this.#time, at: this.#at });
      this.#fed(entry, target, job, [], path);
    }
  }

  #fed(facet: JsonObject, name: string, job: string, columns: readonly string[], path: string): void {
    const { sources, edges } = readColumnFacet(facet, name, columns, path, this.#notes);
    this.#count(
      edges.map(({ to }) => to),
      path,
    );
    if (sources.size === 0) return;
    this.add({
      change: 'columns.observed',
      name,
      job,
      sources: [...sources].sort(),
      edges,
      time: this.#time,
      at: this.#at,
    });
  }

  #facet(facets: JsonObject, name: string, path: string) {
    const given = member(facets, name);
    if (given === undefined || given === null) return undefined;
    const facet = asObject(given);
    if (facet === undefined) {
      this.#notes.add(`${path}.${name}`, 'is no object; not used');
      return undefined;
    }
    return { facet, erased: member(facet, '_deleted') === true, path: `${path}.${name}` };
  }

  #count(columns: readonly string[], path: string): void {
    this.#counted.push(columns);
    this.#atMost += columns.length;
    // Columns are mostly named several times, and far fewer than allowed even so.
    if (this.#atMost <= MOST_EVENT_COLUMNS) return;
    for (const list of this.#counted.splice(0)) for (const column of list) this.#columns.add(column);
    if (this.#columns.size > MOST_EVENT_COLUMNS) {
      throw new NormaliseError(
        this.#kind,
        path,
        `brings the event to more than ${MOST_EVENT_COLUMNS} columns, expected at most ${MOST_EVENT_COLUMNS}`,
      );
    }
  }
}

function entryTarget(entry: JsonObject): string | undefined {
  return member(entry, 'type') === 'JOB' ? undefined : namedIn(entry);
}
