import type { Viewer } from '../identity/viewer.ts';

/** Whether something was changed or shown. */
export const AUDIT_KINDS = ['WRITE', 'READ'] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

/**
 * How it ended. DONE: something was changed, or shown. UNCHANGED: a write that was accepted and changed nothing.
 * REFUSED: a write that the caller may not make. LOST: reads that could not be recorded one by one, counted.
 */
export const AUDIT_OUTCOMES = ['DONE', 'UNCHANGED', 'REFUSED', 'LOST'] as const;
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number];

/** One row that a write changed, net of everything that the transaction did to it. */
export interface AuditedChange {
  /** Table without its schema: `dataset`, `partner_assignment`. */
  readonly entity: string;
  /** Its key; several parts with `/` between them. */
  readonly key: string;
  /** Columns that changed, as they were; null for a row that is new. Without those that were null, of one that is gone. */
  readonly before: Readonly<Record<string, unknown>> | null;
  /** The same columns, as they are; null for a row that is gone. */
  readonly after: Readonly<Record<string, unknown>> | null;
}

/** Who did something. */
export interface AuditedCaller {
  readonly subject: string;
  /** The role that counted; `system` for the process's own work, `database` for SQL that came from elsewhere. */
  readonly role: Viewer['role'] | 'system' | 'database';
  readonly agencies: readonly string[];
  /** What was shown; null for nothing, and inside the process. */
  readonly credential: 'LOCAL' | 'OIDC' | 'SERVICE_KEY' | null;
}

/** One record of a trail, as it is stored and chained. */
export interface AuditBody extends AuditedCaller {
  readonly kind: AuditKind;
  readonly outcome: AuditOutcome;
  /** By the injected clock, ISO 8601, UTC. */
  readonly at: string;
  /** Name of the mutation; of a read, the name that the client gave its operation, `query` without one. */
  readonly action: string;
  /** SHA-256 of the client's document in hexadecimal; null where there is none. Variables are never recorded. */
  readonly operation: string | null;
  readonly correlationId: string | null;
  /** Codes that it is about, at most `MOST_TARGETS`. */
  readonly targets: readonly string[];
  /** How many there are, those left out included. */
  readonly targetCount: number;
  readonly changes: readonly AuditedChange[];
  /** Of LOST: how many reads. Of events: how many. Otherwise absent. */
  readonly count?: number;
}

/** Most codes that one record lists. */
export const MOST_TARGETS = 1_000;

/** Who a viewer is, as records have it. */
export const auditedCaller = ({ subject, role, agencies, credential, system }: Viewer): AuditedCaller => ({
  subject,
  role: system === true ? 'system' : role,
  agencies,
  credential: credential?.kind ?? null,
});
