import { expect, it } from 'vitest';
import { shown, table } from '../../../bench/table.ts';

it('a table aligns its first column left and figures right', () => {
  expect(
    table([
      ['query', 'ms'],
      ['small', '1.25'],
      ['a', '10.00'],
    ]),
  ).toBe('query      ms\nsmall    1.25\na       10.00');
});

it('a spread is shown with its ends', () => {
  expect(shown({ median: 0.4, least: 0.3, most: 0.55 })).toBe('0.40 (0.30–0.55)');
});
