import { randomBytes, timingSafeEqual } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalIssuer } from './local-issuer.ts';

/** Name of the cookie that a sign-in sets. */
export const SESSION_COOKIE = 'nguon_session';

/** The one-time sign-in of a local instance: printed at start, kept in a file that only its owner can read. */
export interface SignIn {
  /** Path with the code, to append to the address. */
  readonly path: string;
  /** The session token for a right code, once; undefined for any other. */
  redeem(code: string): Promise<string | undefined>;
  /** Removes the file. */
  close(): Promise<void>;
}

/** Makes a code for one sign-in as architect, who reads everything and writes nothing. */
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
      return issuer.issue('architect', []);
    },
    close: () => rm(file, { force: true }),
  };
}
