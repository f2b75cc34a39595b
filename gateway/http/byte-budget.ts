import { UnavailableError } from '../../kernel/errors/errors.ts';

/** Bytes of the budget that one request holds. */
export interface Reservation {
  /** Takes more. @throws UnavailableError when the budget is used up. */
  take(bytes: number): void;
  /** Gives all back. */
  release(): void;
}

/** Bounds what requests in flight hold in memory together; a request over it is sent away to come again. */
export class ByteBudget {
  readonly #mostBytes: number;
  readonly #mostRequests: number;
  #bytes = 0;
  #requests = 0;

  constructor(mostBytes: number, mostRequests: number) {
    this.#mostBytes = mostBytes;
    this.#mostRequests = mostRequests;
  }

  /** Begins a request. @throws UnavailableError when there are too many already. */
  enter(): Reservation {
    if (this.#requests >= this.#mostRequests) throw busy();
    this.#requests += 1;
    let held = 0;
    let released = false;
    return {
      take: (bytes) => {
        if (this.#bytes + bytes > this.#mostBytes) throw busy();
        this.#bytes += bytes;
        held += bytes;
      },
      release: () => {
        if (released) return;
        released = true;
        this.#bytes -= held;
        this.#requests -= 1;
      },
    };
  }
}

const busy = (): UnavailableError =>
  new UnavailableError('More events are waiting than this instance holds at once. Send it again in a second.');
