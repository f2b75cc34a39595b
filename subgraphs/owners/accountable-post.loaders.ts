import { readRows } from '../../kernel/database/read-rows.ts';
import { byKeyAndArguments } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { validAt } from '../../kernel/validity.ts';
import { AccountablePostEntity, type AccountablePostRow } from './accountable-post.entity.ts';

/** Which appointments of an agency are asked for. */
export interface AppointmentsAsked {
  /** Null is now. */
  readonly asOf: Date | null;
  readonly wholeHistory: boolean;
}

/** Per-request loaders of accountable posts: one statement, however many agencies are asked for. */
export const accountablePostLoaders = (scope: RequestScope) => ({
  /** Of an agency, by duty, the earliest first. */
  ofAgency: byKeyAndArguments(scope, async (codes: readonly string[], { asOf, wholeHistory }: AppointmentsAsked) => {
    const rows = await readRows(
      scope.em,
      AccountablePostEntity,
      { agencyCode: { $in: [...codes] }, ...(wholeHistory ? {} : validAt(asOf ?? scope.clock.now())) },
      { orderBy: [{ duty: 'asc' }, { validFrom: 'asc' }] },
    );
    const byAgency = Map.groupBy(rows, (row) => row.agencyCode);
    return codes.map((code): readonly AccountablePostRow[] => byAgency.get(code) ?? []);
  }),
});

/** The loaders of one request. */
export type AccountablePostLoaders = ReturnType<typeof accountablePostLoaders>;
