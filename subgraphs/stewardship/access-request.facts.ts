import type { NewFact } from '../../kernel/outbox/fact.ts';
import type { AccessRequestRow } from './access-request.entity.ts';

/** The state of an access request, told at every step. */
export const accessRequestDeclared = (request: AccessRequestRow): NewFact => ({
  kind: 'access-request.declared',
  key: request.code,
  body: {
    code: request.code,
    dataset: request.datasetCode,
    requester: request.requesterCode,
    state: request.state,
    requestedAt: request.requestedAt.toISOString(),
    decidedAt: request.decidedAt?.toISOString() ?? null,
    document: request.documentCode,
    article: request.article,
  },
});
