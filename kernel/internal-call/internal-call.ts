import { createHash } from 'node:crypto';
import { exportPKCS8, exportSPKI, generateKeyPair, importPKCS8, importSPKI, jwtVerify, SignJWT } from 'jose';
import { ConfigurationError, UnauthenticatedError } from '../errors/errors.ts';
import { Lang } from '../graphql/language.ts';
import { type Credential, ROLES, type Role, type Viewer } from '../identity/viewer.ts';
import type { OperationName } from '../subgraph/request-scope.ts';

/** What a call between our own processes is for. */
export type Purpose = 'graphql' | 'feed' | 'trail' | 'event' | 'events' | `ask:${string}`;

/** What a signature says besides whom it is for and over which body. */
export interface InternalCaller {
  readonly viewer: Viewer;
  readonly lang: Lang;
  readonly correlationId: string;
  /** What the client asks; absent for what none asked. */
  readonly operation?: OperationName | undefined;
}

/** Signs a body for one audience, good for 30 seconds at most. */
export type SignCall = (
  audience: string,
  purpose: Purpose,
  body: string | Buffer,
  caller: InternalCaller,
) => Promise<string>;

/** Checks a signature; resolves to who asks. */
export type VerifyCall = (
  token: string | undefined,
  audience: string,
  purpose: Purpose,
  body: string | Buffer,
) => Promise<InternalCaller>;

/** Header that carries the signature. */
export const SIGNATURE_HEADER = 'x-nguon-signature';

const ALGORITHM = 'EdDSA';
const ISSUER = 'urn:nguon:internal';
/** Clocks of two machines may differ by this much. */
const TOLERANCE_SECONDS = 5;
/** With the tolerance, 30 seconds on the clock of whoever checks. */
const LIFETIME_SECONDS = 30 - TOLERANCE_SECONDS;
/** Most signatures remembered against being used twice: more than any process answers in their lifetime. */
const MOST_REMEMBERED = 200_000;

const audienceOf = (name: string): string => `urn:nguon:process:${name}`;
const digestOf = (body: string | Buffer): string => createHash('sha256').update(body).digest('base64url');

/** A new pair of keys: the private one for processes that call, the public one for those that are called. */
export async function generateInternalKeys(): Promise<{ readonly privateKey: string; readonly publicKey: string }> {
  const pair = await generateKeyPair(ALGORITHM, { crv: 'Ed25519', extractable: true });
  const oneLine = (pem: string): string => Buffer.from(pem).toString('base64');
  return {
    privateKey: oneLine(await exportPKCS8(pair.privateKey)),
    publicKey: oneLine(await exportSPKI(pair.publicKey)),
  };
}

/** @throws ConfigurationError when the text is no key made by `nguon keys`. */
export async function callSigner(privateKey: string): Promise<SignCall> {
  const key = await importPKCS8(Buffer.from(privateKey, 'base64').toString('utf8'), ALGORITHM).catch(() => {
    throw new ConfigurationError('NGUON_PRIVATE_KEY is not a private key. Make a pair with: nguon keys');
  });
  return (audience, purpose, body, { viewer, lang, correlationId, operation }) =>
    new SignJWT({
      purpose,
      digest: digestOf(body),
      role: viewer.role,
      agencies: [...viewer.agencies],
      ...(viewer.credential === undefined ? {} : { credential: viewer.credential }),
      lang,
      cid: correlationId,
      ...(operation === undefined ? {} : { op: operation }),
    })
      .setProtectedHeader({ alg: ALGORITHM, typ: 'nguon-call+jwt' })
      .setIssuer(ISSUER)
      .setAudience(audienceOf(audience))
      .setSubject(viewer.subject)
      .setJti(crypto.randomUUID())
      .setIssuedAt()
      .setExpirationTime(`${LIFETIME_SECONDS}s`)
      .sign(key);
}

/**
 * Accepts a signature once, for this audience, purpose and body, while it is fresh.
 * @throws ConfigurationError when the text is no key; the check throws UnauthenticatedError, always the same one.
 */
export async function callVerifier(publicKey: string): Promise<VerifyCall> {
  const key = await importSPKI(Buffer.from(publicKey, 'base64').toString('utf8'), ALGORITHM).catch(() => {
    throw new ConfigurationError('NGUON_PUBLIC_KEY is not a public key. Make a pair with: nguon keys');
  });
  const used = new Map<string, number>();
  const firstUse = (id: string, now: number): boolean => {
    for (const [known, until] of used) {
      if (until > now && used.size < MOST_REMEMBERED) break;
      used.delete(known);
    }
    if (used.has(id)) return false;
    used.set(id, now + (LIFETIME_SECONDS + 2 * TOLERANCE_SECONDS) * 1_000);
    return true;
  };
  return async (token, audience, purpose, body) => {
    try {
      const { payload } = await jwtVerify(token ?? '', key, {
        algorithms: [ALGORITHM],
        typ: 'nguon-call+jwt',
        issuer: ISSUER,
        audience: audienceOf(audience),
        maxTokenAge: LIFETIME_SECONDS,
        clockTolerance: TOLERANCE_SECONDS,
        requiredClaims: ['sub', 'exp', 'iat', 'jti', 'digest', 'purpose', 'role'],
      });
      const { sub, role, agencies, credential, lang, cid, op } = payload as {
        sub: string;
        role: Role;
        agencies: string[];
        credential?: Credential;
        lang: Lang;
        cid: string;
        op?: OperationName;
      };
      if (
        payload['purpose'] === purpose &&
        payload['digest'] === digestOf(body) &&
        ROLES.includes(role) &&
        firstUse(payload.jti ?? '', Date.now())
      ) {
        return {
          viewer: { subject: sub, role, agencies, ...(credential === undefined ? {} : { credential }) },
          lang: lang === Lang.EN ? Lang.EN : Lang.VI,
          correlationId: cid,
          ...(op === undefined ? {} : { operation: op }),
        };
      }
    } catch {
      // Which check failed is not told.
    }
    throw new UnauthenticatedError('This process answers signed calls of the gateway only.');
  };
}
