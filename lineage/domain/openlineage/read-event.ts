import { BodyReader, NormaliseError } from '../body-reader.ts';
import { type Instant, InstantError, parseInstant, printInstant } from '../instant.ts';
import { LONGEST_PART, NodeRefError, printNodeRef } from '../node-ref.ts';
import { asObject, type JsonObject, member } from './json.ts';
import type { Notes } from './notes.ts';

/** Kinds of events in the log, by what an event is about. */
export const OPENLINEAGE_KINDS = {
  run: 'openlineage.run',
  job: 'openlineage.job',
  dataset: 'openlineage.dataset',
} as const;

/** Where a run is; RunEvents without one are sent and accepted. */
export const EVENT_TYPES = ['START', 'RUNNING', 'COMPLETE', 'ABORT', 'FAIL', 'OTHER'] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** Most datasets of one event, and most pairs of input and output. */
export const MOST_DATASETS = 10_000;
export const MOST_PAIRS = 100_000;

const EARLIEST = parseInstant('1970-01-01T00:00:00Z');
const LATEST = parseInstant('2100-01-01T00:00:00Z');
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const NO_FACETS: JsonObject = Object.freeze({});

/** A dataset as an event names it. */
export interface NamedDataset {
  /** Canonical reference, `<namespace>|<name>`. */
  readonly ref: string;
  readonly facets: JsonObject;
  /** What a run says of it as its input; empty elsewhere. */
  readonly inputFacets: JsonObject;
  /** What a run says of it as its output; empty elsewhere. */
  readonly outputFacets: JsonObject;
  /** JSON path of the dataset in its event. */
  readonly path: string;
}

/** A job as an event names it. */
export interface NamedJob {
  /** Canonical reference, `job:<namespace>|<name>`. */
  readonly ref: string;
  readonly facets: JsonObject;
}

/** An event of OpenLineage whose core is right; facets are as they were sent. */
export type OpenLineageEvent = { readonly time: Instant } & (
  | {
      readonly about: 'run';
      /** Lower case. */
      readonly runId: string;
      readonly runFacets: JsonObject;
      readonly eventType: EventType | null;
      readonly job: NamedJob;
      readonly inputs: readonly NamedDataset[];
      readonly outputs: readonly NamedDataset[];
    }
  | {
      readonly about: 'job';
      readonly job: NamedJob;
      readonly inputs: readonly NamedDataset[];
      readonly outputs: readonly NamedDataset[];
    }
  | { readonly about: 'dataset'; readonly dataset: NamedDataset }
);

/**
 * Reads the core of an event of OpenLineage 2-0-2. The three types are told apart by their members, as clients send any
 * schemaURL or none. The core is strict, facets are not looked at.
 * @param notes is told what is missing without harm.
 * @throws NormaliseError with the JSON path of what is wrong.
 */
export function readEvent(value: unknown, notes?: Notes): OpenLineageEvent {
  const given = asObject(value);
  const about =
    given === undefined || isGiven(given, 'run')
      ? 'run'
      : isGiven(given, 'job')
        ? 'job'
        : isGiven(given, 'dataset')
          ? 'dataset'
          : undefined;
  if (about === undefined) {
    throw new NormaliseError(
      'OpenLineage',
      '$',
      'has neither "run" nor "job" nor "dataset", expected a RunEvent, JobEvent or DatasetEvent',
    );
  }
  const event = new BodyReader(OPENLINEAGE_KINDS[about], value);
  const time = readTime(event);
  for (const name of ['producer', 'schemaURL']) {
    if (event.isNull(name) || event.members[name] === '') {
      notes?.add(`$.${name}`, 'is missing; the event is accepted without');
    } else {
      event.text(name);
    }
  }
  if (about === 'dataset') {
    return { about, time, dataset: readDataset(required(event, 'dataset'), '$.dataset') };
  }
  const job = readJob(required(event, 'job'));
  const [inputs, outputs] = [readDatasets(event, 'inputs'), readDatasets(event, 'outputs')];
  if (inputs.length * outputs.length > MOST_PAIRS) {
    event.fail(
      'outputs',
      `makes ${inputs.length} × ${outputs.length} pairs with the inputs, expected at most ${MOST_PAIRS}`,
    );
  }
  if (about === 'job') return { about, time, job, inputs, outputs };
  const run = required(event, 'run');
  const runId = run.text('runId');
  if (!UUID.test(runId)) run.fail('runId', `is ${JSON.stringify(runId.slice(0, 80))}, expected a UUID`);
  const eventType = event.oneOfOrNull('eventType', EVENT_TYPES);
  if (eventType === null) notes?.add('$.eventType', 'is missing; the event says nothing about the state of the run');
  return { about, time, runId: runId.toLowerCase(), runFacets: facetsOf(run), eventType, job, inputs, outputs };
}

const isGiven = (event: JsonObject, name: string): boolean => (member(event, name) ?? null) !== null;

function readTime(event: BodyReader): Instant {
  const time = event.parsed('eventTime', parseInstant, InstantError);
  if (time < EARLIEST || time >= LATEST) {
    event.fail(
      'eventTime',
      `is ${printInstant(time)}, expected a time from ${printInstant(EARLIEST)} to before ${printInstant(LATEST)}`,
    );
  }
  return time;
}

/** An object that must be there. */
function required(event: BodyReader, name: string): BodyReader {
  return event.objectOrNull(name) ?? event.fail(name, 'is missing, expected an object');
}

function facetsOf(holder: BodyReader, name = 'facets'): JsonObject {
  return holder.objectOrNull(name)?.members ?? NO_FACETS;
}

function readJob(job: BodyReader): NamedJob {
  const { namespace, name } = readName(job);
  return { ref: printNodeRef({ kind: 'JOB', job: { namespace, name } }), facets: facetsOf(job) };
}

function readDataset(dataset: BodyReader, path: string): NamedDataset {
  const { namespace, name } = readName(dataset);
  return {
    ref: printNodeRef({ kind: 'DATASET', dataset: { namespace, name } }),
    facets: facetsOf(dataset),
    inputFacets: facetsOf(dataset, 'inputFacets'),
    outputFacets: facetsOf(dataset, 'outputFacets'),
    path,
  };
}

function readDatasets(event: BodyReader, name: string): NamedDataset[] {
  if (event.isNull(name)) return [];
  return event.list(name, MOST_DATASETS).map((dataset, i) => readDataset(dataset, `$.${name}[${i}]`));
}

function readName(holder: BodyReader): { namespace: string; name: string } {
  const part = (name: string): string =>
    holder.parsed(
      name,
      (text) => {
        // Printing checks the length and what cannot be stored.
        printNodeRef({ kind: 'DATASET', dataset: { namespace: text, name: text } });
        return text;
      },
      NodeRefError,
    );
  return { namespace: part('namespace'), name: part('name') };
}

/** The reference of a dataset that a facet names, undefined when it cannot be one. */
export function namedIn(facet: JsonObject): string | undefined {
  const [namespace, name] = [member(facet, 'namespace'), member(facet, 'name')];
  if (typeof namespace !== 'string' || typeof name !== 'string') return undefined;
  return isPart(namespace) && isPart(name)
    ? printNodeRef({ kind: 'DATASET', dataset: { namespace, name } })
    : undefined;
}

/** Whether a text can be a part of a reference. */
export const isPart = (text: string): boolean =>
  text !== '' && text.length <= LONGEST_PART && !text.includes('\0') && text.isWellFormed();
