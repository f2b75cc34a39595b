import { expect, test } from 'vitest';
import { HeldAnswers, type HoldingBounds } from '../../../lineage/answers/held-answers.ts';

/** What is held after some steps: `+a` tells an answer of size 1, `+a5` of size 5, `>a` goes on with it, `~9` waits so long. */
function held(steps: string, bounds: HoldingBounds): string {
  let now = 0;
  const answers = new HeldAnswers<string>(bounds, () => now);
  for (const [verb, name = '', size] of steps.split(' ').map((step) => [step[0], step[1], step.slice(2)] as const)) {
    if (verb === '+') answers.hold(name, '7', name, size === '' ? 1 : Number(size));
    if (verb === '>') answers.goOnWith(name, '7');
    if (verb === '~') now += Number(name);
  }
  return [...'abcdef'].filter((name) => answers.goOnWith(name, '7') === name).join('');
}
const BOUNDS = { fresh: 2, goneOnWith: 2, nodes: 100, ms: 5 };

test.each([
  ['what was told is held', '+a', 'a'],
  ['so many that nobody went on with, the newest', '+a +b +c', 'bc'],
  ['what somebody went on with is not pushed out by them', '+a >a +b +c +d', 'acd'],
  ['of those that somebody went on with, the ones asked for last', '+a >a +b >b >a +c >c', 'ac'],
  ['what is told again is still gone on with', '+a >a +a +b +c +d', 'acd'],
  ['as long as it is asked for', '+a ~4 >a ~4', 'a'],
  ['not longer', '+a ~5', ''],
  ['within the size of all, what nobody went on with goes first', '+a60 >a +b30 +c30', 'ac'],
  ['one larger than that, alone', '+a60 >a +b200', 'b'],
])('%s: %s leaves %s', (_, steps, expected) => {
  expect(held(steps, BOUNDS)).toBe(expected);
});

test('is of the question and of the revision that was told', () => {
  const answers = new HeldAnswers<string>();
  answers.hold('a', '7', 'answer', 1);
  expect([answers.goOnWith('a', '8'), answers.goOnWith('b', '7'), answers.goOnWith('a', '7')]).toEqual([
    undefined,
    undefined,
    'answer',
  ]);
});
