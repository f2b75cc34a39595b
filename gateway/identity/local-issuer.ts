import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { jwtVerify, SignJWT } from 'jose';
import { ConfigurationError } from '../../kernel/errors/errors.ts';
import { ROLES, type Role, type Viewer } from '../../kernel/identity/viewer.ts';
import { isCanonical } from './canonical-token.ts';
import type { Identity } from './identity.ts';
import { refusedToken } from './refused-token.ts';

const ISSUER = 'urn:nguon:local';
/** A bearer token is no session and the other way round: who got a token of one role cannot choose another with it. */
const AUDIENCES = { token: 'urn:nguon:api', session: 'urn:nguon:session' } as const;
type Use = keyof typeof AUDIENCES;
const LIFETIME = '12h';
const KEY_BYTES = 32;

/** Signs and verifies tokens of one data folder. */
export interface LocalIssuer extends Required<Identity> {
  /** A bearer token. @throws ConfigurationError for a role that no token may carry, or agencies on a role that has none. */
  issue(role: Role, agencies: readonly string[]): Promise<string>;
  /** The token of a session that begins. @throws as `issue`. */
  issueSession(role: Role, agencies: readonly string[]): Promise<string>;
}

/**
 * Creates the key file once, readable by its owner only; a second process reads what the first one wrote. It gets its
 * name when it is whole: nobody reads half a key, and a crash leaves none behind.
 */
async function keyOf(dataDir: string): Promise<Uint8Array> {
  const folder = join(dataDir, 'identity');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'local.key');
  if (!existsSync(file)) {
    const draft = `${file}.${randomBytes(6).toString('hex')}`;
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(randomBytes(KEY_BYTES).toString('base64url'));
      await handle.sync();
      await link(draft, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      await handle.close();
      await rm(draft, { force: true });
    }
  }
  await chmod(file, 0o600);
  const key = Buffer.from((await readFile(file, 'utf8')).trim(), 'base64url');
  if (key.length !== KEY_BYTES) {
    throw new ConfigurationError(
      `The key in ${file} is damaged: it must hold ${KEY_BYTES} bytes. Delete the file; tokens made with it stop working.`,
    );
  }
  return key;
}

const isRole = (value: unknown): value is Role => ROLES.includes(value as Role);

/**
 * The issuer of local bearer tokens: HS256 with a key that only the owner of the data folder can read. Whoever may read
 * the folder may act in any role; that is what "local" means. Outside loopback an identity provider is needed.
 */
export async function localIssuer(dataDir: string): Promise<LocalIssuer> {
  const key = await keyOf(dataDir);
  const issueFor = async (use: Use, role: Role, agencies: readonly string[]): Promise<string> => {
    if (role === 'anonymous') throw new ConfigurationError('Anonymous needs no token. Leave the token out.');
    if (role !== 'steward' && agencies.length > 0)
      throw new ConfigurationError(`Only a steward has agencies; the role is ${role}. Leave --agency out.`);
    if (role === 'steward' && agencies.length === 0)
      throw new ConfigurationError('A steward needs at least one agency: --agency A11.');
    return new SignJWT({ role, ...(agencies.length > 0 ? { agencies: [...agencies] } : {}) })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setSubject(`local-${role}`)
      .setIssuer(ISSUER)
      .setAudience(AUDIENCES[use])
      .setIssuedAt()
      .setExpirationTime(LIFETIME)
      .sign(key);
  };
  const verifyFor = async (use: Use, token: string): Promise<Viewer> => {
    if (!isCanonical(token)) throw refusedToken();
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: ['HS256'],
        issuer: ISSUER,
        audience: AUDIENCES[use],
        typ: 'JWT',
        maxTokenAge: LIFETIME,
        clockTolerance: 5,
        requiredClaims: ['sub', 'exp', 'iat', 'role'],
      });
      const { sub, role, agencies = [] } = payload as { sub?: unknown; role?: unknown; agencies?: unknown };
      if (
        typeof sub === 'string' &&
        isRole(role) &&
        role !== 'anonymous' &&
        Array.isArray(agencies) &&
        agencies.every((a) => typeof a === 'string')
      ) {
        return {
          subject: sub,
          role,
          agencies: role === 'steward' ? (agencies as string[]) : [],
          credential: { kind: 'LOCAL', roles: [role], until: (payload.exp ?? 0) * 1_000 },
        };
      }
    } catch {
      // Which check failed is not told: every bad token gets the same answer.
    }
    throw refusedToken();
  };
  return {
    issue: (role, agencies) => issueFor('token', role, agencies),
    issueSession: (role, agencies) => issueFor('session', role, agencies),
    verify: (token) => verifyFor('token', token),
    session: (token) => verifyFor('session', token),
  };
}
