import { gzipSync } from 'node:zlib';
import { LIMITS } from '../../kernel/limits/limits.ts';

/** A request that must be refused, whoever sends it. */
export interface Hostile {
  readonly name: string;
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
  /** Statuses that are a refusal. */
  readonly status: number;
}

const times = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join(' ');

const JSON_TYPE = { 'content-type': 'application/json' };

const ofBytes = (
  name: string,
  body: string | Uint8Array,
  status: number,
  headers: Readonly<Record<string, string>> = JSON_TYPE,
): Hostile => ({ name, body: Buffer.from(body as Uint8Array), headers, status });

const asking = (name: string, query: string, variables: Readonly<Record<string, unknown>> = {}): Hostile =>
  ofBytes(name, JSON.stringify({ query, variables }), 400);

const SIMPLE = JSON.stringify({ query: '{ viewer { role } }' });

/** A chain of parents so many levels deep. */
const parents = (levels: number): string => `${'parent { '.repeat(levels)}code${' }'.repeat(levels)}`;

/** Fragments that double one another so many times. */
const doubling = (levels: number): string =>
  times(levels, (i) => `fragment f${i} on Agency { ...f${i + 1} parent { ...f${i + 1} } }`);

/**
 * What people try against GraphQL servers: each is one request, most of them just over a limit or as large as a body may
 * be, so that a refusal that comes late costs what it can.
 */
export const CORPUS: readonly Hostile[] = [
  asking('more tokens', `{ agencies { ${times(LIMITS.tokens, () => 'totalCount')} } }`),
  asking('tokens of a megabyte', `{ agencies { ${times(85_000, () => 'totalCount')} } }`),
  asking('half a hundred thousand brackets', '{a'.repeat(50_000)),
  asking('deeper', `{ agency(code: "A11") { ${parents(LIMITS.depth)} } }`),
  asking('deeper by fragments', `{ agency(code: "A11") { ...f0 } } ${doubling(20)} fragment f20 on Agency { code }`),
  asking('a fragment that spreads itself', '{ agencies { ...f } } fragment f on AgencyConnection { ...f }'),
  asking('more aliases', `{ ${times(LIMITS.aliases + 1, (i) => `a${i}: agencies { totalCount }`)} }`),
  asking('more root fields', `{ ${times(LIMITS.rootFields + 1, () => 'agencies { totalCount }')} }`),
  asking('more directives', `{ agencies { ${times(LIMITS.directives + 1, () => 'totalCount @skip(if: false)')} } }`),
  asking('costlier', `{ ${times(8, (i) => `a${i}: agencies(first: 200) { nodes { ${parents(5)} } }`)} }`),
  asking('unknown fields', `{ agencies { ${times(900, (i) => `field${i}`)} } }`),
  asking('a long name', `query ${'q'.repeat(500_000)}(${times(150, (i) => `$v${i}: Int`)}) { viewer { role } }`),
  asking('a name that objects have', '{ __proto__: agencies { totalCount } }'),
  asking(
    'introspection that goes wide',
    `{ __schema { ${times(2, (i) => `a${i}: types { fields { type { fields { args { type { name } } } } } }`)} } }`,
  ),
  asking('parts of an answer later', '{ agencies { ... @defer { totalCount } } }'),
  asking(
    'what the planner asks',
    '{ _entities(representations: [{ __typename: "Dataset", code: "N01" }]) { __typename } }',
  ),
  asking('a list of 100,000 texts', 'query ($f: AgencyFilter) { agencies(filter: $f) { totalCount } }', {
    f: Array.from({ length: 100_000 }, (_, i) => `N${i}`),
  }),
  asking('an object of 20,000 fields', 'query ($f: AgencyFilter) { agencies(filter: $f) { totalCount } }', {
    f: Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`f${i}`, 1])),
  }),
  asking(
    'more variables',
    '{ viewer { role } }',
    Object.fromEntries(Array.from({ length: LIMITS.variables + 1 }, (_, i) => [`v${i}`, i])),
  ),
  ofBytes('brackets in brackets', `{"query":"{a}","variables":{"a":${'['.repeat(400_000)}`, 400),
  ofBytes('a number that is rounded', '{"query":"{ viewer { role } }","variables":{"c":9007199254740993}}', 400),
  ofBytes('a batch', `[${SIMPLE},${SIMPLE}]`, 400),
  ofBytes('no JSON', SIMPLE.slice(0, -1), 400),
  ofBytes('no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), 400),
  ofBytes('a larger body', `{"query":"${' '.repeat(LIMITS.bodyBytes)}"}`, 413),
  ofBytes('zeros that inflate a thousandfold', gzipSync(Buffer.alloc(64 * LIMITS.bodyBytes)), 413, {
    ...JSON_TYPE,
    'content-encoding': 'gzip',
  }),
  ofBytes('a form', 'query={viewer{role}}', 415, { 'content-type': 'application/x-www-form-urlencoded' }),
  ofBytes('plain text', SIMPLE, 415, { 'content-type': 'text/plain' }),
  ofBytes('another page', SIMPLE, 403, { ...JSON_TYPE, origin: 'https://elsewhere.example' }),
  ofBytes('a token that is none', SIMPLE, 401, { ...JSON_TYPE, authorization: `Bearer ${'x.'.repeat(4_000)}x` }),
];
