/** What two versions of a list name that a viewer may see, by code. */
export interface ComparedMembers {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: number;
}

/** Compares two sets of codes, each in order. */
export function compareMembers(from: readonly string[], to: readonly string[]): ComparedMembers {
  const [before, after] = [new Set(from), new Set(to)];
  const removed = from.filter((code) => !after.has(code));
  return { added: to.filter((code) => !before.has(code)), removed, unchanged: from.length - removed.length };
}
