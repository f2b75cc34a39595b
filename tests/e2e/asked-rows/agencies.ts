import { expect } from 'vitest';
import { type AskedRow, total } from './row.ts';

/** Agencies, what each answers for, and the partners that work with them. */
export const AGENCY_ROWS: readonly AskedRow[] = [
  [
    'four blocs',
    `{ p: agencies(filter: { bloc: PARTY }) { totalCount } f: agencies(filter: { bloc: FATHERLAND_FRONT }) { totalCount }
       s: agencies(filter: { bloc: SOCIO_POLITICAL }) { totalCount } g: agencies(filter: { bloc: GOVERNMENT }) { totalCount } }`,
    { p: total(4), f: total(1), s: total(1), g: total(33) },
  ],
  [
    'which agency document packets from H29 come from, and what is not known',
    `{ agencies(filter: { electronicCode: "H29" }) { nodes { code electronicCode { code mark source } } }
       none: agencies(filter: { electronicCode: "H29.1" }) { totalCount } b: agency(code: "A11") { electronicCode { code } } }`,
    {
      agencies: {
        nodes: [
          {
            code: 'A01',
            electronicCode: { code: 'H29', mark: 'ILLUSTRATIVE', source: expect.stringMatching(/not verified/) },
          },
        ],
      },
      none: total(0),
      b: { electronicCode: null },
    },
  ],
  [
    'how mature the data governance of an agency is, and was',
    `{ a: agency(code: "A11") { now: maturity(asOf: "2026-11-01") { level assessedOn mark } earlier: maturity(asOf: "2026-06-01") { level }
         before: maturity(asOf: "2026-01-01") { level } maturityHistory { level } }
       b: agency(code: "A24") { maturity { level } maturityHistory { level } } }`,
    {
      a: {
        now: { level: 2, assessedOn: '2026-07-19T17:00:00.000Z', mark: 'ILLUSTRATIVE' },
        earlier: { level: 1 },
        before: null,
        maturityHistory: [{ level: 2 }, { level: 1 }],
      },
      b: { maturity: null, maturityHistory: [] },
    },
  ],
  [
    'levels',
    `{ w: agencies(filter: { level: WARD }) { nodes { code } } c: agencies(filter: { level: COMMUNE }) { nodes { code } }
       z: agencies(filter: { level: SPECIAL_ZONE }) { nodes { code } } b: agencies(filter: { level: CENTRAL }) { totalCount } }`,
    {
      w: { nodes: [{ code: 'A22' }, { code: 'A27' }] },
      c: { nodes: [{ code: 'A23' }] },
      z: { nodes: [{ code: 'A24' }] },
      b: total(12),
    },
  ],
  [
    'six partners, the lead of A01 and the only one of A02, and who has none',
    `{ partners { totalCount } a: agency(code: "A01") { leadPartner { code } partners { code } }
       b: agency(code: "A02") { leadPartner { code } partners { code } } unassignedAgencies { nodes { code name(lang: EN) } } }`,
    {
      partners: total(6),
      a: { leadPartner: { code: 'MBF' }, partners: [{ code: 'MBF' }, { code: 'VNPT' }, { code: 'VTL' }] },
      b: { leadPartner: { code: 'MBF' }, partners: [{ code: 'MBF' }] },
      unassignedAgencies: {
        nodes: [{ code: 'A25', name: 'Steering Committee for S&T, Innovation and Digital Transformation' }],
      },
    },
  ],
  [
    'the post that answers for progress, quality and compliance',
    '{ agency(code: "A11") { accountablePosts(asOf: "2026-11-01") { duty post } early: accountablePost(asOf: "2025-11-01") } }',
    {
      agency: {
        accountablePosts: ['COMPLIANCE', 'PROGRESS', 'QUALITY'].map((duty) => ({ duty, post: 'Giám đốc Sở Y tế' })),
        early: null,
      },
    },
  ],
  [
    'an agency with its names in both languages, bloc, level, line, parent and former agencies',
    `{ a: agency(code: "A10") { vi: name(lang: VI) en: name(lang: EN) bloc level line parent { code } predecessors { code } }
       b: agency(code: "A27") { bloc level parent { code } } }`,
    {
      a: {
        vi: 'Sở Nông nghiệp và Môi trường',
        en: 'Department of Agriculture & Environment',
        bloc: 'GOVERNMENT',
        level: 'CITY',
        line: 'CITY',
        parent: null,
        predecessors: [{ code: 'X05' }, { code: 'X06' }],
      },
      b: { bloc: 'PARTY', level: 'WARD', parent: { code: 'A19' } },
    },
  ],
  [
    'what each partner is there for, as the source states it',
    '{ agency(code: "A01") { assignments { partner { code } isLead scope(lang: VI) mark source } } }',
    {
      agency: {
        assignments: [
          ['MBF', true],
          ['VNPT', false],
          ['VTL', false],
        ].map(([code, isLead]) => ({
          partner: { code },
          isLead,
          scope: 'Theo phạm vi công việc và nhu cầu dữ liệu của cơ quan, đơn vị',
          mark: 'FACT',
          source:
            'Press article on six technology partners, English, 30-1-2026; Vietnamese report on the same six partners, 29-1-2026',
        })),
      },
    },
  ],
  [
    'six partners with the names that the sources give them',
    '{ partners(first: 10) { nodes { code vi: name(lang: VI) en: name(lang: EN) mark } } }',
    {
      partners: {
        nodes: [
          ['CMC', 'Công ty cổ phần Tập đoàn Công nghệ CMC', 'CMC Technology Group Corporation'],
          ['FPT', 'Công ty Cổ phần FPT', 'FPT Corporation'],
          ['MBF', 'Tổng Công ty Viễn thông Mobifone', 'Mobifone Telecommunications Corporation'],
          ['MK', 'Công ty Cổ phần Tập đoàn MK', 'MK Group Corporation'],
          ['VNPT', 'Tập đoàn Bưu chính Viễn thông Việt Nam (VNPT)', 'Vietnam Post and Telecommunications Group'],
          ['VTL', 'Tập đoàn Công nghiệp - Viễn thông Quân đội (Viettel)', 'Viettel Group'],
        ].map(([code, vi, en]) => ({ code, vi, en, mark: 'FACT' })),
      },
    },
  ],
  [
    'how far an agency is with its targets, how good its data are, and which post answers for each',
    `{ agency(code: "A10") { accountablePosts(asOf: "2026-11-01") { duty post(lang: EN) }
         quality(asOf: "2026-11-01") { datasets scored criteria { criterion score measured coverage } } }
       campaign(code: "C2026") { progress(by: AGENCY, filter: { agency: "A10" }, asOf: "2026-11-01") {
         total { targets reported notReported reached coverage } groups { agency { code } } } } }`,
    {
      agency: {
        accountablePosts: ['COMPLIANCE', 'PROGRESS', 'QUALITY'].map((duty) => ({
          duty,
          post: 'Director of the Department of Agriculture & Environment',
        })),
        quality: {
          datasets: 6,
          scored: 6,
          criteria: expect.arrayContaining([{ criterion: 'ACCURATE', score: null, measured: 0, coverage: 0 }]),
        },
      },
      campaign: {
        progress: {
          total: { targets: 2, reported: 1, notReported: 1, reached: 0, coverage: 0.5 },
          groups: [{ agency: { code: 'A10' } }],
        },
      },
    },
  ],
  [
    'who coordinates, inspects and secures the campaign, with what each is to do in it',
    '{ campaign(code: "C2026") { oversight(asOf: "2026-11-01") { role mark agency { code tasks { totalCount } oversight(asOf: "2026-01-13") { role } } } } }',
    {
      campaign: {
        oversight: [
          ['COORDINATOR', 'A03', 5],
          ['COORDINATOR', 'A19', 0],
          ['INSPECTOR', 'A18', 1],
          ['INSPECTOR', 'A20', 0],
          ['SECURITY', 'A02', 2],
        ].map(([role, code, tasks]) => ({
          role,
          mark: 'FACT',
          agency: { code, tasks: { totalCount: tasks }, oversight: [] },
        })),
      },
    },
  ],
];
