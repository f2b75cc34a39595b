import { UnavailableError } from '../errors/errors.ts';

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
  readonly #busy: string;
  #bytes = 0;
  #requests = 0;

  /** @param busy what somebody is told who is sent away. */
  constructor(mostBytes: number, mostRequests: number, busy: string) {
    this.#busy = busy;
    this.#mostBytes = mostBytes;
    this.#mostRequests = mostRequests;
  }

  /** Begins a request. @throws UnavailableError when there are too many already. */
  enter(): Reservation {
    if (this.#requests >= this.#mostRequests) throw new UnavailableError(this.#busy);
    this.#requests += 1;
    let held = 0;
    let released = false;
    return {
      take: (bytes) => {
        if (this.#bytes + bytes > this.#mostBytes) throw new UnavailableError(this.#busy);
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
