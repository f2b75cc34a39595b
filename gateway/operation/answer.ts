import { createHash } from 'node:crypto';
import type { GatewayPlugin, GatewayRuntime } from '@graphql-hive/gateway-runtime';
import type { OperationName } from '../../kernel/subgraph/request-scope.ts';
import type { Caller } from '../../kernel/subgraph/subgraph.ts';
import type { CallerContext } from './caller-context.ts';

/** One operation, read and checked by whoever took it. */
export interface Operation {
  readonly query?: string | undefined;
  readonly variables?: unknown;
  readonly operationName?: string | null | undefined;
}

const HANDED_OVER = new WeakMap<object, Operation>();

/**
 * Takes operations that `answerOperation` hands over. Printed into the body of a request they would be copied through
 * streams and parsed a second time, which costs as much as planning them.
 */
export const handedOver: GatewayPlugin = {
  onRequestParse({ request, setRequestParser }) {
    const operation = HANDED_OVER.get(request);
    if (operation !== undefined) setRequestParser(() => operation as never);
  },
};

/** What is recorded of an operation: its name, when the client says one beside it, and its document by a hash. */
const nameOf = ({ query = '', operationName }: Operation): OperationName => ({
  name: operationName ?? null,
  hash: createHash('sha256').update(query).digest('hex'),
});

/** Answers one operation, as the text of a JSON answer of GraphQL over HTTP. */
export async function answerOperation(
  gateway: GatewayRuntime<CallerContext>,
  operation: Operation,
  caller: Caller,
): Promise<string> {
  const request = new gateway.fetchAPI.Request('http://gateway.invalid/graphql', {
    method: 'POST',
    headers: { accept: 'application/json' },
  });
  HANDED_OVER.set(request, operation);
  return (await gateway.fetch(request, { caller: { ...caller, operation: nameOf(operation) } })).text();
}
