import { jwtVerify } from 'jose';
import type { OidcSettings } from '../../kernel/config/oidc.ts';
import { UnavailableError } from '../../kernel/errors/errors.ts';
import type { Viewer } from '../../kernel/identity/viewer.ts';
import { isUnstorable } from '../../kernel/text/unstorable.ts';
import { isCanonical } from './canonical-token.ts';
import { readClaims } from './claims.ts';
import type { Identity } from './identity.ts';
import type { ProviderKeys } from './provider-keys.ts';
import { refusedToken } from './refused-token.ts';

/** Clocks of two machines may differ by this much. */
const TOLERANCE_SECONDS = 5;
/** Longest subject: it goes into audit records. */
const LONGEST_SUBJECT = 255;
/** Types of tokens that are access tokens (RFC 7519, 5.1; RFC 9068, 2.1); many providers leave the type out. */
const ACCESS_TOKEN = /^(application\/)?(at\+)?jwt$/i;
/** What Keycloak writes into `typ` among the claims of tokens that are not for services. */
const NOT_FOR_SERVICES: readonly unknown[] = ['ID', 'Refresh', 'Offline', 'Logout'];

const isSubject = (sub: unknown): sub is string =>
  typeof sub === 'string' && sub !== '' && sub.length <= LONGEST_SUBJECT && !isUnstorable(sub);

/**
 * Verifies access tokens of the configured identity provider (RFC 9068, 4; RFC 8725): signed with one of its keys by an
 * allowed algorithm, by this issuer, for this audience, begun, not ended, not too old. A token that is bound to a key of
 * its holder (`cnf`) is refused, because nobody here checks that the holder has it.
 *
 * The strongest of the roles counts. Who is signed in without any role that is known here gets what anonymous gets.
 */
export function oidcIdentity(settings: OidcSettings, keys: ProviderKeys): Identity {
  const { issuer, audiences, algorithms, maxAgeSeconds } = settings;
  const read = async (token: string): Promise<Viewer | undefined> => {
    if (!isCanonical(token)) return undefined;
    const { payload, protectedHeader } = await jwtVerify(token, keys.keyOf, {
      issuer,
      audience: [...audiences],
      algorithms: [...algorithms],
      maxTokenAge: maxAgeSeconds,
      clockTolerance: TOLERANCE_SECONDS,
      requiredClaims: ['sub', 'exp', 'iat'],
    });
    const { sub, exp = 0, typ, cnf } = payload;
    if (protectedHeader.typ !== undefined && !ACCESS_TOKEN.test(protectedHeader.typ)) return undefined;
    if (cnf !== undefined || NOT_FOR_SERVICES.includes(typ)) return undefined;
    if (!isSubject(sub)) return undefined;
    const claims = readClaims(payload, settings);
    if (claims === undefined) return undefined;
    const { roles, agencies } = claims;
    const role = roles[0] ?? 'anonymous';
    return {
      subject: sub,
      role,
      agencies: role === 'steward' ? agencies : [],
      credential: { kind: 'OIDC', roles, until: exp * 1_000 },
    };
  };
  return {
    async verify(token) {
      const viewer = await read(token).catch((error: unknown) => {
        if (error instanceof UnavailableError) throw error;
        return undefined;
      });
      if (viewer === undefined) throw refusedToken();
      return viewer;
    },
  };
}
