/** How long an address that failed is asked last. */
const ASIDE_MS = 5_000;

/** Addresses of the processes of each part, and which of them have failed of late. */
export interface Addresses {
  /** All addresses of a part, in the order to try them: by turns, those that failed a moment ago last. */
  of(part: string): string[];
  /** An address did not answer. */
  failed(address: string): void;
  /** It did. */
  answered(address: string): void;
}

/** Takes the processes of a part in turn. */
export function addressesInTurn(all: ReadonlyMap<string, readonly string[]>): Addresses {
  const asideUntil = new Map<string, number>();
  let turn = 0;
  return {
    of(part) {
      const known = all.get(part) ?? [];
      const first = turn++ % Math.max(known.length, 1);
      const inTurn = [...known.slice(first), ...known.slice(0, first)];
      const now = performance.now();
      const isAside = (address: string): boolean => (asideUntil.get(address) ?? 0) > now;
      return [...inTurn.filter((address) => !isAside(address)), ...inTurn.filter(isAside)];
    },
    failed: (address) => void asideUntil.set(address, performance.now() + ASIDE_MS),
    answered: (address) => void asideUntil.delete(address),
  };
}
