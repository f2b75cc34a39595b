import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { RecordService } from './record.service.ts';

/** What a resolver of this subgraph finds in its context. */
export interface AuditContext extends RequestScope {
  readonly records: RecordService;
}

/** Made once for each request. */
export const auditContext = (scope: RequestScope): AuditContext => ({ ...scope, records: new RecordService(scope) });
