/** The published limits, all in one place; each is tested at its value and one above it. */
export const LIMITS = {
  /** Bytes of a GraphQL request body after decoding. */
  bodyBytes: 1_048_576,
  /** Lexical tokens of a document. */
  tokens: 2_000,
  /** Nesting of fields; lists, fragments and inline fragments add nothing. */
  depth: 10,
  /** Nesting inside introspection fields, so that the playground works. */
  introspectionDepth: 16,
  /** Aliased fields of an operation, fragments expanded. */
  aliases: 15,
  /** Root fields of an operation. */
  rootFields: 20,
  /** Directives of an operation. */
  directives: 10,
  /** Fields of an operation after fragments are expanded. */
  selections: 2_000,
  /** Characters of a bearer token. */
  tokenBytes: 16_384,
  /** Bytes of all headers of a request; more are answered 431. */
  headerBytes: 32_768,
  /** Nesting of the JSON body; in a batch of events, of each event. */
  jsonDepth: 64,
  /** Bytes of a body of lineage events after decoding. */
  eventBytes: 10 * 1_048_576,
  /** Bytes of events that wait to be committed, of all requests together. */
  waitingEventBytes: 64 * 1_048_576,
  /** Requests with events that wait to be committed. */
  waitingEventRequests: 10_000,
  /** Milliseconds after which events are refused with 503: clients send again after five seconds. */
  eventDeadlineMs: 4_000,
  /** Operations that are answered at once. */
  inFlight: 200,
  /** Milliseconds until an operation is given up. */
  deadlineMs: 10_000,
} as const;
