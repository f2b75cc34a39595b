/** Where the time comes from; services never read the wall clock themselves. */
export interface Clock {
  now(): Date;
}

/** The wall clock of the machine. */
export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still, for tests. */
export const fixedClock = (instant: string | Date): Clock => {
  const at = new Date(instant);
  return { now: () => new Date(at) };
};

/** A clock that tells one instant until it is cleared. */
export interface StandingClock extends Clock {
  /** What is told next is the time it is then. */
  clearAll(): void;
}

/**
 * The clock of one request: what it answers is of one instant, and loaders that are asked with that instant batch
 * together, however long the request takes.
 */
export function standingClock(clock: Clock): StandingClock {
  let instant: Date | undefined;
  return {
    now() {
      instant ??= clock.now();
      return new Date(instant);
    },
    clearAll() {
      instant = undefined;
    },
  };
}
