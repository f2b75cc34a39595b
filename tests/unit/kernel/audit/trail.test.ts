import { AsyncLocalStorage } from 'node:async_hooks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AuditBody } from '../../../../kernel/audit/body.ts';
import { AUDIT_FLUSH_MS, type AuditTrail, auditTrail } from '../../../../kernel/audit/trail.ts';
import { fixedClock } from '../../../../kernel/clock.ts';
import type { Viewer } from '../../../../kernel/identity/viewer.ts';
import type { RequestScope } from '../../../../kernel/subgraph/request-scope.ts';

const clock = fixedClock('2026-11-23T05:00:00Z');
const ARCHITECT: Viewer = { subject: 'an', role: 'architect', agencies: [] };

let down: boolean;
let written: AuditBody[];
let attempts: number;
let told: string[];
let trail: AuditTrail;

beforeEach(() => {
  vi.useFakeTimers();
  down = false;
  written = [];
  attempts = 0;
  told = [];
  const write = async (bodies: readonly AuditBody[]): Promise<void> => {
    attempts += 1;
    if (down) throw new Error('no database');
    written.push(...bodies);
  };
  trail = auditTrail({
    clock,
    write,
    writeReads: write,
    outage: { failed: () => told.push('failed'), worked: () => told.push('worked') },
  });
});
afterEach(() => vi.useRealTimers());

const requestOf = (correlationId: string, viewer: Viewer = ARCHITECT) => ({
  viewer,
  clock,
  correlationId,
  operation: { name: 'look', hash: 'f'.repeat(64) },
});
const show = (correlationId: string, ...refs: string[]): void => {
  const shown = trail.shownTo(requestOf(correlationId));
  for (const ref of refs) shown?.add(ref);
};
const refuse = (viewer: Viewer): void =>
  trail.refused({ ...requestOf('r', viewer) } as RequestScope, { action: 'createDataset', targets: ['N01'] });

describe('what a request shows', () => {
  it.each([
    ['an architect', ARCHITECT, true],
    ['an administrator', { ...ARCHITECT, role: 'administrator' }, true],
    ['a steward', { ...ARCHITECT, role: 'steward' }, true],
    ['a developer', { ...ARCHITECT, role: 'developer' }, false],
    ['a service', { ...ARCHITECT, role: 'service' }, false],
    ['anonymous', { ...ARCHITECT, role: 'anonymous' }, false],
    ['the process itself', { ...ARCHITECT, system: true }, false],
  ] as const)('is noted for %s: %3$s', (_who, viewer, isNoted) => {
    expect(trail.shownTo(requestOf('a', viewer)) !== undefined).toBe(isNoted);
  });

  it('is written once, when nothing was added for a while, under the name of the operation', async () => {
    show('a', 'N01', 'N01', 'N01.ten');
    await vi.advanceTimersByTimeAsync(AUDIT_FLUSH_MS);
    expect(written).toEqual([]);
    show('a', 'N02');
    await vi.advanceTimersByTimeAsync(AUDIT_FLUSH_MS);
    expect(written).toEqual([]);
    await vi.advanceTimersByTimeAsync(AUDIT_FLUSH_MS);
    expect(written).toMatchObject([
      {
        kind: 'READ',
        outcome: 'DONE',
        subject: 'an',
        role: 'architect',
        action: 'look',
        operation: 'f'.repeat(64),
        correlationId: 'a',
        at: '2026-11-23T05:00:00.000Z',
        targets: ['N01', 'N01.ten', 'N02'],
      },
    ]);
    await vi.advanceTimersByTimeAsync(10 * AUDIT_FLUSH_MS);
    expect(attempts).toBe(1);
  });

  it('is written together with what other requests showed', async () => {
    for (let i = 0; i < 200; i++) show(`r${i}`, 'N01');
    await trail.flush();
    expect([written.length, attempts]).toEqual([200, 1]);
  });

  it('is written outside of the request that happened to be first, whose deadline it does not have', async () => {
    const request = new AsyncLocalStorage<string>();
    const seen: (string | undefined)[] = [];
    const other = auditTrail({
      clock,
      write: async () => undefined,
      writeReads: async () => {
        seen.push(request.getStore());
      },
      outage: { failed: () => undefined, worked: () => undefined },
    });
    request.run('the first', () => other.shownTo(requestOf('a'))?.add('N01'));
    await vi.advanceTimersByTimeAsync(3 * AUDIT_FLUSH_MS);
    expect(seen).toEqual([undefined]);
  });

  it('waits while the database is down, and is not lost', async () => {
    down = true;
    show('a', 'N01');
    await trail.flush();
    show('a', 'N02');
    await vi.advanceTimersByTimeAsync(4 * AUDIT_FLUSH_MS);
    expect(written).toEqual([]);
    expect(new Set(told)).toEqual(new Set(['failed']));
    down = false;
    await vi.advanceTimersByTimeAsync(4 * AUDIT_FLUSH_MS);
    expect(written.map(({ targets }) => targets)).toEqual([['N01', 'N02']]);
    expect(told.at(-1)).toBe('worked');
  });

  it('that does not fit is counted, and told as soon as anything can be written', async () => {
    down = true;
    for (let i = 0; i < 10_003; i++) show(`r${i}`, 'N01');
    await trail.flush();
    down = false;
    await trail.flush();
    expect(written).toHaveLength(10_001);
    const lost = written.filter(({ outcome }) => outcome === 'LOST');
    expect(lost).toMatchObject([{ count: 3, action: 'since 2026-11-23T05:00:00.000Z', role: 'system' }]);
  });

  it('is bounded in references too, over all requests, and takes more once they are written', async () => {
    for (let i = 0; i < 3; i++) show(`r${i}`, ...Array.from({ length: 90_000 }, (_, n) => `D${n}`));
    await trail.flush();
    expect(written.map(({ targetCount, outcome }) => [outcome, targetCount])).toEqual([
      ['DONE', 90_000],
      ['DONE', 90_000],
      ['DONE', 20_000],
      ['LOST', 0],
    ]);
    show('later', 'N01');
    await trail.flush();
    expect(written.at(-1)).toMatchObject({ correlationId: 'later', targets: ['N01'] });
  });

  it('is written when it stops', async () => {
    show('a', 'N01');
    await trail.close();
    expect(written).toHaveLength(1);
  });
});

describe('a refusal', () => {
  it('is written as one, of somebody who is signed in', async () => {
    refuse({ subject: 'binh', role: 'developer', agencies: [] });
    await trail.flush();
    expect(written).toMatchObject([
      { kind: 'WRITE', outcome: 'REFUSED', subject: 'binh', action: 'createDataset', targets: ['N01'] },
    ]);
  });

  it('is not, of somebody who shows nothing', async () => {
    refuse({ subject: 'anonymous', role: 'anonymous', agencies: [] });
    await trail.flush();
    expect(attempts).toBe(0);
  });
});
