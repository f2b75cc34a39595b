import { expect, it } from 'vitest';
import { milestoneStateAt } from '../../../subgraphs/campaign/milestone-state.ts';

const DUE = new Date('2026-12-31T00:00:00+07:00');

it.each<[string | null, string, string]>([
  [null, '2026-12-31T23:59:59+07:00', 'AHEAD'],
  [null, '2027-01-01T00:00:00+07:00', 'OVERDUE'],
  ['2026-12-31T23:00:00+07:00', '2027-06-01T00:00:00Z', 'REACHED'],
  ['2027-01-01T00:00:00+07:00', '2027-06-01T00:00:00Z', 'REACHED_LATE'],
  // Asked about an instant before it was reached.
  ['2026-06-01T00:00:00Z', '2026-05-01T00:00:00Z', 'AHEAD'],
  ['2027-03-01T00:00:00Z', '2027-02-01T00:00:00Z', 'OVERDUE'],
])('a milestone due on the last day of 2026, reached %s, is at %s %s', (reached, at, state) => {
  const reachedOn = reached === null ? null : new Date(reached);
  expect(milestoneStateAt({ dueOn: DUE, reachedOn }, new Date(at))).toBe(state);
});
