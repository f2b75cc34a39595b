/**
 * The least of some items, in order, without ordering the others: a heap of as many, its greatest on top, which one that is
 * less replaces (heapsort's heap: Knuth, The Art of Computer Programming, 5.2.3).
 *
 * Cost: a comparison an item, and log `count` for each that gets in; of items in random order these are few.
 * @param count how many are wanted; all when there are fewer.
 */
export function least<T>(items: readonly T[], count: number, compare: (a: T, b: T) => number): T[] {
  if (count <= 0) return [];
  const heap = items.slice(0, count);
  for (let at = (heap.length >> 1) - 1; at >= 0; at--) sink(heap, at, compare);
  for (let at = count; at < items.length; at++) {
    const item = items[at] as T;
    if (compare(item, heap[0] as T) >= 0) continue;
    heap[0] = item;
    sink(heap, 0, compare);
  }
  return heap.sort(compare);
}

/** Lets an item of a heap sink until nothing below it is greater. */
function sink<T>(heap: T[], from: number, compare: (a: T, b: T) => number): void {
  const item = heap[from] as T;
  let at = from;
  for (;;) {
    let below = 2 * at + 1;
    if (below >= heap.length) break;
    if (below + 1 < heap.length && compare(heap[below + 1] as T, heap[below] as T) > 0) below += 1;
    if (compare(heap[below] as T, item) <= 0) break;
    heap[at] = heap[below] as T;
    at = below;
  }
  heap[at] = item;
}
