import { expect, test, vi } from 'vitest';
import { HeldAnswers, type HoldingBounds } from '../../../lineage/answers/held-answers.ts';

/**
 * What is gone on with in some steps, in their order: `+a` tells an answer of size 1, `+a5` of size 5, `>a` goes on with it,
 * if it is held, `~9` waits so long.
 */
function goneOnWith(steps: string, bounds: HoldingBounds): string {
  let now = 0;
  const answers = new HeldAnswers<string>(bounds, () => now);
  const found: string[] = [];
  for (const [verb, name = '', size] of steps.split(' ').map((step) => [step[0], step[1], step.slice(2)] as const)) {
    if (verb === '+') answers.hold(name, '7', name, size === '' ? 1 : Number(size));
    if (verb === '>') found.push(answers.goOnWith(name, '7') ?? '-');
    if (verb === '~') now += Number(name);
  }
  return found.join('');
}
const BOUNDS = { goneOnWith: 3, nodes: 100, leastNodes: 10, ms: 5 };

test.each([
  ['what was told is held', '+a >a >a', 'aa'],
  ['what was not is not', '+a >b', '-'],
  [
    'within the size of all, what nobody went on with goes first, the oldest before the others',
    '+a60 +b30 +c30 >a >b >c',
    '-bc',
  ],
  ['what somebody goes on with is not pushed out by what comes', '+a60 >a +b30 +c30 >a >b >c', 'aa-c'],
  ['nor by one that is larger than what is left: that one is not held', '+a60 >a +b50 >a >b', 'aa-'],
  ['one larger than all, alone', '+a60 +b200 >a >b', '-b'],
  ['the least count as something, so that there are not too many', '+a +b +c +d +e +f +g +h +i +j +k >a >b >k', '-bk'],
  ['so many are gone on with at once: whoever comes then begins again', '+a +b +c +d >a >b >c >d >a', 'abc-a'],
  ['until one of them is let go', '+a >a ~3 +b +c +d >b >c >d ~2 >d', 'abc-d'],
  ['what is told again is still gone on with', '+a50 >a +a50 +b30 +c30 >a', 'aa'],
  ['as long as it is asked for', '+a ~4 >a ~4 >a', 'aa'],
  ['not longer', '+a ~5 >a', '-'],
])('%s: %s goes on with %s', (_, steps, expected) => {
  expect(goneOnWith(steps, BOUNDS)).toBe(expected);
});

test('of eight reports that begin at once each finds its answer, whoever asks meanwhile', () => {
  const answers = new HeldAnswers<string>();
  const reports = [...'abcdefgh'];
  for (const name of reports) answers.hold(name, '7', name, 200_000);
  for (let i = 0; i < 400; i++) answers.hold(`question ${i}`, '7', '', 500);
  for (const name of reports) expect(answers.goOnWith(name, '7')).toBe(name);
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

test('is dropped when nobody asks any more, also when the timer counts from before the answer was made', () => {
  vi.useFakeTimers();
  try {
    const begun = Date.now();
    let made = 0;
    const answers = new HeldAnswers<string>({ ms: 100 }, () => Date.now() - begun + made);
    made = 20;
    answers.hold('a', '7', 'answer', 1);
    made = 0;
    vi.advanceTimersByTime(50);
    expect(answers.count).toBe(1);
    vi.advanceTimersByTime(2_000);
    expect(answers.count).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
