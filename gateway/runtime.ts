import { randomUUID } from 'node:crypto';
import { createGatewayRuntime, type GatewayPlugin } from '@graphql-hive/gateway-runtime';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';
import { GraphQLError, NoSchemaIntrospectionCustomRule, parse as parseGraphQL, type ValidationRule } from 'graphql';
import { publishError, shortened, type UnexpectedErrorLog } from '../kernel/errors/publish-error.ts';
import { costTable } from '../kernel/limits/cost-table.ts';
import { enforceLimits, parseWithinLimits } from '../kernel/limits/enforce.ts';
import type { Caller } from '../kernel/subgraph/subgraph.ts';
import { inBatches } from './entity-batches.ts';
import { answerOperation, type Operation } from './operation/answer.ts';
import type { CallerContext } from './operation/caller-context.ts';
import { oneOperation } from './operation/executor.ts';
import { keysKeepTheirNames } from './operation/key-aliases.ts';
import { asWritten, mergeRepeats } from './operation/merge-repeats.ts';
import { refuseTakenNames, refuseUnanswerable } from './operation/refuse.ts';
import type { SubgraphTransport } from './transport.ts';

/** What a federated gateway is made of. */
export interface GatewayParts {
  readonly supergraph: string;
  readonly transport: SubgraphTransport;
  readonly introspection: boolean;
  readonly logUnexpected: UnexpectedErrorLog;
  /** Tests switch the limits of operations off, to see that what they refuse would be executed. */
  readonly limits?: 'off';
}

/** Rules of validation besides those of GraphQL. */
const validating = (rules: readonly ValidationRule[]): GatewayPlugin => ({
  onValidate({ addValidationRule }) {
    for (const rule of rules) addValidationRule(rule);
  },
});

/** Limits are enforced between parsing and validation: what is refused costs no more than reading it. */
const limits = (bounded: boolean): GatewayPlugin => ({
  onParse({ setParseFn }) {
    setParseFn((source: string, options?: object) => {
      const document = bounded ? parseWithinLimits(source, options) : parseGraphQL(source, options);
      refuseTakenNames(document);
      return mergeRepeats(document);
    });
    return undefined;
  },
  onValidate({ params, context }) {
    const { params: request } = context as { params?: { operationName?: string | null } };
    if (bounded) enforceLimits(asWritten(params.documentAST), request?.operationName);
    refuseUnanswerable(params.schema, params.documentAST, request?.operationName);
    // What validation repeats of a document can be as long as the document.
    return ({ valid, result, setResult }) => {
      if (!valid) setResult((result as readonly GraphQLError[]).map(withoutMiddle));
    };
  },
});

const withoutMiddle = (error: GraphQLError): GraphQLError => {
  const message = shortened(error.message);
  if (message === error.message) return error;
  return new GraphQLError(message, { ...placeOf(error), extensions: error.extensions });
};

/** Errors of subgraphs are masked already; what remains unexpected here is the gateway's own. */
function maskError(error: unknown, logUnexpected: UnexpectedErrorLog): GraphQLError {
  const wrapped = error instanceof GraphQLError ? error : new GraphQLError('', { originalError: error as Error });
  const { message, extensions } = publishError(wrapped, randomUUID(), logUnexpected);
  // Which subgraph answered is nobody's business outside.
  const { serviceName: _internal, ...published } = extensions ?? {};
  return new GraphQLError(message, { ...placeOf(wrapped), extensions: published });
}

const placeOf = ({ nodes, source, positions, path }: GraphQLError) => ({
  nodes: nodes ?? null,
  source: source ?? null,
  positions: positions ?? null,
  path: path ?? null,
});

/** Answers operations, each over all subgraphs. */
export interface Gateway extends AsyncDisposable {
  /** The text of a JSON answer, whatever was asked. */
  answer(operation: Operation, caller: Caller): Promise<string>;
}

/** Creates the federated gateway: Rust planner, our transport, masked errors. */
export function createGateway({
  supergraph,
  transport,
  introspection,
  logUnexpected,
  limits: switched,
}: GatewayParts): Gateway {
  const bounded = switched !== 'off';
  const document = parseGraphQL(supergraph, { noLocation: true });
  const ask = inBatches(transport);
  const ownNames = keysKeepTheirNames(document);
  const mask = (error: unknown): GraphQLError => maskError(error, logUnexpected);
  const runtime = createGatewayRuntime<CallerContext>({
    supergraph,
    unifiedGraphHandler: oneOperation(unifiedGraphHandler, costTable(document), bounded),
    logging: false,
    landingPage: false,
    graphiql: false,
    batching: false,
    multipart: false,
    cors: false,
    graphqlEndpoint: '/graphql',
    maskedErrors: { maskError: mask },
    transports: {
      http: {
        getSubgraphExecutor:
          ({ subgraphName }: { subgraphName: string }) =>
          (request: never) => {
            const { document, variables, context } = request as {
              document: Parameters<SubgraphTransport>[1]['document'];
              variables?: Record<string, unknown>;
              context: CallerContext;
            };
            return ask(subgraphName, { document, variables }, context.caller);
          },
      },
    } as never,
    plugins: () => [
      limits(bounded),
      validating(introspection ? [ownNames] : [ownNames, NoSchemaIntrospectionCustomRule]),
    ],
  });
  let planned: Promise<unknown> | undefined;
  return {
    async answer(operation, caller) {
      planned ??= Promise.resolve(runtime.getSchema());
      await planned;
      return answerOperation(runtime, operation, caller, mask);
    },
    [Symbol.asyncDispose]: async () => runtime[Symbol.asyncDispose](),
  };
}
