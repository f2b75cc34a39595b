import { type ASTVisitor, type DocumentNode, Kind, type OperationDefinitionNode, type ValueNode, visit } from 'graphql';
import { NguonError } from '../errors/errors.ts';
import { LIMITS } from './limits.ts';

/** Name of the root field by which the planner asks a subgraph about things by their keys. */
const ENTITIES = '_entities';

const sizeOf = (value: ValueNode | undefined, variables: Readonly<Record<string, unknown>>): number => {
  if (value?.kind === Kind.LIST) return value.values.length;
  const given = value?.kind === Kind.VARIABLE ? variables[value.name.value] : undefined;
  return Array.isArray(given) ? given.length : 0;
};

/** The error for an operation whose `_entities` together are given more references than one call resolves. */
export function overEntities(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>> = {},
): NguonError | undefined {
  let given = 0;
  const count: ASTVisitor = {
    Field({ name, arguments: passed = [] }) {
      if (name.value === ENTITIES) for (const { value } of passed) given += sizeOf(value, variables);
    },
  };
  visit(operation, count);
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) visit(definition, count);
  if (given <= LIMITS.entities) return undefined;
  return new NguonError(
    'QUERY_TOO_LARGE',
    `_entities takes at most ${LIMITS.entities} representations; given: ${given}. Send several calls.`,
    { limit: 'entities', given, most: LIMITS.entities },
  );
}
