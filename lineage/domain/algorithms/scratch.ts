/** Most nodes whose rows are looked up at once. */
export const GATHERED = 32;

/**
 * Memory that walks share, so that a query allocates nothing the size of the graph. Between walks all of `visited` is
 * 0; a walk that ends clears what it marked by going over its own queue. One walk at a time.
 */
export class Scratch {
  /** By node. */
  visited = new Uint8Array(0);
  /** One longer than the number of nodes: a branchless push writes where the next node would go. */
  queue = new Int32Array(1);
  /** By node: 1. Stands for a mask that hides nothing. */
  everything = new Uint8Array(0);
  /** Where the edges of the next nodes of the queue begin and end: see `gather`. */
  readonly rowStarts = new Int32Array(GATHERED);
  readonly rowEnds = new Int32Array(GATHERED);
  /** Nothing: what was read ahead is put here, so that it is read. */
  readAhead = 0;
  /** Edges and nodes that the walk has looked at. */
  looked = 0;
  /** Where in the queue the next node to be expanded stands. */
  head = 0;

  /** Makes room for nodes 0 to `nodes - 1`. */
  ensure(nodes: number): void {
    if (this.visited.length >= nodes) return;
    const room = Math.max(nodes, this.visited.length * 2, 1_024);
    this.visited = new Uint8Array(room);
    this.queue = new Int32Array(room + 1);
    this.everything = new Uint8Array(room).fill(1);
  }

  /** Begins a walk from distinct nodes. */
  start(sources: ArrayLike<number>): void {
    this.looked = 0;
    this.head = 0;
    this.queue.set(sources);
    for (let i = 0; i < sources.length; i++) this.visited[sources[i] as number] = 1;
  }

  /** Forgets some of the nodes that a walk has in the queue; to end it, all of them. */
  forget(from: number, to: number): void {
    for (let i = from; i < to; i++) this.visited[this.queue[i] as number] = 0;
  }
}
