import { resolve } from 'node:path';
import { ConfigurationError } from '../errors/errors.ts';
import { isLoopback } from './loopback.ts';
import { OIDC_SETTINGS, type OidcSettings, readOidc } from './oidc.ts';

/** Everything that the environment decides, validated. */
export interface Config {
  /** Address to listen on. */
  readonly host: string;
  /** Port to listen on; 0 takes a free one. */
  readonly port: number;
  /** Absolute path of the data folder. */
  readonly dataDir: string;
  /** An outside PostgreSQL; absent: the embedded one. */
  readonly databaseUrl?: string;
  /** A Neo4j that keeps the lineage graph a second time; absent: PostgreSQL alone does. */
  readonly neo4j?: { readonly uri: string; readonly user: string; readonly password: string };
  /** What answers about lineage are computed from: the graph in memory, or the graph store's own engine. */
  readonly lineageEngine: 'projection' | 'store';
  /** Whether to load the seed: `when-empty` only into an empty embedded database. */
  readonly seed: 'always' | 'never' | 'when-empty';
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Addresses of subgraphs in processes of their own; a subgraph may have several. */
  readonly subgraphs: ReadonlyMap<string, readonly string[]>;
  /** Keys between processes, made by `nguon keys`; only those that call have the private one. */
  readonly privateKey?: string;
  readonly publicKey?: string;
  /** Whether GET /graphql shows the playground, and introspection answers. */
  readonly playground: boolean;
  /** File with the operations that clients may name; absent: none. */
  readonly operationsFile?: string;
  /** Whether only these are answered. */
  readonly operationsOnly: boolean;
  /** The identity provider; absent: local tokens only, and loopback only. */
  readonly oidc?: OidcSettings;
  /** Where people reach this instance, `https://catalog.example`; without a slash at its end. */
  readonly publicUrl?: string;
  /** Bearer token that commands send to a running instance whose identity provider is configured. */
  readonly token?: string;
}

interface Setting {
  readonly name: string;
  readonly meaning: string;
  readonly fallback: string;
  readonly secret?: true;
}

/** Every setting, in the order in which `nguon config` prints them. */
export const SETTINGS: readonly Setting[] = [
  {
    name: 'NGUON_HOST',
    meaning: 'Address to listen on; without configured identity only a loopback address.',
    fallback: '127.0.0.1',
  },
  { name: 'NGUON_PORT', meaning: 'Port to listen on; 0 takes a free one.', fallback: '4000' },
  {
    name: 'NGUON_DATA_DIR',
    meaning: 'Folder of the embedded database, keys, logs and the snapshot of the lineage graph.',
    fallback: '.data',
  },
  {
    name: 'NGUON_SEED',
    meaning: '1 loads the seed catalogue, 0 never; unset: into an empty embedded database only.',
    fallback: '',
  },
  { name: 'NGUON_LOG_LEVEL', meaning: 'debug, info, warn, error or silent.', fallback: 'warn' },
  {
    name: 'NGUON_PLAYGROUND',
    meaning: '1 or 0: the playground, and introspection; unset: on where only loopback is served, off elsewhere.',
    fallback: '',
  },
  ...OIDC_SETTINGS,
  {
    name: 'NGUON_PUBLIC_URL',
    meaning: 'Where people reach this instance (https://catalog.example): other Host and Origin headers are refused.',
    fallback: '',
  },
  {
    name: 'NGUON_TOKEN',
    meaning: 'Bearer token of the identity provider that commands send to the running instance.',
    fallback: '',
    secret: true,
  },
  {
    name: 'NGUON_OPERATIONS',
    meaning: 'File of operations that clients may name by id: an Apollo manifest, or {"<id>": "<document>"}.',
    fallback: '',
  },
  {
    name: 'NGUON_OPERATIONS_ONLY',
    meaning: '1 or 0; 1 answers the operations of NGUON_OPERATIONS and no other over HTTP.',
    fallback: '0',
  },
  {
    name: 'NGUON_SUBGRAPHS',
    meaning: 'For separate processes: owners=http://127.0.0.1:4101,lineage=http://127.0.0.1:4107|http://127.0.0.1:4108',
    fallback: '',
  },
  {
    name: 'NGUON_PRIVATE_KEY',
    meaning: 'For separate processes: the key that signs calls (nguon keys).',
    fallback: '',
    secret: true,
  },
  {
    name: 'NGUON_PUBLIC_KEY',
    meaning: 'For separate processes: the key that signed calls are checked with.',
    fallback: '',
  },
  {
    name: 'DATABASE_URL',
    meaning: 'An outside PostgreSQL 14 or later (postgres://…); unset: the embedded one.',
    fallback: '',
    secret: true,
  },
  {
    name: 'NEO4J_URI',
    meaning: 'A Neo4j 5 or later that keeps the lineage graph beside PostgreSQL (bolt://… or neo4j://…); unset: none.',
    fallback: '',
  },
  {
    name: 'LINEAGE_ENGINE',
    meaning:
      'What computes lineage, impact and paths: projection (the graph in memory), or store (Neo4j when there is one, else PostgreSQL).',
    fallback: 'projection',
  },
  { name: 'NEO4J_USER', meaning: 'Its user.', fallback: 'neo4j' },
  { name: 'NEO4J_PASSWORD', meaning: 'The password of that user.', fallback: '', secret: true },
];

