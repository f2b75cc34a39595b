import { BadInputError } from '../../kernel/errors/errors.ts';
import { requireAdministrator } from '../../kernel/identity/permissions.ts';
import type { Page } from '../../kernel/pagination/connection.ts';
import { Direction } from '../../kernel/pagination/ordering.ts';
import { type Condition, pageOf } from '../../kernel/pagination/page.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { RecordEntity, type RecordRow } from './record.entity.ts';
import { AUDIT_RECORDS, type AuditRecordFilter } from './record.inputs.ts';

/** What stands for the records themselves among the targets of reads. */
export const THE_RECORDS = 'audit';

/** The verb of records: they are read. */
export class RecordService {
  readonly #scope: RequestScope;

  constructor(scope: RequestScope) {
    this.#scope = scope;
  }

  /** Newest first; that they were read is recorded. @throws ForbiddenError except for administrators. */
  async list(
    filter: AuditRecordFilter | null,
    request: { readonly first: number; readonly after?: string | null | undefined },
  ): Promise<Page<RecordRow>> {
    const { viewer, em, shown } = this.#scope;
    requireAdministrator(viewer, 'read audit records');
    shown?.add(THE_RECORDS);
    const orderBy = { field: 'AT', direction: Direction.DESC } as const;
    return pageOf(em, RecordEntity, AUDIT_RECORDS, conditionOf(filter), { ...request, orderBy, filter });
  }
}

function conditionOf(filter: AuditRecordFilter | null): Condition {
  const { target, from, to, ...equal } = filter ?? {};
  if (from instanceof Date && to instanceof Date && from >= to)
    throw new BadInputError('from must be before to: no instant is in between.', { argument: 'filter.from' });
  const same = Object.entries(equal).filter(([, value]) => value !== null && value !== undefined);
  const within = { ...(from instanceof Date ? { $gte: from } : {}), ...(to instanceof Date ? { $lt: to } : {}) };
  return {
    $and: [
      Object.fromEntries(same.map(([name, value]) => [name, String(value)])),
      ...(Object.keys(within).length > 0 ? [{ at: within }] : []),
      ...(typeof target === 'string' ? [{ targets: { $contains: [target] } }] : []),
    ],
  };
}
