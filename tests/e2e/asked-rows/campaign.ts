import { expect } from 'vitest';
import { type AskedRow, total } from './row.ts';

/** The campaign: tasks, milestones, targets and indicators. */
export const CAMPAIGN_ROWS: readonly AskedRow[] = [
  [
    'the campaign, its documents and its five groups of tasks',
    `{ campaign(code: "C2026") { launchedOn documents { code } tasks { totalCount }
       g1: tasks(filter: { group: INSTITUTIONS }) { totalCount } g2: tasks(filter: { group: DATA }) { totalCount }
       g3: tasks(filter: { group: PLATFORMS }) { totalCount } g4: tasks(filter: { group: HUMAN_RESOURCES }) { totalCount }
       g5: tasks(filter: { group: SECURITY }) { totalCount } } }`,
    {
      campaign: {
        launchedOn: '2026-01-13T17:00:00.000Z',
        documents: ['57-NQ/TW', '204-QĐ/TW', '06/QĐ-TTg', '214/NQ-CP'].map((code) => ({ code })),
        tasks: total(15),
        g1: total(3),
        g2: total(3),
        g3: total(3),
        g4: total(3),
        g5: total(3),
      },
    },
  ],
  [
    'tasks of the coordinator, of the inspectorate and of public security, by what is done with data',
    `{ d: tasks(filter: { agency: "A03" }) { totalCount } i: tasks(filter: { agency: "A18" }) { nodes { kind } }
       p: tasks(filter: { agency: "A02" }) { totalCount } c: tasks(filter: { kind: CLEANSE }) { nodes { code } }
       s: tasks(filter: { kind: STANDARDISE }) { nodes { code } } }`,
    {
      d: total(5),
      i: { nodes: [{ kind: 'REVIEW' }] },
      p: total(2),
      c: { nodes: [{ code: 'C2026-05' }] },
      s: { nodes: [{ code: 'C2026-06' }] },
    },
  ],
  [
    'training as numbers of people',
    `{ progressTargets(filter: { training: true }) { nodes { trainingTopic value unit(lang: EN) task { code } latest(asOf: "2026-11-01") { value } } } }`,
    {
      progressTargets: {
        nodes: [
          ['INFORMATION_SECURITY', 3000, 'C2026-10', 3200],
          ['DIGITAL_SKILLS', 5000, 'C2026-10', 4100],
          ['DATA_ANALYSIS', 300, 'C2026-11', null],
          ['PUBLIC_VNEID', 20000, 'C2026-12', 12000],
        ].map(([trainingTopic, value, code, latest]) => ({
          trainingTopic,
          value,
          unit: 'people',
          task: { code },
          latest: latest === null ? null : { value: latest },
        })),
      },
    },
  ],
  [
    'indicators of 2030 and 2045, with source, against what was measured',
    `{ a: indicators(filter: { year: 2030 }) { totalCount } b: indicators(filter: { year: 2045 }) { totalCount }
       indicator(code: "online-services-2030") { operator value unit(lang: EN) mark source latestValue standing difference } }`,
    {
      a: total(18),
      b: total(3),
      indicator: {
        operator: 'GT',
        value: 80,
        unit: expect.any(String),
        mark: 'FACT',
        source: "Press article on the city's action plan for Resolution 57, undated",
        latestValue: null,
        standing: 'NOT_MEASURED',
        difference: null,
      },
    },
  ],
  [
    'the board of the campaign, a row for each database',
    `{ campaign(code: "C2026") { progress(by: DATASET, asOf: "2026-11-01") { groups { dataset { code } summary { targets reported } } } } }`,
    {
      campaign: {
        progress: {
          groups: [
            ['O21', 1, 1],
            ['S09', 1, 1],
            ['S12', 1, 1],
            ['S14', 1, 0],
            ['S16', 1, 1],
            ['S18', 2, 1],
            ['S26', 1, 1],
            ['S29', 1, 1],
            ['S35', 1, 1],
            ['S36', 1, 0],
            [null, 7, 5],
          ].map(([code, targets, reported]) => ({
            dataset: code === null ? null : { code },
            summary: { targets, reported },
          })),
        },
      },
    },
  ],
  [
    'the milestones of the campaign, by which document each has its day, and where they stand',
    `{ campaign(code: "C2026") { launchedOn milestones { code dueOn state(asOf: "2026-11-01") next: state(asOf: "2027-01-01")
         document { code } mark } } }`,
    {
      campaign: {
        launchedOn: '2026-01-13T17:00:00.000Z',
        milestones: [
          ['C2026-appendix-I', '2025-12-30', 'OVERDUE', 'OVERDUE', '278/2025/NĐ-CP'],
          ['C2026-launch', '2026-01-13', 'REACHED', 'REACHED', null],
          ['C2026-one-platform', '2026-12-30', 'AHEAD', 'OVERDUE', '278/2025/NĐ-CP'],
          ['C2026-roadmap-2026', '2026-12-30', 'AHEAD', 'OVERDUE', '127/KH-UBND'],
          ['C2026-roadmap-2027', '2027-12-30', 'AHEAD', 'AHEAD', '127/KH-UBND'],
          ['C2026-roadmap-2028', '2028-12-30', 'AHEAD', 'AHEAD', '127/KH-UBND'],
          ['C2026-roadmap-2030', '2030-12-30', 'AHEAD', 'AHEAD', '127/KH-UBND'],
        ].map(([code, day, state, next, document]) => ({
          code,
          dueOn: `${day}T17:00:00.000Z`,
          state,
          next,
          document: document === null ? null : { code: document },
          mark: 'FACT',
        })),
      },
    },
  ],
  [
    'the resolutions and projects that it rests on, with what leans on each',
    `{ policyDocuments(first: 50) { nodes { code issuedOn status mark
         leanedOnBy { campaigns { totalCount } tasks { nodes { code } } milestones { totalCount } } } } }`,
    {
      policyDocuments: {
        nodes: expect.arrayContaining(
          (
            [
              ['57-NQ/TW', '2024-12-21', 1, ['C2026-10', 'C2026-11'], 0],
              ['204-QĐ/TW', '2024-11-28', 1, [], 0],
              ['06/QĐ-TTg', '2022-01-05', 1, ['C2026-12'], 0],
              ['214/NQ-CP', '2025-07-22', 1, ['C2026-04', 'C2026-05', 'C2026-07', 'C2026-13'], 0],
              ['60/2024/QH15', '2024-11-29', 0, ['C2026-15'], 0],
              ['278/2025/NĐ-CP', '2025-10-21', 0, ['C2026-09'], 2],
            ] as const
          ).map(([code, day, campaigns, tasks, milestones]) => ({
            code,
            issuedOn: `${day}T17:00:00.000Z`,
            status: 'IN_FORCE',
            mark: 'FACT',
            leanedOnBy: {
              campaigns: total(campaigns),
              tasks: { nodes: tasks.map((task) => ({ code: task })) },
              milestones: total(milestones),
            },
          })),
        ),
      },
    },
  ],
  [
    'growth, and all figures of 2030 and 2045, as the sources state them',
    '{ indicators(first: 50) { nodes { code operator value valueTo year mark } } }',
    {
      indicators: {
        nodes: [
          ['cashless-2030', 'EQ', 80, null, 2030],
          ['centres-2030', 'GE', 5, null, 2030],
          ['competitiveness-rank-2030', 'RANK_TOP', 5, null, 2030],
          ['digital-economy-2030', 'APPROX', 40, null, 2030],
          ['digital-economy-2045', 'GE', 50, null, 2045],
          ['global-tech-2030', 'GE', 3, null, 2030],
          ['growth-2026', 'EQ', 10, null, 2026],
          ['growth-2030', 'RANGE', 10, 11, 2030],
          ['innovating-firms-2030', 'GE', 40, null, 2030],
          ['innovation-rank-2030', 'RANK_TOP', 3, null, 2030],
          ['innovation-rank-2045', 'RANK_TOP', 50, null, 2045],
          ['it-parks-2030', 'GE', 1, null, 2030],
          ['online-services-2030', 'GT', 80, null, 2030],
          ['patents-2030', 'RANGE', 16, 18, 2030],
          ['publications-2030', 'EQ', 10, null, 2030],
          ['rd-centres-2045', 'GE', 5, null, 2045],
          ['rd-share-2030', 'EQ', 2, null, 2030],
          ['st-budget-2030', 'GE', 3, null, 2030],
          ['startup-rank-2030', 'RANK_TOP', 100, null, 2030],
          ['startups-2030', 'EQ', 5000, null, 2030],
          ['tech-firms-2030', 'RANGE', 5, 10, 2030],
          ['tfp-2030', 'GT', 55, null, 2030],
        ].map(([code, operator, value, valueTo, year]) => ({ code, operator, value, valueTo, year, mark: 'FACT' })),
      },
    },
  ],
];
