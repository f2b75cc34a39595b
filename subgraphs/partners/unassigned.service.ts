import { KnownAgencyEntity, type KnownAgencyRow } from '../../kernel/known-agencies/known-agency.entity.ts';
import type { Page } from '../../kernel/pagination/connection.ts';
import { Direction, type ListSpec } from '../../kernel/pagination/ordering.ts';
import { type PageRequest, pageOf } from '../../kernel/pagination/page.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { validAt } from '../../kernel/validity.ts';
import { AssignmentEntity } from './assignment.entity.ts';

const UNASSIGNED: ListSpec<'CODE'> = {
  name: 'unassignedAgencies',
  key: 'code',
  orderings: { CODE: 'code' },
  ordering: 'CODE',
};

/** Which agencies have no partner. */
export class UnassignedService {
  readonly #scope: RequestScope;

  constructor(scope: RequestScope) {
    this.#scope = scope;
  }

  /** Agencies that exist at an instant, now unless given, and have no partner then; central bodies need none. */
  page(asOf: Date | null, request: Pick<PageRequest, 'first' | 'after'>): Promise<Page<KnownAgencyRow>> {
    const { em, clock } = this.#scope;
    const when = validAt(asOf ?? clock.now());
    const assigned = em
      .createQueryBuilder(AssignmentEntity, 'assigned')
      .select('agencyCode')
      .where(when as never);
    const where = { $and: [{ level: { $ne: 'CENTRAL' }, code: { $nin: assigned } }, when] };
    return pageOf(em, KnownAgencyEntity, UNASSIGNED, where, {
      ...request,
      orderBy: { field: 'CODE', direction: Direction.ASC },
      filter: [asOf],
    });
  }
}
