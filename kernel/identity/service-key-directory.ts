import type { AskPart } from '../internal-call/ask-over-http.ts';
import type { KeyScope } from './viewer.ts';

/** A key that is in force. */
export interface FoundKey {
  readonly id: string;
  readonly scope: KeyScope;
  /** When it ends, in milliseconds since 1970; null: not by itself. */
  readonly until: number | null;
}

/** When a key was last used, in milliseconds since 1970. */
export interface KeyUse {
  readonly id: string;
  readonly at: number;
}

/** Where service keys are kept. */
export interface ServiceKeyDirectory {
  /** The key with this SHA-256, null when there is none in force. @throws UnavailableError when it cannot be asked. */
  find(digest: string): Promise<FoundKey | null>;
  /** Notes when keys were last used. @throws as `find`. */
  used(uses: readonly KeyUse[]): Promise<void>;
}

/** The part that keeps the keys, and what it is asked. */
export const KEYS_PART = 'access';
export const FIND_KEY = 'find-service-key';
export const KEYS_USED = 'service-keys-used';

/** The directory of the part that keeps the keys, asked in this process or over HTTP. */
export const askedDirectory = (ask: AskPart): ServiceKeyDirectory => ({
  find: async (digest) => (await ask(FIND_KEY, { digest })) as FoundKey | null,
  used: async (uses) => {
    await ask(KEYS_USED, { uses });
  },
});
