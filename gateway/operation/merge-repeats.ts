import { type DocumentNode, type FieldNode, Kind, type SelectionNode, type SelectionSetNode, visit } from 'graphql';

const isPlain = ({ arguments: given, directives, selectionSet }: FieldNode): boolean =>
  selectionSet === undefined && (given?.length ?? 0) === 0 && (directives?.length ?? 0) === 0;

/** The selections with each scalar once; the same list when none is repeated. */
function once(selections: readonly SelectionNode[]): readonly SelectionNode[] {
  const seen = new Set<string>();
  const kept = selections.filter((selection) => {
    if (selection.kind !== Kind.FIELD || !isPlain(selection)) return true;
    const name = `${selection.alias?.value ?? ''}:${selection.name.value}`;
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  });
  return kept.length === selections.length ? selections : kept;
}

const WRITTEN = new WeakMap<DocumentNode, DocumentNode>();

/** A document as it was written, before its repetitions were merged: what limits are measured on. */
export const asWritten = (document: DocumentNode): DocumentNode => WRITTEN.get(document) ?? document;

/**
 * Writes a scalar that is repeated in one selection set once, which means the same (GraphQL, 5.3.2): validation compares
 * repetitions with each other, at a cost that grows with their square, and gives up at a thousand of them.
 */
export function mergeRepeats(document: DocumentNode): DocumentNode {
  const merged = visit(document, {
    SelectionSet(set: SelectionSetNode) {
      const selections = once(set.selections);
      return selections === set.selections ? undefined : { ...set, selections };
    },
  });
  if (merged !== document) WRITTEN.set(merged, document);
  return merged;
}
