/**
 * Most edges and nodes that a question about what lies between nodes, or about the graph as a whole, looks at unless it
 * says otherwise: about a second.
 */
export const WORK_BUDGET = 30_000_000;

/** A question that looks at more edges and nodes than this is answered in a thread; about two milliseconds. */
export const LONG_FROM = 200_000;
