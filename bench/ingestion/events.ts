/** Columns of every dataset. */
const COLUMNS = 12;
/** Datasets that the events are about, so that the graph stays of one size while events come in. */
const DATASETS = 500;

/** Runs of `runEvent` have lesser numbers. */
const REPEATED_FROM = 100_000_000;

const dataset = (n: number): string => `bench.table_${n % DATASETS}`;
const columns = Array.from({ length: COLUMNS }, (_, i) => `column_${i}`);
const NAMESPACE = 'postgres://bench:5432';

/**
 * The n-th run of a job that copies one table into another, column by column, as an event of OpenLineage; about 4 KB of
 * JSON. No two are the same.
 */
export const runEvent = (n: number): object => eventOf(n, dataset(n), dataset(n * 7 + 1));

/** The n-th run of one job that never changes. */
export const repeatedRun = (n: number): object => eventOf(REPEATED_FROM + n, dataset(0), dataset(1));

function eventOf(n: number, from: string, to: string): object {
  const schema = {
    _producer: 'urn:nguon:bench',
    _schemaURL: 'https://openlineage.io/spec/facets/1-1-1/SchemaDatasetFacet.json',
    fields: columns.map((name) => ({ name, type: 'text' })),
  };
  return {
    eventType: 'COMPLETE',
    eventTime: new Date(Date.UTC(2026, 0, 1) + (n % REPEATED_FROM) * 1_000).toISOString(),
    producer: 'urn:nguon:bench',
    schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
    run: { runId: `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}` },
    job: { namespace: 'bench', name: `copy_${from}_to_${to}` },
    inputs: [{ namespace: NAMESPACE, name: from, facets: { schema } }],
    outputs: [
      {
        namespace: NAMESPACE,
        name: to,
        facets: {
          schema,
          columnLineage: {
            _producer: 'urn:nguon:bench',
            _schemaURL: 'https://openlineage.io/spec/facets/1-2-0/ColumnLineageDatasetFacet.json',
            fields: Object.fromEntries(
              columns.map((field) => [
                field,
                {
                  inputFields: [
                    {
                      namespace: NAMESPACE,
                      name: from,
                      field,
                      transformations: [{ type: 'DIRECT', subtype: 'IDENTITY' }],
                    },
                  ],
                },
              ]),
            ),
          },
        },
      },
    ],
  };
}

/** Datasets that one event of `wideJob` names. */
export const WIDE = 50;

/** The n-th job that reads one table and writes the others of `WIDE` that no other job knows, without columns. */
export function wideJob(n: number): object {
  const named = (i: number): object => ({ namespace: NAMESPACE, name: `known.table_${n * WIDE + i}` });
  return {
    eventTime: new Date(Date.UTC(2025, 0, 1) + n * 1_000).toISOString(),
    producer: 'urn:nguon:bench',
    schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/JobEvent',
    job: { namespace: 'bench', name: `wide_${n}` },
    inputs: [named(0)],
    outputs: Array.from({ length: WIDE - 1 }, (_, i) => named(i + 1)),
  };
}

/** The n-th of runs that go round among so many jobs, about 1 KB of JSON: after the first round the graph is what it was. */
export function smallRun(n: number, jobs: number): object {
  const at = n % jobs;
  return {
    eventType: 'COMPLETE',
    eventTime: new Date(Date.UTC(2026, 0, 1) + (n % REPEATED_FROM) * 1_000).toISOString(),
    producer: 'urn:nguon:bench',
    schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
    run: { runId: `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}` },
    job: { namespace: 'bench', name: `step_${at}` },
    inputs: [{ namespace: NAMESPACE, name: stepTable(at) }],
    // Every step feeds the next, and every seventh one far ahead: what is asked has branches.
    outputs: [at + 1, ...(at % 7 === 0 ? [at + 11] : [])].map((to) => ({ namespace: NAMESPACE, name: stepTable(to) })),
  };
}

const stepTable = (n: number): string => `steps.table_${n}`;

/** Reference of the n-th table that `smallRun` is about. */
export const stepRef = (n: number): string => `${NAMESPACE}|${stepTable(n)}`;

/** Reference of the n-th job of `smallRun`. */
export const stepJob = (n: number): string => `job:bench|step_${n}`;
