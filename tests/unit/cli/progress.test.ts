import { expect, test } from 'vitest';
import { progress } from '../../../cli/progress.ts';

const written = (isTTY: boolean): { write(text: string): void; isTTY: boolean; texts: string[] } => {
  const texts: string[] = [];
  return { isTTY, texts, write: (text) => void texts.push(text) };
};

test('on a terminal a bar is drawn over itself, not more often than one can see, and the line is left at the end', () => {
  let now = 0;
  const output = written(true);
  const bar = progress(output, 'events', () => now);
  bar.tell(10, 100);
  now = 50;
  bar.tell(20, 100);
  now = 150;
  bar.tell(50, 100);
  bar.tell(100, 100);
  bar.end();
  expect(output.texts).toEqual([
    `\r[${'#'.repeat(3)}${'.'.repeat(27)}]  10 %  10 of 100 events`,
    `\r[${'#'.repeat(15)}${'.'.repeat(15)}]  50 %  50 of 100 events`,
    `\r[${'#'.repeat(30)}] 100 %  100 of 100 events`,
    '\n',
  ]);
});

test('elsewhere there is a line for each tenth', () => {
  const output = written(false);
  const lines = progress(output, 'events');
  for (let done = 0; done <= 1_000; done += 25) lines.tell(done, 1_000);
  lines.end();
  expect(output.texts).toHaveLength(10);
  expect(output.texts.at(-1)).toBe('100 %  1000 of 1000 events\n');
});