const LINEAGE_ENGINES = ['projection', 'store'] as const;
const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

const refuse = (name: string, given: string, expected: string): never => {
  throw new ConfigurationError(`${name} takes ${expected}; given: "${given.slice(0, 80)}". Correct it or unset it.`);
};

const flag = (name: string, value: string): boolean =>
  value === '1' || value === 'true' ? true : value === '0' || value === 'false' ? false : refuse(name, value, '1 or 0');

/**
 * What a process that answers people needs before it listens beyond this machine.
 * @throws ConfigurationError for an address that is not loopback while no identity provider is configured.
 */
export function requireIdentity({ host, oidc }: Config): void {
  if (oidc !== undefined || isLoopback(host)) return;
  throw new ConfigurationError(
    `NGUON_HOST is "${host}", but no identity provider is configured: without one only loopback addresses are served. Use 127.0.0.1, or set NGUON_OIDC_ISSUER and NGUON_OIDC_AUDIENCE.`,
  );
}

/** An origin, `https://catalog.example`. */
function readOrigin(name: string, text: string): string {
  const url = URL.parse(text);
  if (
    url === null ||
    !/^https?:$/.test(url.protocol) ||
    url.pathname !== '/' ||
    `${url.search}${url.hash}${url.username}` !== ''
  )
    return refuse(name, text, 'an address without a path, such as https://catalog.example');
  return url.origin;
}

/**
 * Reads and checks the environment: the only place that does.
 * @throws ConfigurationError for a value that is not accepted, an unknown name with our prefix, or an address that is
 * not loopback while nothing says who callers are: an identity provider or, for subgraphs in processes of their own, the
 * key that signed calls are checked with.
 */
