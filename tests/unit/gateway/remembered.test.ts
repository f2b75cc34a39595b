import { describe, expect, it } from 'vitest';
import type { Identity } from '../../../gateway/identity/identity.ts';
import { refusedToken } from '../../../gateway/identity/refused-token.ts';
import { REMEMBERED_MS, remembered } from '../../../gateway/identity/remembered.ts';

/** An identity that counts how often it looks, at a time that stands still unless moved. */
function counting(until: number | null = null) {
  const looked: string[] = [];
  let now = 1_000_000;
  const looking: Identity = {
    async verify(token) {
      looked.push(token);
      if (token.startsWith('bad')) throw refusedToken();
      return { subject: token, role: 'developer', agencies: [], credential: { kind: 'OIDC', roles: [], until } };
    },
  };
  return {
    identity: remembered(looking, () => now),
    looked,
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

describe('a good token', () => {
  it('is looked at once in ten seconds', async () => {
    const { identity, looked, pass } = counting();
    for (let i = 0; i < 5; i++) {
      expect((await identity.verify('a')).subject).toBe('a');
      pass(REMEMBERED_MS / 5 - 1);
    }
    expect(looked).toEqual(['a']);
    pass(10);
    await identity.verify('a');
    expect(looked).toEqual(['a', 'a']);
  });

  it('is not remembered beyond its own end', async () => {
    const { identity, looked, pass } = counting(1_000_000 + 500);
    await identity.verify('a');
    pass(499);
    await identity.verify('a');
    expect(looked).toHaveLength(1);
    pass(1);
    await identity.verify('a');
    expect(looked).toHaveLength(2);
  });

  it('is nobody else', async () => {
    const { identity } = counting();
    expect((await identity.verify('a')).subject).toBe('a');
    expect((await identity.verify('b')).subject).toBe('b');
    expect((await identity.verify('a')).subject).toBe('a');
  });
});

it('a bad token is looked at every time, and refused every time', async () => {
  const { identity, looked } = counting();
  for (let i = 0; i < 3; i++) await expect(identity.verify('bad')).rejects.toThrow();
  expect(looked).toHaveLength(3);
});

it('what is remembered is bounded: the oldest of many tokens is looked at again', async () => {
  const { identity, looked } = counting();
  for (let i = 0; i <= 1_000; i++) await identity.verify(`t${i}`);
  await identity.verify('t1');
  expect(looked).toHaveLength(1_001);
  await identity.verify('t0');
  expect(looked).toHaveLength(1_002);
});
