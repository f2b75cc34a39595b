import { hash } from 'node:crypto';
import type { Viewer } from '../../kernel/identity/viewer.ts';
import type { Identity } from './identity.ts';

/** How long a token that was good counts as good without being looked at again. */
export const REMEMBERED_MS = 10_000;
/** Most tokens that are remembered; the oldest is forgotten for another. */
const MOST = 1_000;

interface Known {
  readonly viewer: Viewer;
  readonly until: number;
}

/**
 * An identity that remembers good tokens for ten seconds: a client that asks again and again has its signature checked
 * once in that time, which costs as much as a small question. Bad tokens are not remembered, and nothing outlives its
 * own end. A key that an identity provider withdraws is not asked about for as long.
 * @param now milliseconds since 1970.
 */
export function remembered(identity: Identity, now: () => number = Date.now): Identity {
  const { session } = identity;
  return {
    verify: remembering((token) => identity.verify(token), now),
    ...(session === undefined ? {} : { session: remembering((token) => session(token), now) }),
  };
}

function remembering(verify: (token: string) => Promise<Viewer>, now: () => number) {
  const known = new Map<string, Known>();
  return async (token: string): Promise<Viewer> => {
    // Tokens themselves are kept nowhere.
    const digest = hash('sha256', token, 'base64');
    const found = known.get(digest);
    if (found !== undefined && now() < found.until) return found.viewer;
    known.delete(digest);
    const viewer = await verify(token);
    const until = Math.min(now() + REMEMBERED_MS, viewer.credential?.until ?? Number.POSITIVE_INFINITY);
    known.set(digest, { viewer: Object.freeze(viewer), until });
    const [oldest] = known.keys();
    if (known.size > MOST && oldest !== undefined) known.delete(oldest);
    return viewer;
  };
}
