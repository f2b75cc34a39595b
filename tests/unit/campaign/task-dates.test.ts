import { describe, expect, it } from 'vitest';
import { standingOf } from '../../../subgraphs/campaign/indicator-standing.ts';
import { datesAfter } from '../../../subgraphs/campaign/task-dates.ts';

const NOW = new Date('2026-06-01');
const MAY = new Date('2026-05-01');
const APRIL = new Date('2026-04-01');
const planned = { state: 'PLANNED', startedOn: null, doneOn: null };

describe('dates of a task', () => {
  it('are now where the state changes and nobody says otherwise', () => {
    expect(datesAfter(planned, { state: 'IN_PROGRESS' }, NOW)).toEqual({
      state: 'IN_PROGRESS',
      startedOn: NOW,
      doneOn: null,
    });
    const begun = { state: 'IN_PROGRESS', startedOn: APRIL, doneOn: null };
    expect(datesAfter(begun, { state: 'DONE' }, NOW)).toEqual({ state: 'DONE', startedOn: APRIL, doneOn: NOW });
    expect(datesAfter(begun, {}, NOW)).toEqual(begun);
    expect(datesAfter(planned, { state: 'DONE', doneOn: MAY }, NOW)).toEqual({
      state: 'DONE',
      startedOn: MAY,
      doneOn: MAY,
    });
  });

  it('stay unknown where a task is entered afterwards', () => {
    expect(datesAfter(planned, { state: 'DONE' }, null)).toEqual({ state: 'DONE', startedOn: null, doneOn: null });
  });

  it('go when the task goes back', () => {
    const done = { state: 'DONE', startedOn: APRIL, doneOn: MAY };
    expect(datesAfter(done, { state: 'IN_PROGRESS' }, NOW)).toEqual({
      state: 'IN_PROGRESS',
      startedOn: APRIL,
      doneOn: null,
    });
    expect(datesAfter(done, { state: 'PLANNED' }, NOW)).toEqual(planned);
  });

  it.each([
    [planned, { startedOn: MAY }],
    [planned, { state: 'IN_PROGRESS', doneOn: MAY }],
    [
      { state: 'IN_PROGRESS', startedOn: MAY, doneOn: null },
      { state: 'DONE', doneOn: APRIL, startedOn: MAY },
    ],
  ])('that do not go with the state are refused: %j, %j', (before, said) => {
    expect(() => datesAfter(before, said, NOW)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });
});

describe('the latest figure against its target', () => {
  const at = (operator: string, value: number, latest: number | null, valueTo: number | null = null) =>
    standingOf({ operator, value, valueTo }, latest);

  it('follows the operator', () => {
    expect([
      at('GE', 3, 3),
      at('GT', 80, 80),
      at('LE', 5, 6),
      at('RANK_TOP', 100, 111),
      at('RANK_TOP', 100, 99),
    ]).toEqual(['REACHED', 'NOT_REACHED', 'NOT_REACHED', 'NOT_REACHED', 'REACHED']);
    expect([
      at('EQ', 5000, 5200),
      at('APPROX', 40, 38),
      at('APPROX', 40, 37.9),
      at('RANGE', 10, 10.5, 11),
      at('RANGE', 10, 11.5, 11),
    ]).toEqual(['REACHED', 'REACHED', 'NOT_REACHED', 'REACHED', 'NOT_REACHED']);
  });

  it('is not 0 where nothing was measured', () => {
    expect([at('GE', 0, null), at('LE', 5, null)]).toEqual(['NOT_MEASURED', 'NOT_MEASURED']);
  });
});
