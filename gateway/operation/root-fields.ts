import { type DocumentNode, type FieldNode, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';

/** A field at the top of an operation, and whether it stands there itself or in a fragment. */
export interface RootField {
  readonly field: FieldNode;
  readonly inFragment: boolean;
}

/** A directive with a literal decides here; one with a variable is the executor's. */
const isLeftOut = ({ directives = [] }: SelectionSetNode['selections'][number]): boolean =>
  directives.some(({ name, arguments: given = [] }) =>
    given.some(
      ({ value }) =>
        value.kind === Kind.BOOLEAN &&
        ((name.value === 'skip' && value.value) || (name.value === 'include' && !value.value)),
    ),
  );

/** The fields at the top of an operation, fragments opened once each, what a literal @skip or @include takes away left out. */
export function rootFields(document: DocumentNode, operation: OperationDefinitionNode): RootField[] {
  const opened = new Set<string>();
  const found: RootField[] = [];
  const walk = (set: SelectionSetNode, inFragment: boolean): void => {
    for (const selection of set.selections) {
      if (isLeftOut(selection)) continue;
      if (selection.kind === Kind.FIELD) {
        found.push({ field: selection, inFragment });
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        walk(selection.selectionSet, true);
      } else if (!opened.has(selection.name.value)) {
        opened.add(selection.name.value);
        const fragment = document.definitions.find(
          (d) => d.kind === Kind.FRAGMENT_DEFINITION && d.name.value === selection.name.value,
        );
        if (fragment?.kind === Kind.FRAGMENT_DEFINITION) walk(fragment.selectionSet, true);
      }
    }
  };
  walk(operation.selectionSet, false);
  return found;
}

/** Whether a field asks for the schema. */
export const introspects = ({ field }: RootField): boolean =>
  field.name.value === '__schema' || field.name.value === '__type';

/** Whether a field asks for data of a subgraph. */
export const asksData = ({ field }: RootField): boolean => !field.name.value.startsWith('__');
