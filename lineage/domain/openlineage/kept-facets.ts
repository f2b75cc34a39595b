import { canonicalJson } from '../canonical-json.ts';
import { runCode } from '../observe.ts';
import { asObject, type JsonObject, member } from './json.ts';
import type { NamedDataset, OpenLineageEvent } from './read-event.ts';

/** Where a facet stands: with its subject, or with what a run reads or writes. */
export type FacetPlace = 'OWN' | 'INPUT' | 'OUTPUT';

/** A facet as an event gives it. */
export interface GivenFacet {
  readonly place: FacetPlace;
  /** Of facets of inputs and outputs: canonical reference of the dataset; empty for a facet of the subject itself. */
  readonly of: string;
  readonly name: string;
  /** As it was sent; null where it was erased, or is larger than `LARGEST_FACET`. */
  readonly value: JsonObject | null;
  /** Bytes of its canonical JSON; 0 where it was erased. */
  readonly bytes: number;
}

/** The facets that an event gives one subject. */
export interface SubjectFacets {
  /** `job:<namespace>|<name>`, `<namespace>|<name>` of a dataset, or `run:` and the code of a run. */
  readonly subject: string;
  readonly facets: readonly GivenFacet[];
}

/** Largest facet that is kept beside the log, as canonical JSON in bytes; of a larger one its size is known. */
export const LARGEST_FACET = 65_536;

/** The subject of a run in a job. */
export const runSubject = (runId: string, job: string): string => `run:${runCode(runId, job)}`;

/**
 * The facets of an event by subject: of its job, always, though it gives none; of its run and of its datasets where there
 * are any. What a run says of its inputs and outputs is kept with the run, and with the dataset as well, where the newest
 * run counts.
 */
export function keptFacets(event: OpenLineageEvent): SubjectFacets[] {
  const datasets = event.about === 'dataset' ? [event.dataset] : [...event.inputs, ...event.outputs];
  const kept: SubjectFacets[] = [...Map.groupBy(datasets, ({ ref }) => ref)].map(([subject, places]) => ({
    subject,
    facets: oncePerName(places.flatMap((place) => [...own(place.facets), ...own(runsFacets(place))])),
  }));
  if (event.about !== 'dataset') kept.push({ subject: event.job.ref, facets: own(event.job.facets) });
  if (event.about === 'run') {
    const facets = [
      ...own(event.runFacets),
      ...event.inputs.flatMap(({ ref, inputFacets }) => given(inputFacets, 'INPUT', ref)),
      ...event.outputs.flatMap(({ ref, outputFacets }) => given(outputFacets, 'OUTPUT', ref)),
    ];
    kept.push({ subject: runSubject(event.runId, event.job.ref), facets });
  }
  return kept.filter(({ subject, facets }) => facets.length > 0 || subject.startsWith('job:'));
}

/** What a run says of a dataset; of one name the output's, which is newer data. */
const runsFacets = ({ inputFacets, outputFacets }: NamedDataset): JsonObject => ({ ...inputFacets, ...outputFacets });

const own = (facets: JsonObject): GivenFacet[] => given(facets, 'OWN', '');

function given(facets: JsonObject, place: FacetPlace, of: string): GivenFacet[] {
  return Object.entries(facets).flatMap(([name, facet]): GivenFacet[] => {
    const value = asObject(facet);
    if (value === undefined) return [];
    if (member(value, '_deleted') === true) return [{ place, of, name, value: null, bytes: 0 }];
    const bytes = Buffer.byteLength(canonicalJson(value));
    return [{ place, of, name, value: bytes > LARGEST_FACET ? null : value, bytes }];
  });
}

/** One event can name a dataset twice; of facets of one name the later one is taken. */
const oncePerName = (facets: readonly GivenFacet[]): GivenFacet[] => [
  ...new Map(facets.map((facet) => [facet.name, facet])).values(),
];
