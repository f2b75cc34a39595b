import type { unifiedGraphHandler } from '@graphql-hive/router-runtime';
import {
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  type OperationTypeNode,
  separateOperations,
  type VariableDefinitionNode,
} from 'graphql';
import { costOfOperation, overCost, published } from '../../kernel/limits/cost.ts';
import type { CostTable } from '../../kernel/limits/cost-table.ts';
import { overTexts } from '../../kernel/limits/texts.ts';
import { findUnstorable } from '../../kernel/text/unstorable.ts';
import type { CallerContext } from './caller-context.ts';
import { asksData, type RootField, rootFields } from './root-fields.ts';

type Handler = typeof unifiedGraphHandler;

/** Most errors of variables that one answer tells; a last one says that there were more. */
const MOST_VARIABLE_ERRORS = 20;

/**
 * One operation as a document of its own. The executor takes introspection for what it meets first in a document, in
 * whichever operation, and answers everything else with null then: so the operation stands alone, with a field that
 * asks for data, if it has one, in front. Kept with the operation, because plans are cached by document.
 */
function alone(document: DocumentNode, operation: OperationDefinitionNode): DocumentNode {
  const known = DOCUMENTS.get(operation);
  if (known !== undefined) return known;
  const own = separateOperations(document)[operation.name?.value ?? ''] ?? document;
  const { selections } = operation.selectionSet;
  const typename = selections.filter(
    ({ kind, ...rest }) => kind === Kind.FIELD && 'name' in rest && rest.name.value === '__typename',
  );
  const reordered: OperationDefinitionNode = {
    ...operation,
    selectionSet: {
      ...operation.selectionSet,
      selections: [...selections.filter((selection) => !typename.includes(selection)), ...typename],
    },
  };
  const made: DocumentNode = {
    ...own,
    definitions: own.definitions.map((definition) => (definition === operation ? reordered : definition)),
  };
  DOCUMENTS.set(operation, made);
  return made;
}

const DOCUMENTS = new WeakMap<OperationDefinitionNode, DocumentNode>();

/** Of the variables that were given, those that an operation declares. */
const declared = (
  definitions: readonly VariableDefinitionNode[],
  given: Readonly<Record<string, unknown>> | undefined,
): Record<string, unknown> =>
  Object.fromEntries(definitions.map(({ variable: { name } }) => [name.value, given?.[name.value]]));

/** The data of an operation of which nothing could be had: its root fields null, or null as a whole. */
function nothing(schema: GraphQLSchema, fields: readonly RootField[], kind: OperationTypeNode): object | null {
  const type = schema.getRootType(kind);
  const answer: Record<string, unknown> = {};
  for (const { field } of fields) {
    const key = field.alias?.value ?? field.name.value;
    if (field.name.value === '__typename') answer[key] = type?.name;
    else if (isNonNullType(type?.getFields()[field.name.value]?.type)) return null;
    else answer[key] = null;
  }
  return answer;
}

/**
 * The same context, of a caller who waits to the end of what changes something: half of a change is not what anybody
 * asked for. With the name that the operation has in its document.
 */
const inOperation = (context: CallerContext, { operation: kind, name }: OperationDefinitionNode): CallerContext => {
  const { operation, signal, ...caller } = context.caller;
  return {
    ...context,
    caller: {
      ...caller,
      ...(operation === undefined ? {} : { operation: { ...operation, name: name?.value ?? null } }),
      signal: kind === 'mutation' ? undefined : signal,
    },
  };
};

/**
 * The planner's handler, given one operation at a time, its answers as the GraphQL specification (7.1) has them and with
 * what they cost. What costs too much is not planned.
 */
export const oneOperation =
  (handler: Handler, costs: CostTable, bounded: boolean): Handler =>
  async (options) => {
    const handled = await handler(options);
    const { executor, unifiedGraph } = handled;
    if (executor === undefined) return handled;
    return {
      ...handled,
      async executor(request: Parameters<typeof executor>[0]) {
        const operation = getOperationAST(request.document, request.operationName);
        if (!operation) return executor(request);
        const { variableDefinitions = [] } = operation;
        const tooLong = overTexts(
          request.document,
          operation.operation === 'query',
          declared(variableDefinitions, request.variables),
        );
        if (tooLong !== undefined) return { errors: [tooLong] };
        // Before the executor, which collects an error for every wrong element of a list, however long.
        const { errors, coerced } = getVariableValues(unifiedGraph, variableDefinitions, request.variables ?? {}, {
          maxErrors: MOST_VARIABLE_ERRORS,
        });
        if (errors !== undefined) return { errors };
        const cost = costOfOperation(costs, request.document, operation, coerced);
        const extensions = { cost: published(cost) };
        // Refused as a whole, before the first of several mutations has written.
        const refused =
          (bounded ? overCost(cost, costs, request.document, operation, coerced) : undefined) ??
          findUnstorable(request.document, request.variables ?? {});
        if (refused !== undefined) return { errors: [refused], extensions };
        const fields = rootFields(request.document, operation);
        // Everything is left out: nothing to plan.
        if (fields.length === 0) return { data: {}, extensions };
        const result = (await executor({
          ...request,
          document: alone(request.document, operation),
          context: inOperation(request.context as CallerContext, operation),
        })) as ExecutionResult;
        if ('data' in result) return { ...result, extensions: { ...result.extensions, ...extensions } };
        // Without errors, variables left out whatever asks for data.
        const wanted = result.errors === undefined ? fields.filter((field) => !asksData(field)) : fields;
        return { data: nothing(unifiedGraph, wanted, operation.operation), ...result, extensions };
      },
    } as typeof handled;
  };
