/** A published limit. */
interface Limit {
  /** The largest value that is accepted. */
  readonly most: number;
  /** Of what: the unit, in the plural. */
  readonly unit: string;
  /** What is measured, and where. */
  readonly meaning: string;
}

const KIB = 1_024;
const MIB = 1_024 * KIB;

/**
 * The registry of limits, in the order in which a request meets them; `docs/limits.md` is printed from this list. Both
 * the gateway and every subgraph over HTTP refuse by it, before execution. Each is tested at its value and one above.
 */
export const LIMIT_REGISTRY = {
  headerBytes: { most: 32 * KIB, unit: 'bytes', meaning: 'Request line and headers of one HTTP request.' },
  tokenBytes: { most: 16 * KIB, unit: 'characters', meaning: 'A bearer token.' },
  headers: { most: 100, unit: 'headers', meaning: 'Headers of one HTTP request.' },
  arrivalMs: { most: 10_000, unit: 'ms', meaning: 'Until a request has arrived whole, headers and body.' },
  idleMs: { most: 60_000, unit: 'ms', meaning: 'That a connection may wait for its next request.' },
  connections: {
    most: 4_096,
    unit: 'connections',
    meaning: 'Open connections of one process; those above are closed.',
  },
  discardedBytes: {
    most: 128 * MIB,
    unit: 'bytes',
    meaning: 'Of a body that was refused, received and thrown away so that its client hears why; then it is cut off.',
  },
  bodyBytes: { most: MIB, unit: 'bytes', meaning: 'A GraphQL request body after decoding.' },
  plannedBodyBytes: { most: 8 * MIB, unit: 'bytes', meaning: 'A call of the gateway to a subgraph.' },
  inflation: { most: 100, unit: 'bytes', meaning: 'What one byte of gzip may become, counted while inflating.' },
  waitingBodyBytes: {
    most: 48 * MIB,
    unit: 'bytes',
    meaning: 'GraphQL bodies held at once, of all requests together.',
  },
  waitingPlannedBytes: {
    most: 96 * MIB,
    unit: 'bytes',
    meaning: 'Calls of the gateway that a subgraph holds at once.',
  },
  waitingPlannedRequests: { most: 2_000, unit: 'calls', meaning: 'The same, in number.' },
  jsonDepth: { most: 64, unit: 'levels', meaning: 'Nesting of a JSON body; in a batch of events, of each event.' },
  variables: { most: 500, unit: 'variables', meaning: 'Values in `variables`, and in every object in them, by name.' },
  eventBytes: { most: 10 * MIB, unit: 'bytes', meaning: 'A body of lineage events after decoding.' },
  waitingEventBytes: {
    most: 64 * MIB,
    unit: 'bytes',
    meaning: 'Events that wait to be committed, all requests together.',
  },
  waitingEventRequests: { most: 10_000, unit: 'requests', meaning: 'Requests with events that wait to be committed.' },
  eventDeadlineMs: { most: 4_000, unit: 'ms', meaning: 'Until events are committed, or refused with 503.' },
  eventColumns: { most: 10_000, unit: 'columns', meaning: 'Columns of one lineage event.' },
  inFlight: { most: 200, unit: 'operations', meaning: 'GraphQL operations answered at once; those above get 503.' },
  exports: { most: 8, unit: 'reports', meaning: 'Whole reports written at once over HTTP; those above get 503.' },
  tokens: { most: 2_000, unit: 'tokens', meaning: 'Lexical tokens of a GraphQL document.' },
  plannedTokens: {
    most: 8_000,
    unit: 'tokens',
    meaning: 'The same of a document that the planner made of one, its fragments written out: at subgraphs.',
  },
  plannedSelections: {
    most: 4_000,
    unit: 'fields',
    meaning: 'Fields of such a document: the planner adds __typename and a key wherever subgraphs meet.',
  },
  depth: {
    most: 10,
    unit: 'levels',
    meaning: 'Nesting of fields; lists and fragments add nothing, nor does _entities.',
  },
  introspectionDepth: { most: 16, unit: 'levels', meaning: 'Nesting inside __schema and __type.' },
  aliases: { most: 15, unit: 'aliases', meaning: 'Aliased fields of an operation, fragments written out.' },
  rootFields: { most: 20, unit: 'fields', meaning: 'Root fields of an operation.' },
  directives: { most: 10, unit: 'directives', meaning: 'Directives of an operation, fragments written out.' },
  selections: { most: 2_000, unit: 'fields', meaning: 'Fields of an operation, fragments written out.' },
  introspectionCost: {
    most: 200_000,
    unit: 'points',
    meaning: 'Estimated cost of what an operation asks of __schema and __type, apart from its other cost.',
  },
  textBytes: { most: 64 * KIB, unit: 'bytes', meaning: 'One text in an operation or its variables, in UTF-8.' },
  askedTextBytes: { most: 64 * KIB, unit: 'bytes', meaning: 'All texts of an operation that only reads, together.' },
  cost: { most: 5_000, unit: 'points', meaning: 'Estimated cost of an operation, see below.' },
  page: { most: 200, unit: 'elements', meaning: '`first` of every list.' },
  entities: { most: 1_000, unit: 'references', meaning: '`_entities(representations:)` of one call to a subgraph.' },
  listElements: {
    most: 50_000,
    unit: 'elements',
    meaning: 'Elements of all lists that one request takes from one subgraph, counted while they are resolved.',
  },
  lineageDepth: { most: 50, unit: 'hops', meaning: '`depth` of `lineage`.' },
  lineageNodes: {
    most: 10_000,
    unit: 'nodes',
    meaning: 'Nodes of one `lineage`; more are cut and `truncated` says so.',
  },
  lineageEdges: { most: 50_000, unit: 'edges', meaning: 'Edges of one `lineage`, likewise.' },
  walkedEdges: {
    most: 50_000_000,
    unit: 'edges',
    meaning: 'Edges that one walk over the graph looks at; an answer that was cut says BUDGET.',
  },
  walkMs: { most: 3_000, unit: 'ms', meaning: 'Until the walks of one request end, likewise.' },
  nameCharacters: { most: 1_024, unit: 'characters', meaning: 'A name or title, and a name in a GraphQL document.' },
  descriptionBytes: { most: 64 * KIB, unit: 'bytes', meaning: 'A description, in UTF-8.' },
  deadlineMs: { most: 10_000, unit: 'ms', meaning: 'Until an operation is given up; its statements are cancelled.' },
  statementMs: { most: 5_000, unit: 'ms', meaning: 'Until PostgreSQL ends one statement.' },
} as const satisfies Readonly<Record<string, Limit>>;

/** Name of a limit, as errors carry it in `extensions.limit`. */
export type LimitName = keyof typeof LIMIT_REGISTRY;

/** The largest accepted value of each limit. */
export const LIMITS = Object.fromEntries(Object.entries(LIMIT_REGISTRY).map(([name, { most }]) => [name, most])) as {
  readonly [Name in LimitName]: (typeof LIMIT_REGISTRY)[Name]['most'];
};
