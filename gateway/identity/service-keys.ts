import { readServiceKey } from '../../kernel/identity/service-key.ts';
import type { FoundKey, KeyUse, ServiceKeyDirectory } from '../../kernel/identity/service-key-directory.ts';
import type { Viewer } from '../../kernel/identity/viewer.ts';
import { refusedToken } from './refused-token.ts';

/** How long an answer of the directory is believed: a key that is revoked is refused after that at the latest. */
export const BELIEVED_MS = 2_000;
/** Most answers that are remembered; a made-up key takes a place, too. */
const MOST_REMEMBERED = 1_000;
/** How often uses are noted. */
const NOTE_USES_MS = 10_000;

/** Checks service keys. */
export interface ServiceKeys extends AsyncDisposable {
  /** @throws UnauthenticatedError for a key that is not in force, UnavailableError when that cannot be known now. */
  verify(token: string): Promise<Viewer>;
  /** Notes what was used since it was noted last; resolves when it is stored. */
  noteUses(): Promise<void>;
}

/**
 * Checks service keys with a directory. Each answer is believed for two seconds, so that a producer of many events costs
 * one question in that time, and no longer, so that a revoked key ends everywhere. Uses are noted in batches.
 * @param tellFailure hears why uses could not be noted; they are noted later.
 */
export function serviceKeys(directory: ServiceKeyDirectory, tellFailure: (error: unknown) => void): ServiceKeys {
  const answers = new Map<string, { readonly asked: number; readonly key: Promise<FoundKey | null> }>();
  const uses = new Map<string, number>();

  const ask = (digest: string): Promise<FoundKey | null> => {
    const now = performance.now();
    const known = answers.get(digest);
    if (known !== undefined && now - known.asked < BELIEVED_MS) return known.key;
    answers.delete(digest);
    // The oldest answers are the first: a map keeps the order in which they came.
    for (const [old, { asked }] of answers) {
      if (now - asked < BELIEVED_MS && answers.size < MOST_REMEMBERED) break;
      answers.delete(old);
    }
    const key = directory.find(digest);
    answers.set(digest, { asked: now, key });
    // A question that failed is asked again.
    key.catch(() => {
      if (answers.get(digest)?.key === key) answers.delete(digest);
    });
    return key;
  };

  const noteUses = async (): Promise<void> => {
    if (uses.size === 0) return;
    const noted = [...uses].map(([id, at]): KeyUse => ({ id, at }));
    uses.clear();
    try {
      await directory.used(noted);
    } catch (error) {
      for (const { id, at } of noted) uses.set(id, Math.max(at, uses.get(id) ?? 0));
      tellFailure(error);
    }
  };
  const timer = setInterval(() => void noteUses(), NOTE_USES_MS);
  timer.unref();

  return {
    noteUses,
    async verify(token) {
      const print = readServiceKey(token);
      const key = print === undefined ? null : await ask(print.digest);
      const now = Date.now();
      if (key === null || (key.until !== null && key.until <= now)) throw refusedToken();
      uses.set(key.id, now);
      return {
        subject: `key:${key.id}`,
        role: 'service',
        agencies: [],
        credential: { kind: 'SERVICE_KEY', roles: ['service'], until: key.until, scope: key.scope },
      };
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await noteUses();
    },
  };
}
