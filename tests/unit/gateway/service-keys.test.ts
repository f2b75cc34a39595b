import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BELIEVED_MS, type ServiceKeys, serviceKeys } from '../../../gateway/identity/service-keys.ts';
import { UnavailableError } from '../../../kernel/errors/errors.ts';
import { newServiceKey } from '../../../kernel/identity/service-key.ts';
import type { FoundKey, KeyUse } from '../../../kernel/identity/service-key-directory.ts';

const SCOPE = { namespaces: ['health'], agencies: [], events: ['RUN'] } as const;

/** A directory in memory, that can be down. */
class Directory {
  readonly keys = new Map<string, FoundKey>();
  readonly uses: KeyUse[] = [];
  questions = 0;
  down = false;

  async find(digest: string): Promise<FoundKey | null> {
    this.questions++;
    if (this.down) throw new UnavailableError('down');
    return this.keys.get(digest) ?? null;
  }

  async used(uses: readonly KeyUse[]): Promise<void> {
    if (this.down) throw new UnavailableError('down');
    this.uses.push(...uses);
  }
}

describe('service keys at the gateway', () => {
  let directory: Directory;
  let keys: ServiceKeys;
  const failures: unknown[] = [];
  const make = (until: number | null = null): string => {
    const { id, digest, text } = newServiceKey();
    directory.keys.set(digest, { id, scope: SCOPE, until });
    return text;
  };
  const outcome = (text: string): Promise<string> =>
    keys.verify(text).then(
      ({ subject }) => subject,
      (error: { code: string }) => error.code,
    );

  beforeEach(() => {
    vi.useFakeTimers();
    directory = new Directory();
    keys = serviceKeys(directory, (error) => failures.push(error));
  });
  afterEach(async () => {
    await keys[Symbol.asyncDispose]();
    vi.useRealTimers();
  });

  it('make a service with the scope of the key', async () => {
    const text = make(Date.now() + 1_000);
    expect(await keys.verify(text)).toEqual({
      subject: expect.stringMatching(/^key:[0-9A-Za-z]{12}$/),
      role: 'service',
      agencies: [],
      credential: { kind: 'SERVICE_KEY', roles: ['service'], until: Date.now() + 1_000, scope: SCOPE },
    });
  });

  it('are asked for once in the time that an answer is believed', async () => {
    const text = make();
    await Promise.all(Array.from({ length: 100 }, () => outcome(text)));
    expect(directory.questions).toBe(1);
    vi.advanceTimersByTime(BELIEVED_MS + 1);
    await outcome(text);
    expect(directory.questions).toBe(2);
  });

  it('that are revoked are refused within the time that is promised', async () => {
    expect(BELIEVED_MS).toBeLessThanOrEqual(5_000);
    const text = make();
    expect(await outcome(text)).toMatch(/^key:/);
    directory.keys.clear();
    vi.advanceTimersByTime(BELIEVED_MS + 1);
    expect(await outcome(text)).toBe('UNAUTHENTICATED');
  });

  it('that end are refused from that instant on, whatever is believed', async () => {
    const text = make(Date.now() + 500);
    expect(await outcome(text)).toMatch(/^key:/);
    vi.advanceTimersByTime(500);
    expect(await outcome(text)).toBe('UNAUTHENTICATED');
  });

  it('that are mistyped cost no question', async () => {
    expect(await outcome(`${make().slice(0, -1)}!`)).toBe('UNAUTHENTICATED');
    expect(directory.questions).toBe(0);
  });

  it('are not known while the directory is down, and known as soon as it is back', async () => {
    const text = make();
    directory.down = true;
    expect(await outcome(text)).toBe('SERVICE_UNAVAILABLE');
    directory.down = false;
    expect(await outcome(text)).toMatch(/^key:/);
  });

  it('that are made up do not fill the memory: what is remembered is bounded, a good key is still found', async () => {
    const text = make();
    for (let n = 0; n < 3_000; n++) await outcome(newServiceKey().text);
    expect(await outcome(text)).toMatch(/^key:/);
  });

  it('have their last use noted, in batches, also when that failed at first', async () => {
    const [one, two] = [make(), make()];
    for (let n = 0; n < 10; n++) await outcome(one);
    vi.advanceTimersByTime(50);
    await outcome(two);
    directory.down = true;
    await keys.noteUses();
    expect([directory.uses, failures.length]).toEqual([[], 1]);
    directory.down = false;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(directory.uses).toHaveLength(2);
    expect(directory.uses[1]?.at).toBe((directory.uses[0]?.at ?? 0) + 50);
  });
});
