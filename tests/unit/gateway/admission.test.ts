import { describe, expect, it } from 'vitest';
import { atMost, within } from '../../../gateway/http/admission.ts';
import { LIMITS } from '../../../kernel/limits/limits.ts';

describe('a number of places', () => {
  it('is taken up to the last one, and turns away what comes above', async () => {
    const admit = atMost('inFlight');
    const gate = Promise.withResolvers<string>();
    const inside = Array.from({ length: LIMITS.inFlight }, () => admit(() => gate.promise));
    await expect(admit(async () => expect.unreachable())).rejects.toThrow(
      expect.objectContaining({
        code: 'SERVICE_UNAVAILABLE',
        extensions: expect.objectContaining({ limit: 'inFlight', most: 200 }),
      }),
    );
    gate.resolve('done');
    expect(new Set(await Promise.all(inside))).toEqual(new Set(['done']));
    expect(await admit(async () => 'again')).toBe('again');
  });

  it('gets a place back when the work fails, at once or later', async () => {
    const admit = atMost('exports');
    const gate = Promise.withResolvers<void>();
    // All places but one.
    const others = Array.from({ length: LIMITS.exports - 1 }, () => admit(() => gate.promise));
    await expect(admit(() => Promise.reject(new Error('later')))).rejects.toThrow('later');
    await expect(
      admit(() => {
        throw new Error('at once');
      }),
    ).rejects.toThrow('at once');
    expect(await admit(async () => 'free')).toBe('free');
    gate.resolve();
    await Promise.all(others);
  });

  it('says which limit it is', async () => {
    const admit = atMost('exports');
    const gate = Promise.withResolvers<void>();
    const inside = Array.from({ length: 8 }, () => admit(() => gate.promise));
    await expect(admit(async () => expect.unreachable())).rejects.toThrow(
      expect.objectContaining({
        code: 'SERVICE_UNAVAILABLE',
        message: '8 reports are being answered already, the most at once. Try again shortly.',
        extensions: expect.objectContaining({ limit: 'exports', most: 8 }),
      }),
    );
    gate.resolve();
    await Promise.all(inside);
  });
});

describe('a deadline', () => {
  it('passes on what comes in time, answers and failures', async () => {
    expect(await within(1_000, Promise.resolve('in time'))).toBe('in time');
    await expect(within(1_000, Promise.reject(new Error('its own')))).rejects.toThrow('its own');
  });

  it('gives up what does not, and names itself', async () => {
    await expect(within(1, new Promise(() => undefined))).rejects.toThrow(
      expect.objectContaining({ code: 'SERVICE_UNAVAILABLE', message: expect.stringMatching(/longer than 1 ms/) }),
    );
  });

  it('keeps a failure that comes too late from ending the process', async () => {
    const late = Promise.withResolvers<never>();
    await expect(within(1, late.promise)).rejects.toThrow(/longer than/);
    late.reject(new Error('too late'));
    await new Promise((resolve) => setImmediate(resolve));
  });
});