export function readConfig(environment: NodeJS.ProcessEnv, cwd: string): Config {
  const known = new Set(SETTINGS.map(({ name }) => name));
  const unknown = Object.keys(environment).filter((name) => name.startsWith('NGUON_') && !known.has(name));
  if (unknown.length > 0) {
    throw new ConfigurationError(
      `Unknown setting ${unknown.join(', ')}. Known are ${[...known].join(', ')}; unset what is not meant.`,
    );
  }
  const value = (name: string): string =>
    environment[name]?.trim() || (SETTINGS.find((setting) => setting.name === name)?.fallback ?? '');

  const host = value('NGUON_HOST');
  const port = value('NGUON_PORT');
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) refuse('NGUON_PORT', port, 'a port from 0 to 65535');
  const level = value('NGUON_LOG_LEVEL');
  const logLevel = LOG_LEVELS.find((name) => name === level) ?? refuse('NGUON_LOG_LEVEL', level, LOG_LEVELS.join(', '));
  const seed = value('NGUON_SEED');
  const databaseUrl = value('DATABASE_URL');
  if (databaseUrl !== '' && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    throw new ConfigurationError(
      'DATABASE_URL takes a URL that begins with postgres://. Correct it, or unset it for the embedded database.',
    );
  }
  const operations = value('NGUON_OPERATIONS');
  const operationsOnly = flag('NGUON_OPERATIONS_ONLY', value('NGUON_OPERATIONS_ONLY'));
  if (operationsOnly && operations === '')
    throw new ConfigurationError(
      'NGUON_OPERATIONS_ONLY is 1, but no operation is listed. Name their file in NGUON_OPERATIONS, or unset it.',
    );
  const oidc = readOidc(value);
  const playground = value('NGUON_PLAYGROUND');
  const publicUrl = value('NGUON_PUBLIC_URL');
  if (publicUrl !== '' && oidc === undefined) {
    throw new ConfigurationError(
      'NGUON_PUBLIC_URL is set, but no identity provider is configured: without one only loopback addresses are served. Unset it, or set NGUON_OIDC_ISSUER and NGUON_OIDC_AUDIENCE.',
    );
  }
  const engine = value('LINEAGE_ENGINE');
  const lineageEngine =
    LINEAGE_ENGINES.find((name) => name === engine) ?? refuse('LINEAGE_ENGINE', engine, LINEAGE_ENGINES.join(' or '));
  const neo4jUri = value('NEO4J_URI');
  // A user or password in it would be printed by `nguon config`; what was given is not repeated for the same reason.
  if (neo4jUri !== '' && !/^(bolt|neo4j)(\+s|\+ssc)?:\/\/[^@/?#]+$/.test(neo4jUri.replace(/\/$/, ''))) {
    throw new ConfigurationError(
      'NEO4J_URI takes an address such as bolt://127.0.0.1:7687 or neo4j+s://db.example:7687, without user, password, path and parameters. Correct it, or unset it.',
    );
  }
  const config: Config = {
    host,
    port: Number(port),
    dataDir: resolve(cwd, value('NGUON_DATA_DIR')),
    seed: seed === '' ? 'when-empty' : flag('NGUON_SEED', seed) ? 'always' : 'never',
    logLevel,
    operationsOnly,
    ...(operations === '' ? {} : { operationsFile: resolve(cwd, operations) }),
    playground: playground === '' ? isLoopback(host) : flag('NGUON_PLAYGROUND', playground),
    ...(oidc === undefined ? {} : { oidc }),
    ...(publicUrl === '' ? {} : { publicUrl: readOrigin('NGUON_PUBLIC_URL', publicUrl) }),
    ...(value('NGUON_TOKEN') === '' ? {} : { token: value('NGUON_TOKEN') }),
    lineageEngine,
    subgraphs: readAddresses(value('NGUON_SUBGRAPHS')),
    ...(value('NGUON_PRIVATE_KEY') === '' ? {} : { privateKey: value('NGUON_PRIVATE_KEY') }),
    ...(value('NGUON_PUBLIC_KEY') === '' ? {} : { publicKey: value('NGUON_PUBLIC_KEY') }),
    ...(databaseUrl === '' ? {} : { databaseUrl }),
    ...(neo4jUri === ''
      ? {}
      : { neo4j: { uri: neo4jUri, user: value('NEO4J_USER'), password: value('NEO4J_PASSWORD') } }),
  };
  if (config.publicKey === undefined) requireIdentity(config);
  return config;
}

/** Of an address where it leads, without user, password and parameters; of anything else nothing. */
function withoutSecret(given: string): string {
  if (!URL.canParse(given)) return '…';
  const { protocol, host, pathname, search, hash } = new URL(given);
  // A password with an unescaped "/", "?" or "#" in it is read as what comes after the host.
  return host === '' || `${pathname}${search}${hash}`.includes('@') ? '…' : `${protocol}//…@${host}${pathname}`;
}

/** `owners=http://…,lineage=http://…|http://…` as addresses by name. */
function readAddresses(text: string): ReadonlyMap<string, readonly string[]> {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return new Map(
    parts.map((part): [string, string[]] => {
      const [name = '', list = ''] = part.split(/=(.*)/s);
      const addresses = list.split('|').map((address) => address.trim());
      if (name === '' || !addresses.every((address) => /^https?:\/\//.test(address) && URL.canParse(address))) {
        return refuse(
          'NGUON_SUBGRAPHS',
          part,
          'name=http://host:port pairs, commas between, | between addresses of one',
        );
      }
      return [name, addresses];
    }),
  );
}

/** The settings as they are in force, secrets covered. */
export function describeConfig(
  environment: NodeJS.ProcessEnv,
): { name: string; value: string; from: 'environment' | 'default'; meaning: string }[] {
  return SETTINGS.map(({ name, meaning, fallback, secret }) => {
    const given = environment[name]?.trim();
    const shown = given === undefined || given === '' ? fallback : secret === true ? withoutSecret(given) : given;
    return { name, value: shown, from: given === undefined || given === '' ? 'default' : 'environment', meaning };
  });
}
