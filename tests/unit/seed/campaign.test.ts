import { describe, expect, it } from 'vitest';
import { TASK_GROUPS } from '../../../seed/data/enums.ts';
import { loadSeedCatalogue } from '../../../seed/data/index.ts';

const seed = loadSeedCatalogue();

describe('the campaign of the seed', () => {
  it('was launched on 2026-01-14, which is a fact', () => {
    expect(seed.campaigns.map(({ code, launchedOn, mark }) => [code, launchedOn, mark])).toEqual([
      ['C2026', '2026-01-14', 'FACT'],
    ]);
  });

  it('has three tasks in each of the five groups, marked as sample data', () => {
    for (const group of TASK_GROUPS) {
      expect(
        seed.tasks.filter((task) => task.group === group),
        group,
      ).toHaveLength(3);
    }
    expect(seed.tasks.every((task) => task.campaign === 'C2026' && task.mark === 'ILLUSTRATIVE')).toBe(true);
  });

  it('holds the head of the responsible agency accountable, and lets another post do the work', () => {
    for (const task of seed.tasks) {
      const agency = seed.agencies.find((candidate) => candidate.code === task.responsible);
      expect(task.accountablePostVi, task.code).toBe(agency?.accountablePost?.postVi);
      expect(task.accountablePostEn, task.code).toBe(agency?.accountablePost?.postEn);
      expect(task.responsiblePostVi, task.code).not.toBe(task.accountablePostVi);
    }
  });

  it('sets every task a day after the launch', () => {
    for (const task of seed.tasks) expect(task.dueOn > '2026-01-14', task.code).toBe(true);
  });
});

describe('indicators of the seed', () => {
  it('are facts of the two press articles that state them', () => {
    expect(seed.indicators.every((indicator) => indicator.mark === 'FACT')).toBe(true);
    const count = (year: number): number => seed.indicators.filter((indicator) => indicator.year === year).length;
    expect([2026, 2030, 2045].map(count)).toEqual([1, 18, 3]);
  });

  it('have an upper end exactly where they are a range', () => {
    for (const { code, operator, value, valueTo } of seed.indicators) {
      if (operator === 'RANGE') expect(valueTo ?? value, code).toBeGreaterThan(value);
      else expect(valueTo, code).toBeNull();
    }
  });

  it('say what the articles say', () => {
    const said = Object.fromEntries(
      seed.indicators.map(({ code, operator, value, valueTo }) => [
        code,
        [operator, value, ...(valueTo === null ? [] : [valueTo])].join(' '),
      ]),
    );
    expect(said).toEqual({
      'growth-2030': 'RANGE 10 11',
      'growth-2026': 'EQ 10',
      'rd-share-2030': 'EQ 2',
      'st-budget-2030': 'GE 3',
      'startup-rank-2030': 'RANK_TOP 100',
      'innovation-rank-2030': 'RANK_TOP 3',
      'startups-2030': 'EQ 5000',
      'centres-2030': 'GE 5',
      'tech-firms-2030': 'RANGE 5 10',
      'publications-2030': 'EQ 10',
      'patents-2030': 'RANGE 16 18',
      'competitiveness-rank-2030': 'RANK_TOP 5',
      'online-services-2030': 'GT 80',
      'cashless-2030': 'EQ 80',
      'innovating-firms-2030': 'GE 40',
      'tfp-2030': 'GT 55',
      'digital-economy-2030': 'APPROX 40',
      'it-parks-2030': 'GE 1',
      'global-tech-2030': 'GE 3',
      'innovation-rank-2045': 'RANK_TOP 50',
      'rd-centres-2045': 'GE 5',
      'digital-economy-2045': 'GE 50',
    });
  });
});

describe('access requests of the seed', () => {
  it('show an open, an approved and a refused one, decided in writing after they were made', () => {
    expect(seed.accessRequests.map((request) => request.state)).toEqual(['OPEN', 'APPROVED', 'REFUSED']);
    for (const { code, state, requestedAt, decision } of seed.accessRequests) {
      expect(decision === null, code).toBe(state === 'OPEN');
      if (decision !== null) expect(Date.parse(decision.decidedAt), code).toBeGreaterThan(Date.parse(requestedAt));
    }
  });

  it('never ask for a dataset of the requester', () => {
    for (const { dataset, requester } of seed.accessRequests) {
      expect(seed.datasets.find((candidate) => candidate.code === dataset)?.publisher).not.toBe(requester);
    }
  });
});
