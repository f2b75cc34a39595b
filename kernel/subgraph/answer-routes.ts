import type { SignedRoute } from './http-host.ts';
import type { RunningSubgraph } from './subgraph.ts';

/** Bytes of a question: what is asked is about one caller, or about those of some seconds. */
const MOST_BYTES = 1_048_576;

/** Where a subgraph in a process of its own is asked what others may ask of it (`SubgraphDefinition.answers`). */
export const answerRoutes = (subgraph: RunningSubgraph): Readonly<Record<string, SignedRoute>> =>
  Object.fromEntries(
    Object.keys(subgraph.definition.answers ?? {}).map((name): [string, SignedRoute] => [
      `/ask/${name}`,
      {
        purpose: `ask:${name}`,
        mostBytes: MOST_BYTES,
        answer: (body, caller) => subgraph.answer(name, JSON.parse(body.toString('utf8')), caller),
      },
    ]),
  );
