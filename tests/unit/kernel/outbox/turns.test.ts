import { expect, it } from 'vitest';
import { turns } from '../../../../kernel/outbox/turns.ts';

it('lets at most so many go on at once, in order, whether or not they fail', async () => {
  const turn = turns(2);
  const [begun, ended]: number[][] = [[], []];
  let going = 0;
  let most = 0;
  const work = (i: number) => async (): Promise<number> => {
    begun?.push(i);
    most = Math.max(most, ++going);
    await Promise.resolve();
    await Promise.resolve();
    going -= 1;
    ended?.push(i);
    if (i === 3) throw new Error('failed');
    return i;
  };
  const all = await Promise.allSettled([0, 1, 2, 3, 4, 5].map((i) => turn(work(i))));
  expect(begun).toEqual([0, 1, 2, 3, 4, 5]);
  expect(most).toBe(2);
  expect(all.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
  ]);
  expect(await turn(async () => 7)).toBe(7);
});
