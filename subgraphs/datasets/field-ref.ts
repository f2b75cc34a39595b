/** A field in one text, `<dataset>.<name>`. */
export const fieldRef = (dataset: string, name: string): string => `${dataset}.${name}`;

/** Takes a field reference apart at its first dot, since codes of datasets hold none; null when there is no dot. */
export function parseFieldRef(ref: string): { readonly dataset: string; readonly name: string } | null {
  const dot = ref.indexOf('.');
  return dot < 0 ? null : { dataset: ref.slice(0, dot), name: ref.slice(dot + 1) };
}
