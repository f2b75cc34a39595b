import { createHash } from 'node:crypto';
import type { GatewayRuntime } from '@graphql-hive/gateway-runtime';
import { type DocumentNode, type ExecutionResult, GraphQLError, getOperationAST, Kind } from 'graphql';
import type { ErrorCode } from '../../kernel/errors/codes.ts';
import { BadInputError } from '../../kernel/errors/errors.ts';
import type { OperationName } from '../../kernel/subgraph/request-scope.ts';
import type { Caller } from '../../kernel/subgraph/subgraph.ts';
import type { CallerContext } from './caller-context.ts';

/** One operation, read and checked by whoever took it. */
export interface Operation {
  readonly query?: string | undefined;
  readonly variables?: unknown;
  readonly operationName?: string | null | undefined;
}

/** Turns what is thrown into what may be told. */
export type MaskError = (error: unknown) => GraphQLError;

/**
 * Answers one operation, as the text of a JSON answer of GraphQL over HTTP. Parsing, validation and execution are those
 * of the runtime with all its plugins; its HTTP pipeline, which would make a request of the operation and a text of a
 * response, is left out: it costs as much as planning, and how requests arrive is decided by `gateway/http/`.
 */
export async function answerOperation(
  runtime: GatewayRuntime<CallerContext>,
  operation: Operation,
  caller: Caller,
  mask: MaskError,
): Promise<string> {
  try {
    return JSON.stringify(told(await execute(runtime, operation, caller)));
  } catch (error) {
    return JSON.stringify(told({ errors: [mask(error)] }));
  }
}

/** What is recorded of an operation: its document by a hash. The executor adds the name that it has there. */
const nameOf = ({ query = '', operationName }: Operation): OperationName => ({
  name: operationName ?? null,
  hash: createHash('sha256').update(query).digest('hex'),
});

async function execute(
  runtime: GatewayRuntime<CallerContext>,
  params: Operation,
  caller: Caller,
): Promise<ExecutionResult> {
  const { query, variables, operationName } = params;
  if (query === undefined || query === null) throw new BadInputError('There is no operation. Send {"query": "…"}.');
  // Plugins read the name of the operation where the runtime's own pipeline would have put it.
  const {
    parse,
    validate,
    contextFactory,
    schema,
    execute: run,
  } = runtime.getEnveloped({
    caller: { ...caller, operation: nameOf(params) },
    params,
  } as never);
  const document = parsed(() => parse(query));
  const errors = validate(schema, document) as readonly GraphQLError[];
  if (errors.length > 0) return { errors: errors.map(asFailed('GRAPHQL_VALIDATION_FAILED')) };
  if (!getOperationAST(document, operationName)) throw notChosen(document, operationName);
  const contextValue = await contextFactory();
  return run({ schema, document, contextValue, variableValues: variables, operationName });
}

function parsed(parse: () => DocumentNode): DocumentNode {
  try {
    return parse();
  } catch (error) {
    throw error instanceof GraphQLError ? asFailed('GRAPHQL_PARSE_FAILED')(error) : error;
  }
}

/** An error of graphql-js, with the code of the step that it comes from; one that has a code keeps it. */
const asFailed =
  (code: ErrorCode) =>
  (error: GraphQLError): GraphQLError => {
    error.extensions['code'] ??= code;
    return error;
  };

const MOST_NAMES = 20;

function notChosen({ definitions }: DocumentNode, given: string | null | undefined): BadInputError {
  const names = definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION && definition.name !== undefined ? [definition.name.value] : [],
  );
  const named = given === undefined || given === null ? 'none is chosen' : `"${given.slice(0, 80)}" is none of them`;
  return new BadInputError(
    `The document holds ${names.length} named operations, and ${named}. Set "operationName" to one: ${names.slice(0, MOST_NAMES).join(', ')}.`,
  );
}

/** A result without what the runtime's plugins note in errors for an HTTP pipeline. */
function told({ errors, ...rest }: ExecutionResult): object {
  if (errors === undefined) return rest;
  const shown = errors.map((error) => {
    const { extensions, ...said } = error.toJSON();
    const { http: _status, unexpected: _mark, ...published } = extensions ?? {};
    return { ...said, ...(Object.keys(published).length > 0 ? { extensions: published } : {}) };
  });
  // What was refused before it was executed has no data, and is told by that it begins with its errors.
  return 'data' in rest ? { data: rest.data, errors: shown, ...rest } : { errors: shown, ...rest };
}
