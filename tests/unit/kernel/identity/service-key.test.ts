import { describe, expect, it } from 'vitest';
import { looksLikeServiceKey, newServiceKey, readServiceKey } from '../../../../kernel/identity/service-key.ts';

describe('a service key', () => {
  it('is read back as what is stored of it, and holds 256 random bits', () => {
    const { id, digest, text } = newServiceKey();
    expect(readServiceKey(text)).toEqual({ id, digest });
    expect(text).toMatch(new RegExp(`^nguon_key_${id}_[0-9A-Za-z]{49}$`));
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(Math.log2(62) * 43).toBeGreaterThan(256);
  });

  it('is another one every time', () => {
    const keys = Array.from({ length: 200 }, () => newServiceKey());
    expect(new Set(keys.map(({ id }) => id)).size).toBe(200);
    expect(new Set(keys.map(({ digest }) => digest)).size).toBe(200);
  });

  it('with any one letter mistyped is none', () => {
    const { text } = newServiceKey();
    for (let at = 0; at < text.length; at++) {
      const wrong = text.slice(0, at) + (text[at] === 'x' ? 'y' : 'x') + text.slice(at + 1);
      expect([at, readServiceKey(wrong)]).toEqual([at, undefined]);
    }
  });

  it('with two neighbours swapped is none', () => {
    const { text } = newServiceKey();
    for (let at = 0; at + 1 < text.length; at++) {
      const [a = '', b = ''] = [text[at], text[at + 1]];
      if (a !== b) expect(readServiceKey(text.slice(0, at) + b + a + text.slice(at + 2))).toBe(undefined);
    }
  });

  it.each(['', 'nguon_key_', 'nguon_key_AAAAAAAAAAAA_', ' ', 'x'.repeat(10_000)])('%j is none', (text) => {
    expect(readServiceKey(text)).toBe(undefined);
  });

  it('with something before or after it is none', () => {
    const { text } = newServiceKey();
    for (const wrong of [` ${text}`, `${text} `, `${text}\n`, `${text}0`])
      expect(readServiceKey(wrong)).toBe(undefined);
  });

  it('says itself that it is one', () => {
    expect(looksLikeServiceKey(newServiceKey().text)).toBe(true);
    expect(looksLikeServiceKey('eyJhbGciOiJub25lIn0.e30.')).toBe(false);
  });
});
