import { expect, it } from 'vitest';
import { LIMITS } from '../../../../kernel/limits/limits.ts';
import { checkFirst } from '../../../../kernel/pagination/connection-args.ts';

it.each([0, 1, 50, LIMITS.page])('first takes %d', (first) => {
  expect(checkFirst(first)).toBe(first);
});

it.each([-1, LIMITS.page + 1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 10_000, null as never, '5' as never])(
  'first refuses %s and names the bounds',
  (first) => {
    expect(() => checkFirst(first)).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/^first takes a whole number from 0 to 200; given: /),
        extensions: { code: 'BAD_USER_INPUT', argument: 'first', given: first, least: 0, most: 200 },
      }),
    );
  },
);
