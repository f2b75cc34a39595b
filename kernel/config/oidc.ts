import { ConfigurationError } from '../errors/errors.ts';
import { ROLES, type Role } from '../identity/viewer.ts';
import { isLoopback } from './loopback.ts';

/** The identity provider whose tokens are accepted, and how its claims are read. */
export interface OidcSettings {
  /** Exactly as in `iss`. */
  readonly issuer: string;
  /** A token must be made for one of these. */
  readonly audiences: readonly string[];
  /** Where the keys are; absent: where the provider's discovery document says. */
  readonly jwksUri?: string;
  /** Asymmetric ones only. */
  readonly algorithms: readonly string[];
  /** Claim with the names of roles: a name, or a path with dots. */
  readonly rolesClaim: string;
  /** Claim with the codes of agencies that a steward acts for. */
  readonly agenciesClaim: string;
  /** Our role by the provider's name of it. */
  readonly roleNames: ReadonlyMap<string, Role>;
  /** Seconds since `iat` after which a token is refused, whatever its `exp`. */
  readonly maxAgeSeconds: number;
}

/** Algorithms that a provider may sign with: whoever can check a signature must not be able to make one. */
const ASYMMETRIC = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
] as const;

/** The settings of an identity provider, in the order in which `nguon config` prints them. */
export const OIDC_SETTINGS = [
  {
    name: 'NGUON_OIDC_ISSUER',
    meaning: 'Identity provider whose bearer tokens are accepted (https://…, as in "iss"); unset: local tokens only.',
    fallback: '',
  },
  {
    name: 'NGUON_OIDC_AUDIENCE',
    meaning: 'Audience that a token must be made for; several with commas. Goes with NGUON_OIDC_ISSUER.',
    fallback: '',
  },
  {
    name: 'NGUON_OIDC_JWKS_URI',
    meaning: "Where the provider's keys are; unset: where its discovery document says.",
    fallback: '',
  },
  {
    name: 'NGUON_OIDC_ALGORITHMS',
    meaning: 'Algorithms that tokens may be signed with; asymmetric ones only.',
    fallback: 'RS256,PS256,ES256,EdDSA',
  },
  {
    name: 'NGUON_OIDC_ROLES_CLAIM',
    meaning: 'Claim with the names of roles, dots for nested ones: realm_access.roles.',
    fallback: 'roles',
  },
  {
    name: 'NGUON_OIDC_AGENCIES_CLAIM',
    meaning: 'Claim with the codes of the agencies that a steward acts for.',
    fallback: 'agencies',
  },
  {
    name: 'NGUON_OIDC_ROLE_NAMES',
    meaning:
      "The provider's names of roles: catalog-admin=administrator,so-y-te=steward; unset: as they are called here.",
    fallback: '',
  },
  {
    name: 'NGUON_OIDC_MAX_AGE',
    meaning: 'Seconds after which a token is too old, whatever it says itself.',
    fallback: '43200',
  },
] as const;

const list = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const refuse = (name: string, given: string, expected: string): never => {
  throw new ConfigurationError(`${name} takes ${expected}; given: "${given.slice(0, 80)}". Correct it or unset it.`);
};

/** A text of an address that keys can be trusted from: TLS, or this machine. */
function address(name: string, text: string): string {
  const url = URL.parse(text);
  const isSafe =
    url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname.replace(/^\[|\]$/g, '')));
  if (url === null || !isSafe || url.username !== '' || url.password !== '' || url.hash !== '')
    return refuse(
      name,
      url === null ? text : '…',
      'an https:// address without user and password (http:// on loopback only)',
    );
  return text;
}

/** `their-name=role` pairs; several names may mean one role. */
function roleNames(text: string): ReadonlyMap<string, Role> {
  const known = ROLES.filter((role) => role !== 'anonymous');
  if (text === '') return new Map(known.map((role) => [role, role]));
  return new Map(
    list(text).map((pair): [string, Role] => {
      const at = pair.lastIndexOf('=');
      const role = known.find((one) => one === pair.slice(at + 1).trim());
      const name = pair.slice(0, Math.max(at, 0)).trim();
      if (role === undefined || name === '')
        return refuse(
          'NGUON_OIDC_ROLE_NAMES',
          pair,
          `name=role pairs with commas between, roles being ${known.join(', ')}`,
        );
      return [name, role];
    }),
  );
}

/**
 * The identity provider as configured; undefined when none is.
 * @param value the text of a setting, its fallback where it is not set.
 * @throws ConfigurationError for what is half configured, or not safe.
 */
export function readOidc(value: (name: string) => string): OidcSettings | undefined {
  const issuer = value('NGUON_OIDC_ISSUER');
  if (issuer === '') {
    const given = OIDC_SETTINGS.find(({ name, fallback }) => value(name) !== fallback);
    if (given === undefined) return undefined;
    throw new ConfigurationError(
      `${given.name} is set but NGUON_OIDC_ISSUER is not: who signs the tokens? Set it, or unset ${given.name}.`,
    );
  }
  const audiences = list(value('NGUON_OIDC_AUDIENCE'));
  if (audiences.length === 0) {
    throw new ConfigurationError(
      'NGUON_OIDC_AUDIENCE is needed with NGUON_OIDC_ISSUER: without it tokens made for other services would be accepted.',
    );
  }
  const algorithms = list(value('NGUON_OIDC_ALGORITHMS'));
  const wrong = algorithms.find((name) => !ASYMMETRIC.some((one) => one === name));
  if (wrong !== undefined || algorithms.length === 0)
    refuse('NGUON_OIDC_ALGORITHMS', wrong ?? '', `some of ${ASYMMETRIC.join(', ')}`);
  const maxAge = value('NGUON_OIDC_MAX_AGE');
  if (!/^\d{1,7}$/.test(maxAge) || Number(maxAge) < 60)
    refuse('NGUON_OIDC_MAX_AGE', maxAge, 'seconds from 60 to 9999999');
  const jwksUri = value('NGUON_OIDC_JWKS_URI');
  return {
    issuer: address('NGUON_OIDC_ISSUER', issuer),
    audiences,
    ...(jwksUri === '' ? {} : { jwksUri: address('NGUON_OIDC_JWKS_URI', jwksUri) }),
    algorithms,
    rolesClaim: value('NGUON_OIDC_ROLES_CLAIM'),
    agenciesClaim: value('NGUON_OIDC_AGENCIES_CLAIM'),
    roleNames: roleNames(value('NGUON_OIDC_ROLE_NAMES')),
    maxAgeSeconds: Number(maxAge),
  };
}
