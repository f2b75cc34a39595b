import { randomBytes, timingSafeEqual } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Role } from '../../kernel/identity/viewer.ts';
import type { LocalIssuer } from './local-issuer.ts';

/** Name of the cookie that a sign-in sets. */
export const SESSION_COOKIE = 'nguon_session';

/** Roles that a session may have: people's. */
export const SESSION_ROLES = ['developer', 'steward', 'architect', 'administrator'] as const satisfies readonly Role[];

/** The one-time sign-in of a local instance: printed at start, kept in a file that only its owner can read. */
export interface SignIn {
  /** Path with the code, to append to the address. */
  readonly path: string;
  /** The session token for a right code, once; undefined for any other. */
  redeem(code: string): Promise<string | undefined>;
  /**
   * A session token of another role, for somebody who has a session: whoever signed in with the code reads the data
   * folder, and so may act in any role (`LocalIssuer`). @throws ConfigurationError for a steward of no agency.
   */
  become(role: (typeof SESSION_ROLES)[number], agencies: readonly string[]): Promise<string>;
  /** Removes the file. */
  close(): Promise<void>;
}

/** Makes a code for one sign-in; it begins as architect, who reads everything and writes nothing. */
export async function createSignIn(dataDir: string, issuer: LocalIssuer): Promise<SignIn> {
  const code = randomBytes(16).toString('base64url');
  const file = join(dataDir, 'sign-in');
  await writeFile(file, `${code}\n`, { mode: 0o600 });
  let used = false;
  return {
    path: `/sign-in?code=${code}`,
    async redeem(given) {
      const right = Buffer.from(code);
      const offered = Buffer.from(given);
      if (used || offered.length !== right.length || !timingSafeEqual(offered, right)) return undefined;
      used = true;
      await rm(file, { force: true });
      return issuer.issueSession('architect', []);
    },
    become: (role, agencies) => issuer.issueSession(role, role === 'steward' ? agencies : []),
    close: () => rm(file, { force: true }),
  };
}
