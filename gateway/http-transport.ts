import { type DocumentNode, type ExecutionResult, GraphQLError, getOperationAST, print } from 'graphql';
import { UnavailableError } from '../kernel/errors/errors.ts';
import { SIGNATURE_HEADER, type SignCall } from '../kernel/internal-call/internal-call.ts';
import type { SubgraphOperation } from '../kernel/subgraph/subgraph.ts';
import type { Addresses } from './addresses.ts';
import type { SubgraphTransport } from './transport.ts';

/** How long a subgraph may take to answer. */
const PATIENCE_MS = 5_000;

/** Text of a document; the planner hands over the same document for the same plan. */
const TEXTS = new WeakMap<DocumentNode, string>();
const textOf = (document: DocumentNode): string => {
  const known = TEXTS.get(document);
  if (known !== undefined) return known;
  const text = print(document);
  TEXTS.set(document, text);
  return text;
};

/** What a subgraph sent, with errors as graphql-js has them. */
const revived = ({
  data,
  errors,
}: {
  data?: ExecutionResult['data'];
  errors?: { message: string; path?: (string | number)[]; extensions?: Record<string, unknown> }[];
}): ExecutionResult => ({
  ...(data === undefined ? {} : { data }),
  ...(errors === undefined
    ? {}
    : {
        errors: errors.map(
          ({ message, path, extensions }) =>
            new GraphQLError(message, { path: path ?? null, extensions: extensions ?? null }),
        ),
      }),
});

/** True when nothing listened: the call was not seen by anybody and may be made elsewhere, whatever it asks. */
const wasRefused = (error: unknown): boolean =>
  ((error as { cause?: { code?: string } }).cause?.code ?? '') === 'ECONNREFUSED';

const isQuery = ({ document, operationName }: SubgraphOperation): boolean =>
  getOperationAST(document, operationName)?.operation === 'query';

/** What one process knows and another does not: an answer that it holds, what changed since it began. */
const isToReadAnew = ({ errors = [] }: ExecutionResult): boolean =>
  errors.some(({ extensions }) => extensions?.['code'] === 'READ_ANEW');

/**
 * Subgraphs in processes of their own; every call is signed for its subgraph and body. Where a subgraph has several
 * processes another is asked when one does not answer: at once when nothing listened, else for queries only, because
 * what changes something may have been done. Another is asked too when one says READ_ANEW of a query: whatever told the
 * answer that is gone on with knows it. One that does not answer at all leaves its fields null with SERVICE_UNAVAILABLE.
 */
export function overHttp(
  addresses: Addresses,
  sign: SignCall,
  tellDown: (subgraph: string, error: unknown) => void,
): SubgraphTransport {
  return async (subgraph, operation, caller) => {
    const name = subgraph.toLowerCase();
    const { document, variables, operationName } = operation;
    const body = JSON.stringify({ query: textOf(document), variables, operationName });
    const ask = async (address: string): Promise<ExecutionResult> => {
      const response = await fetch(new URL('/graphql', address), {
        method: 'POST',
        headers: { 'content-type': 'application/json', [SIGNATURE_HEADER]: await sign(name, 'graphql', body, caller) },
        body,
        signal:
          caller.signal === undefined
            ? AbortSignal.timeout(PATIENCE_MS)
            : AbortSignal.any([caller.signal, AbortSignal.timeout(PATIENCE_MS)]),
        redirect: 'error',
      });
      if (response.status === 401 || response.status >= 500) throw new Error(`${name} answered ${response.status}`);
      return revived((await response.json()) as Parameters<typeof revived>[0]);
    };
    let readAnew: ExecutionResult | undefined;
    let failure: unknown = new Error(`no address is configured for ${name}`);
    for (const address of addresses.of(name)) {
      if (caller.signal?.aborted) return { errors: [caller.signal.reason] };
      try {
        const answer = await ask(address);
        addresses.answered(address);
        if (!isToReadAnew(answer) || !isQuery(operation)) return answer;
        readAnew = answer;
      } catch (error) {
        if (caller.signal?.aborted) return { errors: [caller.signal.reason] };
        failure = error;
        addresses.failed(address);
        if (!wasRefused(error) && !isQuery(operation)) break;
      }
    }
    if (readAnew !== undefined) return readAnew;
    tellDown(name, failure);
    return {
      errors: [new UnavailableError(`A part that the answer needs does not answer (${name}). Try again shortly.`)],
    };
  };
}
