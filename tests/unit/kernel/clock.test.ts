import { expect, it } from 'vitest';
import { standingClock } from '../../../kernel/clock.ts';

it('the clock of a request tells the instant of its first look until it is cleared, and nobody can move it', () => {
  let looks = 0;
  const clock = standingClock({ now: () => new Date(++looks) });
  expect([clock.now(), clock.now()]).toEqual([new Date(1), new Date(1)]);
  clock.now().setTime(99);
  expect([clock.now(), looks]).toEqual([new Date(1), 1]);
  clock.clearAll();
  expect([clock.now(), clock.now()]).toEqual([new Date(2), new Date(2)]);
});
