import type { EntityManager } from '@mikro-orm/postgresql';
import { textArrayLiteral } from '../../kernel/database/text-array.ts';
import { MOST_POINTS, type ProgressPoint } from './progress-forecast.ts';

interface PointRow {
  readonly target: string;
  readonly measured_on: string | Date;
  readonly value: string;
}

const pointsOf = (rows: readonly PointRow[]): Map<string, ProgressPoint[]> => {
  const found = new Map<string, ProgressPoint[]>();
  for (const { target, measured_on, value } of rows) {
    const point = { measuredOn: new Date(measured_on), value: Number(value) };
    const points = found.get(target);
    if (points === undefined) found.set(target, [point]);
    else points.push(point);
  }
  return found;
};

/**
 * The newest reports in force of each target at an instant, the newest first: one statement for any number of targets.
 * @param targets codes that the viewer sees.
 * @param most how many of each, at most 60.
 */
export async function newestReports(
  em: EntityManager,
  targets: readonly string[],
  asOf: Date,
  most: number,
): Promise<ReadonlyMap<string, readonly ProgressPoint[]>> {
  if (targets.length === 0) return new Map();
  const rows = await em.execute<PointRow[]>(
    `select t.code as target, r.measured_on, r.value::text as value
     from unnest(?::text[]) as t(code) cross join lateral (
       select measured_on, value from campaign.progress_report
       where target_code = t.code and corrected_by is null and measured_on <= ?
       order by measured_on desc limit ?) as r`,
    [textArrayLiteral(targets), asOf.toISOString(), Math.min(most, MOST_POINTS)],
  );
  return pointsOf(rows);
}
