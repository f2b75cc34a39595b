import type { OidcSettings } from '../../kernel/config/oidc.ts';
import { ROLES, type Role } from '../../kernel/identity/viewer.ts';
import { CODE_PATTERN } from '../../kernel/text/plain-text.ts';

/** Most names of roles, and codes of agencies, that a token may carry. */
const MOST_NAMES = 1_000;
const MOST_AGENCIES = 200;

/** What a token's claims say of its holder. */
export interface ReadClaims {
  /** Strongest first; none when the token carries no name of a role that is known here. */
  readonly roles: readonly Role[];
  readonly agencies: readonly string[];
}

/** The claim of that whole name, else the one at the end of its path. */
function claimAt(claims: Readonly<Record<string, unknown>>, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  let at: unknown = claims;
  for (const name of path.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as Record<string, unknown>)[name];
  }
  return at;
}

/** A text or a list of texts; undefined for anything else, and for too many. */
function texts(value: unknown, most: number): readonly string[] | undefined {
  if (value === undefined || value === null) return [];
  const all: unknown = typeof value === 'string' ? [value] : value;
  return Array.isArray(all) && all.length <= most && all.every((one) => typeof one === 'string') ? all : undefined;
}

/**
 * Reads roles and agencies. A name of a role that is not known here is one of somebody else's and gives nothing.
 * @returns undefined when the claims are not of the form agreed on: then nothing of them is believed.
 */
export function readClaims(
  claims: Readonly<Record<string, unknown>>,
  { rolesClaim, agenciesClaim, roleNames }: Pick<OidcSettings, 'rolesClaim' | 'agenciesClaim' | 'roleNames'>,
): ReadClaims | undefined {
  const names = texts(claimAt(claims, rolesClaim), MOST_NAMES);
  const agencies = texts(claimAt(claims, agenciesClaim), MOST_AGENCIES);
  if (names === undefined || agencies === undefined || !agencies.every((code) => CODE_PATTERN.test(code)))
    return undefined;
  const given = new Set(names.map((name) => roleNames.get(name)));
  return { roles: ROLES.toReversed().filter((role) => given.has(role)), agencies: [...new Set(agencies)] };
}
