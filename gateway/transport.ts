import type { ExecutionResult } from 'graphql';
import type { Caller, SubgraphOperation } from '../kernel/subgraph/subgraph.ts';

/** How the gateway reaches a subgraph: in this process, or over HTTP. */
export type SubgraphTransport = (
  subgraph: string,
  operation: SubgraphOperation,
  caller: Caller,
) => Promise<ExecutionResult>;

/** Subgraphs that run in this process. */
export function inProcess(
  subgraphs: readonly {
    definition: { name: string };
    execute(operation: SubgraphOperation, caller: Caller): Promise<ExecutionResult>;
  }[],
): SubgraphTransport {
  const byName = new Map(subgraphs.map((subgraph) => [subgraph.definition.name, subgraph]));
  return async (name, operation, caller) => {
    const subgraph = byName.get(name.toLowerCase());
    if (subgraph === undefined) throw new Error(`No subgraph ${name} runs in this process`);
    return subgraph.execute(operation, caller);
  };
}
