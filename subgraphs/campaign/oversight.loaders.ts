import { readRows } from '../../kernel/database/read-rows.ts';
import { byKeyAndArguments } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { validAt } from '../../kernel/validity.ts';
import { OversightEntity, type OversightRow } from './oversight.entity.ts';

/** At which instant; null is now. */
interface OversightAsked {
  readonly asOf: Date | null;
}

/** Per-request loaders of oversight: one statement each, however many campaigns or agencies ask. */
export function oversightLoaders(scope: RequestScope) {
  const valid = (owner: 'campaignCode' | 'agencyCode') =>
    byKeyAndArguments(scope, async (codes: readonly string[], { asOf }: OversightAsked) => {
      const rows = await readRows(
        scope.em,
        OversightEntity,
        { [owner]: { $in: [...codes] }, ...validAt(asOf ?? scope.clock.now()) },
        { orderBy: [{ campaignCode: 'asc' }, { role: 'asc' }, { agencyCode: 'asc' }] },
      );
      const byOwner = Map.groupBy(rows, (row) => row[owner]);
      return codes.map((code): readonly OversightRow[] => byOwner.get(code) ?? []);
    });
  return { ofCampaign: valid('campaignCode'), ofAgency: valid('agencyCode') };
}

/** The loaders of one request. */
export type OversightLoaders = ReturnType<typeof oversightLoaders>;
