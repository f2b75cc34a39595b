import { type DocumentNode, GraphQLError, Kind, type ValidationRule, valueFromASTUntyped } from 'graphql';

/** The names in the keys of every type of a supergraph, by its `@join__type(graph: …, key: "code")`. */
function keysByType(supergraph: DocumentNode): ReadonlyMap<string, ReadonlySet<string>> {
  const keys = new Map<string, Set<string>>();
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    const names = new Set<string>();
    for (const { name, arguments: given = [] } of definition.directives ?? []) {
      const key = given.find((argument) => argument.name.value === 'key');
      if (name.value !== 'join__type' || key === undefined) continue;
      for (const field of String(valueFromASTUntyped(key.value)).match(/\w+/g) ?? []) names.add(field);
    }
    keys.set(definition.name.value, names);
  }
  return keys;
}

/**
 * A validation rule: no other field is called like a key. The executor reads the key of what it goes on to ask other
 * subgraphs about from the answer, by the key's name: `code: title` makes it ask about another thing, or nothing.
 */
export function keysKeepTheirNames(supergraph: DocumentNode): ValidationRule {
  const keys = keysByType(supergraph);
  return (context) => ({
    Field(node) {
      const { alias, name } = node;
      const type = context.getParentType()?.name;
      if (alias === undefined || type === undefined || alias.value === name.value) return;
      if (keys.get(type)?.has(alias.value) !== true) return;
      context.reportError(
        new GraphQLError(
          `"${alias.value}" is the key of ${type}: "${name.value}" cannot be called so. Choose another alias.`,
          { nodes: node, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
        ),
      );
    },
  });
}
