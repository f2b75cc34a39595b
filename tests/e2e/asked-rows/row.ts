/** What is asked for, as one operation, and the answer on the sample catalogue. */
export type AskedRow = readonly [what: string, query: string, answer: unknown];

/** A connection of which only the number was asked for. */
export const total = (totalCount: number) => ({ totalCount });
