import { describe, expect, it } from 'vitest';
import { groupsBy, isUnder, sumsOf, type TargetStanding } from '../../../subgraphs/campaign/roll-up.ts';

const standing = (given: Partial<TargetStanding>): TargetStanding => ({
  code: 'T',
  dataset: null,
  agency: 'A11',
  level: 'CITY',
  bloc: 'GOVERNMENT',
  partner: 'VTL',
  year: 2026,
  layer: 'MASTER',
  block: 'CITIZENS_FIRMS',
  baseline: 0,
  value: 100,
  dueOn: new Date('2026-06-30'),
  reached: null,
  ...given,
});
const NOW = new Date('2026-07-01');

describe('what was reached of several targets', () => {
  it('never takes what was not reported for 0', () => {
    const sums = sumsOf([standing({ reached: 50 }), standing({ reached: 0 }), standing({ reached: null })], NOW);
    expect(sums).toEqual({ targets: 3, reported: 2, coverage: 2 / 3, reached: 0, overdue: 3, meanAttainment: 0.25 });
  });

  it('has no mean without a report, and no coverage without a target', () => {
    expect(sumsOf([standing({})], NOW)).toMatchObject({ reported: 0, coverage: 0, meanAttainment: null });
    expect(sumsOf([], NOW)).toMatchObject({ targets: 0, coverage: null, meanAttainment: null });
  });

  it('does not let one that is over its target, or behind its baseline, speak for others', () => {
    const sums = sumsOf([standing({ reached: 1000 }), standing({ reached: -50 })], NOW);
    expect(sums).toMatchObject({ reached: 1, overdue: 1, meanAttainment: 0.5 });
  });

  it('is overdue only when the deadline has passed', () => {
    expect(sumsOf([standing({ reached: 5 })], new Date('2026-06-01')).overdue).toBe(0);
  });
});

describe('groups', () => {
  it('hold everything once, in order of their key, what belongs nowhere last', () => {
    const items = [
      standing({ partner: null }),
      standing({ partner: 'VTL' }),
      standing({ partner: 'CMC' }),
      standing({}),
    ];
    const groups = groupsBy(items, 'PARTNER');
    expect(groups.map(({ key, items: members }) => [key, members.length])).toEqual([
      ['CMC', 1],
      ['VTL', 2],
      [null, 1],
    ]);
  });

  it('know who stands under whom, and end in a circle', () => {
    const parents = new Map([
      ['A27', 'A19'],
      ['A19', null],
      ['P', 'Q'],
      ['Q', 'P'],
    ]);
    expect([isUnder(parents, 'A27', 'A19'), isUnder(parents, 'A19', 'A27'), isUnder(parents, 'P', 'A19')]).toEqual([
      true,
      false,
      false,
    ]);
    expect(isUnder(parents, null, 'A19')).toBe(false);
  });
});
