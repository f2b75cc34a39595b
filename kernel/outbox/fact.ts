/** One fact as a subgraph tells it to those that fold it. */
export interface OutboxFact {
  /** Position in the feed of its subgraph, from 1, without gaps, in commit order. */
  readonly seq: number;
  /** What happened, `<noun>.<verb>`, such as `dataset.declared`. */
  readonly kind: string;
  /** Code of what it is about. */
  readonly key: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** When it was committed, ISO 8601, UTC. */
  readonly recordedAt: string;
  /** Subject of the viewer who did it. */
  readonly actor: string;
}

/** A fact before it has a place in the feed. */
export type NewFact = Pick<OutboxFact, 'kind' | 'key' | 'body'>;
