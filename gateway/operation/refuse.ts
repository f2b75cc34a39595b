import { type DocumentNode, type GraphQLSchema, getOperationAST, Kind, visit } from 'graphql';
import { NguonError } from '../../kernel/errors/errors.ts';
import { asksData, introspects, rootFields } from './root-fields.ts';

const refuse = (message: string, details?: Readonly<Record<string, unknown>>): never => {
  throw new NguonError('GRAPHQL_VALIDATION_FAILED', message, details);
};

const isTaken = (name: string): boolean => name in Object.prototype || name === 'prototype' || name === '__typename';

/**
 * The executor merges answers key by key in plain objects: an alias `__proto__` or `constructor` writes into the
 * prototype of every object of the process, an alias `__typename` passes one type off as another.
 * @throws NguonError GRAPHQL_VALIDATION_FAILED for an alias, variable or fragment with a name that objects have already.
 */
export function refuseTakenNames(document: DocumentNode): void {
  const check = (what: string, name: string): void => {
    if (isTaken(name))
      refuse(`The ${what} "${name.slice(0, 80)}" is reserved. Choose another name.`, { given: name.slice(0, 80) });
  };
  visit(document, {
    Field: ({ alias }) => {
      if (alias !== undefined) check('alias', alias.value);
    },
    VariableDefinition: ({ variable }) => check('variable', variable.name.value),
    FragmentDefinition: ({ name }) => check('fragment', name.value),
  });
}

/**
 * What the planner or its executor cannot answer, or would answer with nulls without saying so.
 * @throws NguonError GRAPHQL_VALIDATION_FAILED for a kind of operation that the schema has not, and for introspection
 * that stands beside data or inside a fragment.
 */
export function refuseUnanswerable(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null | undefined,
): void {
  const chosen = getOperationAST(document, operationName);
  for (const operation of chosen
    ? [chosen]
    : document.definitions.filter((d) => d.kind === Kind.OPERATION_DEFINITION)) {
    if (!schema.getRootType(operation.operation)) refuse(`The schema has no ${operation.operation}s.`);
    const fields = rootFields(document, operation);
    const introspecting = fields.filter(introspects);
    if (introspecting.length > 0 && (fields.some(asksData) || introspecting.some(({ inFragment }) => inFragment))) {
      refuse('__schema and __type stand directly in an operation of their own. Ask for data in another one.');
    }
  }
}
