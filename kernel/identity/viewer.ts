/** The roles, weakest first (`docs/glossary.md`). `service` writes lineage events and reads as a developer does. */
export const ROLES = ['anonymous', 'developer', 'service', 'steward', 'architect', 'administrator'] as const;

/** One of the roles. */
export type Role = (typeof ROLES)[number];

/** Kinds of lineage events that a key may send. */
export const EVENT_KINDS = ['RUN', 'JOB', 'DATASET'] as const;

/** One of them. */
export type EventKind = (typeof EVENT_KINDS)[number];

/** What a service key may send; an empty list of namespaces or agencies does not restrict. */
export interface KeyScope {
  /** Namespaces of jobs and of the datasets that are written: whole, or with `*` at the end for all that begin so. */
  readonly namespaces: readonly string[];
  /** Codes of the publishers whose datasets may be written. */
  readonly agencies: readonly string[];
  readonly events: readonly EventKind[];
}

/** What the caller showed. */
export interface Credential {
  readonly kind: 'LOCAL' | 'OIDC' | 'SERVICE_KEY';
  /** Every role that it gives, of which the strongest counts. */
  readonly roles: readonly Role[];
  /** When it ends, in milliseconds since 1970; null: not by itself. */
  readonly until: number | null;
  /** Of a service key. */
  readonly scope?: KeyScope;
}

/** Who is asking: every service method takes one, and decides next to the data. */
export interface Viewer {
  /** Stable name of the person or service, `anonymous` when there is none. Goes into audit records. */
  readonly subject: string;
  readonly role: Role;
  /** Codes of the agencies that a steward acts for (no descendants); empty for every other role. */
  readonly agencies: readonly string[];
  /** Absent when nothing was shown, and for calls that begin inside the process. */
  readonly credential?: Credential;
  /** Set while the seed or a migration runs inside the process; never set from a token. */
  readonly system?: true;
}

/** The viewer of a request without a token. */
export const ANONYMOUS: Viewer = Object.freeze({ subject: 'anonymous', role: 'anonymous', agencies: [] });
