import { readRows } from '../../kernel/database/read-rows.ts';
import { BadInputError } from '../../kernel/errors/errors.ts';
import type { Page } from '../../kernel/pagination/connection.ts';
import type { Condition, PageRequest } from '../../kernel/pagination/page.ts';
import { pagesByKey } from '../../kernel/pagination/pages-by-key.ts';
import { definedOnly } from '../../kernel/subgraph/defined-only.ts';
import { byKeyAndArguments } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { validAt } from '../../kernel/validity.ts';
import { AssignmentEntity, type AssignmentRow } from './assignment.entity.ts';
import { ASSIGNMENTS, type PartnerAssignmentFilter, type PartnerAssignmentOrderField } from './assignment.inputs.ts';

/** A page of assignments as it is asked for. */
export interface AssignmentsRequest extends Omit<PageRequest<PartnerAssignmentOrderField>, 'filter'> {
  readonly filter: PartnerAssignmentFilter | null;
}

/** Per-request loaders of assignments: a constant number of statements, however many agencies or partners ask. */
export function assignmentLoaders(scope: RequestScope) {
  const { em, clock } = scope;
  return {
    /** Of an agency at an instant (null is now), the lead first, then by partner: four at most. */
    ofAgency: byKeyAndArguments(scope, async (agencies: readonly string[], { asOf }: { asOf: Date | null }) => {
      const rows = await readRows(
        em,
        AssignmentEntity,
        { agencyCode: { $in: [...agencies] }, ...validAt(asOf ?? clock.now()) },
        { orderBy: [{ isLead: 'desc' }, { partnerCode: 'asc' }] },
      );
      const byAgency = Map.groupBy(rows, (row) => row.agencyCode);
      return agencies.map((agency): readonly AssignmentRow[] => byAgency.get(agency) ?? []);
    }),
    /** A page of those of a partner. */
    ofPartner: byKeyAndArguments(
      scope,
      (partners: readonly string[], { filter, ...request }: AssignmentsRequest): Promise<Page<AssignmentRow>[]> => {
        const asked = definedOnly({ isLead: filter?.isLead ?? undefined, agencyCode: filter?.agency ?? undefined });
        const when = whenOf(filter, clock.now());
        return pagesByKey(
          em,
          AssignmentEntity,
          ASSIGNMENTS,
          'partnerCode',
          partners,
          { $and: [asked, when] },
          {
            ...request,
            filter: [asked, filter?.asOf ?? null, filter?.wholeHistory ?? false],
          },
        );
      },
    ),
  };
}

/** The loaders of one request. */
export type AssignmentLoaders = ReturnType<typeof assignmentLoaders>;

function whenOf(filter: PartnerAssignmentFilter | null, now: Date): Condition {
  const asOf = filter?.asOf ?? null;
  if (filter?.wholeHistory !== true) return validAt(asOf ?? now);
  if (asOf === null) return {};
  throw new BadInputError('wholeHistory asks for every instant and asOf for one: leave one of them out.', {
    argument: 'filter.asOf',
  });
}
