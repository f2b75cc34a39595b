import { readRows } from '../../kernel/database/read-rows.ts';
import { byKeyAndArguments, manyByKey } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { MaturityAssessmentEntity, type MaturityAssessmentRow } from './maturity-assessment.entity.ts';

/** Per-request loaders of assessments of maturity: one statement, however many agencies are asked for. */
export const maturityAssessmentLoaders = (scope: RequestScope) => ({
  /** The newest of an agency at an instant; null is now. */
  newest: byKeyAndArguments(scope, async (codes: readonly string[], { asOf }: { readonly asOf: Date | null }) => {
    const rows = await readRows(
      scope.em,
      MaturityAssessmentEntity,
      { agencyCode: { $in: [...codes] }, assessedOn: { $lte: asOf ?? scope.clock.now() } },
      { orderBy: { assessedOn: 'asc' } },
    );
    const newest = new Map(rows.map((row) => [row.agencyCode, row]));
    return codes.map((code): MaturityAssessmentRow | null => newest.get(code) ?? null);
  }),
  /** All of an agency, the newest first. */
  ofAgency: manyByKey(
    scope,
    (codes: readonly string[]) =>
      readRows(
        scope.em,
        MaturityAssessmentEntity,
        { agencyCode: { $in: [...codes] } },
        { orderBy: { assessedOn: 'desc' } },
      ),
    ({ agencyCode }) => agencyCode,
  ),
});

/** The loaders of one request. */
export type MaturityAssessmentLoaders = ReturnType<typeof maturityAssessmentLoaders>;
