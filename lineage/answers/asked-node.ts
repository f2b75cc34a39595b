import type { SchemaChange } from '../domain/change-analysis/schema-change.ts';
import type { Projection } from '../projection/projection.ts';
import { describe } from '../projection/queries/describe.ts';
import type { Visibility } from '../projection/visibility.ts';

/** What is asked about: a name that is a dataset of the catalog stands for it, for whoever sees both. */
export function askedNode(projection: Projection, ref: string, visibility: Visibility | null): string {
  const resolved = projection.names.resolve(ref);
  const visible = (node: string): boolean => describe(projection, node, visibility) !== undefined;
  return resolved !== ref && visible(ref) && visible(resolved) ? resolved : ref;
}

/** A question about changes, what it is about and their targets as `askedNode` has them. */
export const askedChanges = (
  projection: Projection,
  { of, changes }: { readonly of: string; readonly changes?: readonly SchemaChange[] | null },
  visibility: Visibility | null,
) => ({
  of: askedNode(projection, of, visibility),
  changes: changes?.map((change) => ({ ...change, target: askedNode(projection, change.target, visibility) })) ?? null,
});
