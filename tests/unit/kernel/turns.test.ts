import { describe, expect, it } from 'vitest';
import { turns } from '../../../kernel/turns.ts';

const busyFor = (ms: number): void => {
  for (const until = performance.now() + ms; performance.now() < until; );
};

describe('what takes long', () => {
  it('is done one a turn, in order, and others are served between', async () => {
    const inTurn = turns();
    const done: (number | string)[] = [];
    const work = Array.from({ length: 5 }, (_, i) =>
      inTurn(() => {
        busyFor(10);
        done.push(i);
      }),
    );
    let wants = true;
    const other = (): void => {
      done.push('other');
      if (wants) setImmediate(other);
    };
    setImmediate(other);
    await Promise.all(work);
    wants = false;
    expect(done.filter((one) => one !== 'other')).toEqual([0, 1, 2, 3, 4]);
    expect(done.join(' ')).toMatch(/^0( other)+ 1( other)+ 2( other)+ 3( other)+ 4/);
  });

  it('does not make what is short wait for a turn of its own', async () => {
    const inTurn = turns({ turnMs: 10_000 });
    let turnsTaken = 0;
    setImmediate(() => turnsTaken++);
    await Promise.all(Array.from({ length: 100 }, () => inTurn(() => undefined)));
    expect(turnsTaken).toBe(0);
  });

  it('gives what it gives, or fails as it fails, and others go on', async () => {
    const inTurn = turns({ turnMs: 0 });
    const all = await Promise.allSettled([
      inTurn(() => 1),
      inTurn(() => {
        throw new Error('no');
      }),
      inTurn(() => 3),
    ]);
    expect(all).toEqual([
      { status: 'fulfilled', value: 1 },
      { status: 'rejected', reason: new Error('no') },
      { status: 'fulfilled', value: 3 },
    ]);
  });
});
