/** The roles, weakest first (`docs/glossary.md`). `service` writes lineage events and reads as a developer does. */
export const ROLES = ['anonymous', 'developer', 'service', 'steward', 'architect', 'administrator'] as const;

/** One of the roles. */
export type Role = (typeof ROLES)[number];

/** Who is asking: every service method takes one, and decides next to the data. */
export interface Viewer {
  /** Stable name of the person or service, `anonymous` when there is none. Goes into audit records. */
  readonly subject: string;
  readonly role: Role;
  /** Codes of the agencies that a steward acts for (no descendants); empty for every other role. */
  readonly agencies: readonly string[];
  /** Set while the seed or a migration runs inside the process; never set from a token. */
  readonly system?: true;
}

/** The viewer of a request without a token. */
export const ANONYMOUS: Viewer = Object.freeze({ subject: 'anonymous', role: 'anonymous', agencies: [] });
