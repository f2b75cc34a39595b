import type { EntityManager } from '@mikro-orm/postgresql';
import type { Viewer } from '../identity/viewer.ts';
import type { RequestScope } from '../subgraph/request-scope.ts';
import { type AuditBody, auditedCaller } from './body.ts';
import { type Command, currentCommand } from './command.ts';

/** Who acts, when and for which request; no request where many are written together. */
type Actor = Pick<RequestScope, 'viewer' | 'clock' | 'operation'> & { readonly correlationId: string | null };

/** Who does what when, as every record has it. */
export function auditHead(
  { viewer, clock, correlationId, operation }: Actor,
  { action, targets }: Command,
): Omit<AuditBody, 'kind' | 'outcome' | 'changes'> {
  return {
    ...auditedCaller(viewer),
    at: clock.now().toISOString(),
    action,
    operation: operation?.hash ?? null,
    correlationId,
    targets,
    targetCount: targets.length,
  };
}

/**
 * Turns everything that the transaction has changed into one record of the trail, with before and after; in the same
 * transaction, so that neither is there without the other. One that changed nothing is recorded as such.
 */
export async function sealChanges(em: EntityManager, schema: string, scope: RequestScope): Promise<void> {
  const head = auditHead(scope, currentCommand() ?? { action: 'unnamed', targets: [] });
  await em.execute(`select "${schema}".audit_seal(?::jsonb)`, [
    JSON.stringify({ ...head, kind: 'WRITE', outcome: 'DONE' }),
  ]);
}

/**
 * Turns what the transaction has changed since the last record into one of the process itself: what follows from facts,
 * and is asked by nobody.
 */
export async function sealProcessChanges(
  em: EntityManager,
  schema: string,
  { subject, at, ...command }: Command & { readonly subject: string; readonly at: Date },
): Promise<void> {
  const viewer: Viewer = { subject, role: 'administrator', agencies: [], system: true };
  const head = auditHead({ viewer, clock: { now: () => at }, correlationId: null }, command);
  await em.execute(`select "${schema}".audit_seal(?::jsonb)`, [
    JSON.stringify({ ...head, kind: 'WRITE', outcome: 'DONE' }),
  ]);
}

/** Appends records to the trail of a schema, in the transaction of the caller. */
export async function appendRecords(em: EntityManager, schema: string, bodies: readonly AuditBody[]): Promise<void> {
  if (bodies.length === 0) return;
  await em.execute(`select "${schema}".audit_append(?::jsonb)`, [JSON.stringify(bodies)]);
}
