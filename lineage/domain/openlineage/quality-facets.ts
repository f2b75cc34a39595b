import { asObject, type JsonObject, member, textMember } from './json.ts';
import type { NamedDataset, OpenLineageEvent } from './read-event.ts';

/** What is measured of a column; what the producer left out is null. */
export interface ColumnMetrics {
  readonly column: string;
  readonly nullCount: number | null;
  readonly distinctCount: number | null;
  readonly count: number | null;
  readonly sum: number | null;
  readonly min: number | null;
  readonly max: number | null;
  /** By quantile, `0.5`. */
  readonly quantiles: Readonly<Record<string, number>> | null;
}

/** What is measured of a dataset (facet dataQualityMetrics). */
export interface QualityMetrics {
  /** Rows evaluated, their bytes and files. */
  readonly rowCount: number | null;
  readonly bytes: number | null;
  readonly fileCount: number | null;
  /** When the data last changed, as the producer writes it. */
  readonly lastUpdated: string | null;
  /** By name of the column. */
  readonly columns: readonly ColumnMetrics[];
}

/** A check and how it went (facet dataQualityAssertions 1-0-0 to 1-1-0). */
export interface QualityAssertion {
  /** Kind of check, `not_null`. */
  readonly assertion: string;
  readonly success: boolean;
  /** The column checked; null for the whole dataset. */
  readonly column: string | null;
  /** `error` or `warn`, as a rule. */
  readonly severity: string | null;
  readonly name: string | null;
  readonly description: string | null;
  readonly expected: string | null;
  readonly actual: string | null;
}

/** What an event says of the quality of one dataset. */
export interface ObservedQuality {
  /** Canonical reference of the name. */
  readonly name: string;
  readonly metrics: QualityMetrics | null;
  /** Each check once, though producers send them in two places. */
  readonly assertions: readonly QualityAssertion[];
  /** False when there were more than `MOST_MEASURED` columns or checks; the first are kept. */
  readonly complete: boolean;
}

/** Most columns and most checks of one dataset that are told. */
export const MOST_MEASURED = 1_000;

/** Where facets about quality stand: with the dataset, or with what a run read or wrote of it. */
const PLACES = ['facets', 'inputFacets', 'outputFacets'] as const;

/** Facets about quality. */
const FACETS = ['dataQualityMetrics', 'dataQualityAssertions'] as const;

/** Whether an event has facets about quality: most have none, and need not be read. */
export function mentionsQuality(body: unknown): boolean {
  const event = asObject(body);
  if (event === undefined) return false;
  const lists = [member(event, 'inputs'), member(event, 'outputs'), [member(event, 'dataset')]];
  return lists.some(
    (list) =>
      Array.isArray(list) &&
      list.some((item: unknown) =>
        PLACES.some((place) => {
          const facets = asObject(asObject(item)?.[place]);
          return facets !== undefined && FACETS.some((facet) => Object.hasOwn(facets, facet));
        }),
      ),
  );
}

/** What an event says of the quality of its datasets; those of which it says nothing are left out. */
export function qualityOf(event: OpenLineageEvent): ObservedQuality[] {
  const datasets = event.about === 'dataset' ? [event.dataset] : [...event.inputs, ...event.outputs];
  return [...Map.groupBy(datasets, ({ ref }) => ref)].flatMap(([name, places]) => {
    const quality = ofDataset(name, places);
    return quality.metrics === null && quality.assertions.length === 0 ? [] : [quality];
  });
}

const ofDataset = (name: string, places: readonly NamedDataset[]): ObservedQuality => ({
  name,
  ...readQuality(places.flatMap((place) => PLACES.map((at) => place[at]))),
});

/** What facets of one dataset say of its quality; of measurements the first. */
export function readQuality(places: readonly JsonObject[]): Omit<ObservedQuality, 'name'> {
  const given = (facet: string): JsonObject[] =>
    places.flatMap((facets) => {
      const found = asObject(member(facets, facet));
      return found === undefined || member(found, '_deleted') === true ? [] : [found];
    });
  const metrics = given('dataQualityMetrics').map(readMetrics).at(0) ?? null;
  const assertions = new Map<string, QualityAssertion>();
  for (const facet of given('dataQualityAssertions')) {
    for (const one of readAssertions(facet)) {
      assertions.set(JSON.stringify([one.assertion, one.column, one.name, one.expected]), one);
    }
  }
  const columns = metrics?.columns ?? [];
  return {
    metrics: metrics && { ...metrics, columns: columns.slice(0, MOST_MEASURED) },
    assertions: [...assertions.values()].slice(0, MOST_MEASURED),
    complete: columns.length <= MOST_MEASURED && assertions.size <= MOST_MEASURED,
  };
}

const numberOf = (object: JsonObject, name: string): number | null => {
  const value = member(object, name);
  return typeof value === 'number' ? value : null;
};
const textOf = (object: JsonObject, name: string): string | null => textMember(object, name) ?? null;

function readMetrics(facet: JsonObject): QualityMetrics {
  const columns = Object.entries(asObject(member(facet, 'columnMetrics')) ?? {}).flatMap(([column, value]) => {
    const measured = asObject(value);
    return measured === undefined ? [] : [readColumn(column, measured)];
  });
  return {
    rowCount: numberOf(facet, 'rowCount'),
    bytes: numberOf(facet, 'bytes'),
    fileCount: numberOf(facet, 'fileCount'),
    lastUpdated: textOf(facet, 'lastUpdated'),
    columns: columns.sort((a, b) => (a.column < b.column ? -1 : 1)),
  };
}

function readColumn(column: string, measured: JsonObject): ColumnMetrics {
  const quantiles = Object.entries(asObject(member(measured, 'quantiles')) ?? {}).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number',
  );
  return {
    column,
    nullCount: numberOf(measured, 'nullCount'),
    distinctCount: numberOf(measured, 'distinctCount'),
    count: numberOf(measured, 'count'),
    sum: numberOf(measured, 'sum'),
    min: numberOf(measured, 'min'),
    max: numberOf(measured, 'max'),
    quantiles: quantiles.length === 0 ? null : Object.fromEntries(quantiles),
  };
}

function readAssertions(facet: JsonObject): QualityAssertion[] {
  const listed = member(facet, 'assertions');
  return (Array.isArray(listed) ? listed : []).flatMap((item: unknown): QualityAssertion[] => {
    const one = asObject(item);
    const assertion = one === undefined ? undefined : textMember(one, 'assertion');
    const success = one === undefined ? undefined : member(one, 'success');
    if (one === undefined || assertion === undefined || typeof success !== 'boolean') return [];
    return [
      {
        assertion,
        success,
        column: textOf(one, 'column'),
        severity: textOf(one, 'severity'),
        name: textOf(one, 'name'),
        description: textOf(one, 'description'),
        expected: textOf(one, 'expected'),
        actual: textOf(one, 'actual'),
      },
    ];
  });
}
