import type { Viewer } from '../../kernel/identity/viewer.ts';

/** Who callers are: turns what they show into viewers. */
export interface Identity {
  /**
   * The viewer of a bearer token.
   * @throws UnauthenticatedError, always the same one (`refusedToken`), for a token that is not good; UnavailableError
   * when that cannot be known now.
   */
  verify(token: string): Promise<Viewer>;
  /** The viewer of a session of the sign-in; absent where there is none. @throws as `verify`. */
  readonly session?: (token: string) => Promise<Viewer>;
}
