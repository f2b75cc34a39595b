/** Repeats a text, numbered. */
export const times = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, i) => make(i)).join(' ');

/** Something that weighs exactly so much of a limit: accepted at the limit, refused one above. */
export interface Attack {
  readonly limit: string;
  readonly by: string;
  readonly query: (size: number) => string;
}

/** A chain of parents so many levels deep, a scalar at its end. */
const parents = (levels: number): string => `${'parent { '.repeat(levels - 1)}code${' }'.repeat(levels - 1)}`;

/** Fragments that double one another ten times: 1,024 scalars at the end. */
const DOUBLING = times(
  10,
  (i) => `fragment ${'abcdefghij'[i]} on AgencyConnection { ...${'bcdefghijk'[i]} ...${'bcdefghijk'[i]} }`,
);

/**
 * Questions to owners that a client may send, or may not. Each is valid GraphQL: without its limit it would be executed.
 */
export const ATTACKS: readonly Attack[] = [
  { limit: 'tokens', by: 'fields', query: (n) => `{ agencies { ${times(n - 5, () => 'totalCount')} } }` },
  {
    limit: 'tokens',
    by: 'fragments spread in fragments',
    query: (n) =>
      `{ agencies { ...f } } fragment f on AgencyConnection { ...g } fragment g on AgencyConnection { ${times(n - 21, () => 'totalCount')} }`,
  },
  { limit: 'depth', by: 'fields', query: (n) => `{ agency(code: "A1") { ${parents(n - 1)} } }` },
  {
    limit: 'depth',
    by: 'fragments in fragments',
    query: (n) =>
      `{ agency(code: "A1") { ...f } } fragment f on Agency { parent { ...g } } fragment g on Agency { parent { ... { ${parents(n - 3)} } } }`,
  },
  { limit: 'aliases', by: 'root fields', query: (n) => `{ ${times(n, (i) => `a${i}: agencies { totalCount }`)} }` },
  {
    limit: 'aliases',
    by: 'a fragment used again and again',
    query: (n) =>
      `{ agency(code: "A1") { parent { ...f } children { ...f } successors { ...f } ${times(n - 3 * Math.floor(n / 3), (i) => `y${i}: code`)} } } fragment f on Agency { ${times(Math.floor(n / 3), (i) => `x${i}: name`)} }`,
  },
  { limit: 'rootFields', by: 'the same field', query: (n) => `{ ${times(n, () => 'agencies { totalCount }')} }` },
  {
    limit: 'rootFields',
    by: 'a fragment',
    query: (n) =>
      `{ ...f agencies { totalCount } } fragment f on Query { ${times(n - 1, () => 'agencies { totalCount }')} }`,
  },
  {
    limit: 'directives',
    by: 'fields',
    query: (n) => `{ agencies { ${times(n, () => 'totalCount @skip(if: false)')} } }`,
  },
  {
    limit: 'directives',
    by: 'spreads and inline fragments',
    query: (n) =>
      `{ agencies { ...f @include(if: true) ${times(n - 1, () => '... @include(if: true) { totalCount }')} } } fragment f on AgencyConnection { totalCount }`,
  },
  {
    limit: 'selections',
    by: 'fragments that double one another',
    query: (n) =>
      `{ agencies { ...a ${times(n - 1 - 1_024, () => 'totalCount')} } } ${DOUBLING} fragment k on AgencyConnection { totalCount }`,
  },
  {
    limit: 'cost',
    by: 'pages with objects inside',
    // Three times 1 + 200 × 7, once 1 + 199 × 4, and one object for each point above.
    query: (n) =>
      `{ ${times(3, (i) => `p${i}: agencies(first: 200) { nodes { ${parents(7)} } }`)} p: agencies(first: 199) { nodes { ${parents(4)} } } ${times(n - 5_000, (i) => `q${i}: agency(code: "A1") { code }`)} }`,
  },
];
