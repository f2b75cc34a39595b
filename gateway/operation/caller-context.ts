import type { Caller } from '../../kernel/subgraph/subgraph.ts';

/** What the HTTP host adds to the context of every operation. */
export interface CallerContext {
  readonly caller: Caller;
}
