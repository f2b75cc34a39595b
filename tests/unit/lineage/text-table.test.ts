import { describe, expect, it } from 'vitest';
import { reordered, TextTable } from '../../../lineage/projection/text-table.ts';
import { Random } from '../../support/random.ts';

const random = new Random(11);
const LETTERS = ['a', 'Z', '.', 'ế', 'ồ', '\u{e000}', '\u{ffff}', '\u{10000}', '\u{1f600}', '\u{7ff}', '\u{800}'];
const text = (): string => Array.from({ length: random.int(0, 9) }, () => random.pick(LETTERS)).join('');

describe('a table of texts', () => {
  const table = new TextTable();
  const texts = [...new Set(Array.from({ length: 6_000 }, text))];
  const ids = texts.map((one) => table.ensure(one));

  it('numbers distinct texts in order of arrival, and finds each again', () => {
    expect(ids).toEqual(texts.map((_, id) => id));
    expect(texts.map((one) => table.find(one))).toEqual(ids);
    expect(texts.map((one) => table.ensure(one))).toEqual(ids);
    expect(ids.map((id) => table.text(id))).toEqual(texts);
    expect(table.find('not there')).toBe(-1);
  });

  it('compares by UTF-16 code units', () => {
    for (let round = 0; round < 20_000; round++) {
      const [a, b] = [random.pick(ids), random.pick(ids)];
      const [x, y] = [texts[a] as string, texts[b] as string];
      expect(Math.sign(table.compare(a, b)), `${JSON.stringify(x)} and ${JSON.stringify(y)}`).toBe(
        x < y ? -1 : x > y ? 1 : 0,
      );
    }
  });

  it('takes long texts, and is the same in another order', () => {
    const long = 'ọ'.repeat(20_000);
    expect(table.text(table.ensure(long))).toBe(long);
    const order = Int32Array.from([...ids].reverse());
    const turned = new TextTable(reordered(table.arrays, order, order.length + 5));
    expect([0, 1, order.length - 1].map((id) => turned.text(id))).toEqual(
      [0, 1, order.length - 1].map((id) => texts[order[id] as number]),
    );
    expect(turned.find(texts[0] as string)).toBe(order.length - 1);
    for (const fresh of ['new 1', 'new 2', 'new 3', 'new 4', 'new 5', 'new 6', long]) {
      expect(turned.text(turned.ensure(fresh))).toBe(fresh);
    }
  });
});
