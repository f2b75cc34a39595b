import { expect, it } from 'vitest';
import { readiness } from '../../../kernel/health.ts';

const fine = { name: 'fine', check: async () => null };

it('is ready when no check has a problem', async () => {
  expect(await readiness([fine, { name: 'also', check: async () => null }])).toEqual({
    ready: true,
    checks: [
      { name: 'fine', ok: true },
      { name: 'also', ok: true },
    ],
  });
  expect(await readiness([])).toEqual({ ready: true, checks: [] });
});

it('is not ready when one check has a problem, and says which', async () => {
  const state = await readiness([fine, { name: 'database', check: async () => 'does not answer' }]);
  expect(state).toEqual({
    ready: false,
    checks: [
      { name: 'fine', ok: true },
      { name: 'database', ok: false, problem: 'does not answer' },
    ],
  });
});

it.each([
  ['rejects', () => Promise.reject(new Error('postgres://user:secret@host'))],
  [
    'throws',
    () => {
      throw new Error('postgres://user:secret@host');
    },
  ],
])('a check that %s has failed, and why is not told', async (_how, check) => {
  const state = await readiness([fine, { name: 'broken', check }]);
  expect(state.checks[1]).toEqual({ name: 'broken', ok: false, problem: 'failed' });
  expect(JSON.stringify(state)).not.toContain('secret');
});

it('a check that never answers does not hold up the others', async () => {
  const state = await readiness([{ name: 'hangs', check: () => new Promise(() => undefined) }, fine]);
  expect(state).toEqual({
    ready: false,
    checks: [
      { name: 'hangs', ok: false, problem: 'no answer within a second' },
      { name: 'fine', ok: true },
    ],
  });
});

it('stays ready but says degraded while something fails that can be done without', async () => {
  const store = { name: 'graph store', dispensable: true as const, check: async () => 'does not answer' };
  expect(await readiness([fine, store])).toEqual({
    ready: true,
    degraded: true,
    checks: [
      { name: 'fine', ok: true },
      { name: 'graph store', ok: false, problem: 'does not answer' },
    ],
  });
  const broken = { name: 'database', check: async () => 'does not answer' };
  expect(await readiness([broken, store])).toMatchObject({ ready: false, degraded: true });
});
