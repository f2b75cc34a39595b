import { readRows } from '../../kernel/database/read-rows.ts';
import { textArrayLiteral } from '../../kernel/database/text-array.ts';
import { visibleCodes } from '../../kernel/dataset-visibility/visible-codes.ts';
import type { Page } from '../../kernel/pagination/connection.ts';
import type { PageRequest } from '../../kernel/pagination/page.ts';
import { pagesByKey } from '../../kernel/pagination/pages-by-key.ts';
import { byKeyAndArguments, manyByKey, oneByKey } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { MOST_POINTS, type ProgressPoint } from './progress-forecast.ts';
import { ProgressReportEntity, type ProgressReportRow } from './progress-report.entity.ts';
import { PROGRESS_REPORTS, type ProgressReportOrderField } from './progress-report.inputs.ts';
import { newestReports } from './progress-reports.ts';
import { ProgressTargetEntity } from './progress-target.entity.ts';
import { seenProgress } from './progress-target.visibility.ts';

/** A page of the reports of a target as it is asked for. */
export interface ReportsRequest extends Omit<PageRequest<ProgressReportOrderField>, 'filter'> {
  /** True: those in force; null: also those that were corrected. */
  readonly inForce: boolean | null;
}

/** Per-request loaders of targets and their reports: a constant number of statements, however many ask. */
export function progressTargetLoaders(scope: RequestScope) {
  const { em, viewer, clock } = scope;
  return {
    byCode: oneByKey(
      scope,
      (codes: readonly string[]) =>
        readRows(em, ProgressTargetEntity, { $and: [{ code: { $in: [...codes] } }, seenProgress(em, viewer)] }),
      (target) => target.code,
    ),
    /** Those of a dataset, by deadline; none when the viewer does not see the dataset. */
    ofDataset: manyByKey(
      scope,
      async (codes: readonly string[]) =>
        readRows(
          em,
          ProgressTargetEntity,
          { datasetCode: { $in: [...(await visibleCodes(em, viewer, codes))] } },
          { orderBy: [{ dueOn: 'asc' }, { code: 'asc' }] },
        ),
      (target) => target.datasetCode ?? '',
    ),
    /** Those of a task that the viewer sees, by deadline. */
    ofTask: manyByKey(
      scope,
      (codes: readonly string[]) =>
        readRows(
          em,
          ProgressTargetEntity,
          { $and: [{ taskCode: { $in: [...codes] } }, seenProgress(em, viewer)] },
          { orderBy: [{ dueOn: 'asc' }, { code: 'asc' }] },
        ),
      (target) => target.taskCode ?? '',
    ),
    /** The newest report in force of a target that the viewer sees, at an instant. */
    latest: byKeyAndArguments(scope, async (codes: readonly string[], { asOf }: { asOf: Date | null }) => {
      const rows = await em.execute<{ code: string }[]>(
        `select distinct on (target_code) code from campaign.progress_report
         where target_code = any (?::text[]) and corrected_by is null and measured_on <= ?
         order by target_code, measured_on desc`,
        [textArrayLiteral(codes), (asOf ?? clock.now()).toISOString()],
      );
      const found = await readRows(em, ProgressReportEntity, { code: { $in: rows.map(({ code }) => code) } });
      const byTarget = new Map(found.map((report) => [report.targetCode, report]));
      return codes.map((code): ProgressReportRow | null => byTarget.get(code) ?? null);
    }),
    /** What a forecast rests on. */
    points: byKeyAndArguments(scope, async (codes: readonly string[], { asOf }: { asOf: Date | null }) => {
      const found = await newestReports(em, codes, asOf ?? clock.now(), MOST_POINTS);
      return codes.map((code): readonly ProgressPoint[] => found.get(code) ?? []);
    }),
    /** A page of the reports of a target that the viewer sees. */
    reports: byKeyAndArguments(
      scope,
      (targets: readonly string[], { inForce, ...request }: ReportsRequest): Promise<Page<ProgressReportRow>[]> => {
        const where = inForce === null ? {} : { correctedBy: inForce ? null : { $ne: null } };
        return pagesByKey(em, ProgressReportEntity, PROGRESS_REPORTS, 'targetCode', targets, where, {
          ...request,
          filter: [inForce],
        });
      },
    ),
  };
}

/** The loaders of one request. */
export type ProgressTargetLoaders = ReturnType<typeof progressTargetLoaders>;
