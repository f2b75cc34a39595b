import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { RecordGroupCountEntity, type RecordGroupCountRow } from './record-group.entity.ts';
import { seenDatasets } from './seen-datasets.ts';

async function read(
  { em, viewer }: RequestScope,
  codes: readonly string[],
  asOf: string | null,
  last: number,
): Promise<RecordGroupCountRow[][]> {
  const { sql: seen, parameters } = seenDatasets(em, viewer);
  const rows = await em.execute<object[]>(
    `select * from (
       select *, row_number() over (partition by dataset_code order by counted_at desc) as place
       from quality.record_group_count
       where dataset_code in (select jsonb_array_elements_text(?::jsonb)) and dataset_code in (${seen})
         and counted_at <= coalesce(?::timestamptz, 'infinity')) as numbered
     where place <= ? order by dataset_code, place`,
    [JSON.stringify(codes), ...parameters, asOf, last],
  );
  const found = rows.map((row) => em.map(RecordGroupCountEntity, row as never) as RecordGroupCountRow);
  const grouped = Map.groupBy(found, ({ datasetCode }) => datasetCode);
  return codes.map((code) => grouped.get(code) ?? []);
}

/** The newest count of datasets that the viewer sees, at an instant; null for none. One statement for any number. */
export const newestCounts = async (
  scope: RequestScope,
  codes: readonly string[],
  asOf: string,
): Promise<(RecordGroupCountRow | null)[]> => (await read(scope, codes, asOf, 1)).map(([count]) => count ?? null);

/** The newest counts, from the newest back. One statement for any number. */
export const countsOverTime = (
  scope: RequestScope,
  codes: readonly string[],
  last: number,
): Promise<RecordGroupCountRow[][]> => read(scope, codes, null, last);
