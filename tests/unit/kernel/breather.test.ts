import { describe, expect, it } from 'vitest';
import { breather } from '../../../kernel/breather.ts';

const busyFor = (ms: number): void => {
  for (const until = performance.now() + ms; performance.now() < until; );
};

/** Breathes in rounds of 10 ms while somebody else wants 10 ms of every turn; gives how often that one was served. */
async function served(rounds: number, breathe: () => Promise<void>): Promise<number> {
  let turns = 0;
  let wants = true;
  const other = (): void => {
    turns++;
    busyFor(10);
    if (wants) setImmediate(other);
  };
  setImmediate(other);
  for (let round = 0; round < rounds; round++) {
    busyFor(10);
    await breathe();
  }
  wants = false;
  return turns;
}

describe('a loop that breathes', () => {
  it('lets others be served whenever it has gone on for so long', async () => {
    expect(await served(10, breather())).toBeGreaterThanOrEqual(9);
    expect(await served(10, breather({ everyMs: 10_000 }))).toBe(0);
  });

  it('goes on to its end once others were served for so long in all', async () => {
    const turns = await served(30, breather({ mostMs: 50 }));
    expect(turns).toBeGreaterThanOrEqual(1);
    expect(turns).toBeLessThanOrEqual(6);
  });
});
