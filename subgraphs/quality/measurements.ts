import type { QualityCriterion } from '../../kernel/graphql/quality-criterion.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { MetricKind, MetricValue } from './score.ts';
import { seenDatasets } from './seen-datasets.ts';

interface MeasurementRow {
  dataset_code: string;
  criterion: string;
  metric: string;
  measured_at: string;
  origin: string;
  value: number;
  method: string | null;
  mark: string | null;
  source: string | null;
}

const measuredValue = (row: MeasurementRow): MetricValue => ({
  metric: row.metric,
  criterion: row.criterion as QualityCriterion,
  kind: row.origin as MetricKind,
  value: row.value,
  measuredAt: new Date(row.measured_at),
  method: row.method,
  mark: row.mark,
  source: row.source,
});

/** The newest value of each metric of datasets that the viewer sees, at an instant: one statement for any number. */
export async function newestMeasurements(
  { em, viewer }: RequestScope,
  codes: readonly string[],
  asOf: string,
): Promise<MetricValue[][]> {
  const { sql: seen, parameters } = seenDatasets(em, viewer);
  const rows = await em.execute<MeasurementRow[]>(
    `select distinct on (dataset_code, criterion, metric, origin) *
     from quality.measurement
     where dataset_code in (select jsonb_array_elements_text(?::jsonb)) and dataset_code in (${seen})
       and measured_at <= ?::timestamptz
     order by dataset_code, criterion, metric, origin, measured_at desc`,
    [JSON.stringify(codes), ...parameters, asOf],
  );
  const grouped = Map.groupBy(rows, (row) => row.dataset_code);
  return codes.map((code) => (grouped.get(code) ?? []).map(measuredValue));
}

/** Which measurements a trend shows. */
export interface TrendAsked {
  readonly criterion: string;
  readonly metric: string | null;
  readonly from: string | null;
  readonly to: string | null;
  /** The newest so many. */
  readonly last: number;
}

/** Measurements of a criterion, the newest `last + 1` of each dataset, from the newest back: one statement for any number. */
export async function measuredOverTime(
  { em, viewer }: RequestScope,
  codes: readonly string[],
  { criterion, metric, from, to, last }: TrendAsked,
): Promise<MetricValue[][]> {
  const { sql: seen, parameters } = seenDatasets(em, viewer);
  const rows = await em.execute<MeasurementRow[]>(
    `select * from (
       select *, row_number() over (partition by dataset_code order by measured_at desc, metric, origin) as place
       from quality.measurement
       where dataset_code in (select jsonb_array_elements_text(?::jsonb)) and dataset_code in (${seen}) and criterion = ?
         and (?::text is null or metric = ?) and measured_at >= coalesce(?::timestamptz, '-infinity')
         and measured_at < coalesce(?::timestamptz, 'infinity')) as numbered
     where place <= ? order by dataset_code, place`,
    [JSON.stringify(codes), ...parameters, criterion, metric, metric, from, to, last + 1],
  );
  const grouped = Map.groupBy(rows, (row) => row.dataset_code);
  return codes.map((code) => (grouped.get(code) ?? []).map(measuredValue));
}
