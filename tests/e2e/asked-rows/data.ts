import { expect } from 'vitest';
import { type AskedRow, total } from './row.ts';

const NATIONAL = Array.from({ length: 12 }, (_, index) => `N${String(index + 1).padStart(2, '0')}`);

/** Data: lists, flows, use, classes and the survey. */
export const DATA_ROWS: readonly AskedRow[] = [
  [
    'the two mandate lists with what each names',
    '{ a: mandateList(code: "ML-2026-12") { statedCount items { code } } b: mandateList(code: "ML-2025-11") { statedCount items { code } } }',
    {
      a: { statedCount: 12, items: NATIONAL.map((code) => ({ code })) },
      b: { statedCount: 11, items: NATIONAL.filter((code) => code !== 'N08').map((code) => ({ code })) },
    },
  ],
  [
    'what is done with data, by the type of flow',
    `{ sync: flows(filter: { type: API_SYNC }) { totalCount } cleanse: flows(filter: { type: CLEANSE_MATCH }) { totalCount }
       enrich: flows(filter: { type: ENRICH_JOIN }) { totalCount } publish: flows(filter: { type: PUBLISH_OPEN }) { totalCount }
       deidentify: flows(filter: { type: DE_IDENTIFY }) { nodes { code } } standardise: flows(filter: { type: STANDARDIZE }) { totalCount } }`,
    {
      sync: total(20),
      cleanse: total(5),
      enrich: total(7),
      publish: total(16),
      deidentify: { nodes: [{ code: 'F58' }] },
      standardise: total(0),
    },
  ],
  [
    'how far a dataset is used: who is fed by it, and how it is had',
    `{ a: dataset(code: "S09") { downstream { totalCount nodes { ref } } distributions { code format platform { code } } }
       b: dataset(code: "S20") { downstream { totalCount } } }`,
    {
      a: {
        downstream: { totalCount: 5, nodes: ['O05', 'S08', 'S15', 'S31', 'S32'].map((ref) => ({ ref })) },
        distributions: [{ code: 'S09-API', format: 'API', platform: { code: 'LGSP' } }],
      },
      b: { downstream: total(0) },
    },
  ],
  [
    'open data of high value',
    '{ datasets(filter: { highValue: true, tier: OPEN }) { nodes { code mark distributions { format licence(lang: EN) } } } }',
    {
      datasets: {
        nodes: ['O01', 'O05', 'O08', 'O09', 'O16', 'O17'].map((code) => ({
          code,
          mark: 'ILLUSTRATIVE',
          distributions: ['CSV', 'JSON'].map((format) => ({ format, licence: expect.stringMatching(/city/i) })),
        })),
      },
    },
  ],
  [
    'the survey of all databases, by level',
    `{ surveyProgress(by: LEVEL) { complete total { datasets notReviewed reviewed standardised connected }
       groups { level counts { datasets } } } }`,
    {
      surveyProgress: {
        complete: true,
        total: { datasets: 75, notReviewed: 7, reviewed: 20, standardised: 22, connected: 26 },
        groups: [
          { level: 'CENTRAL', counts: { datasets: 17 } },
          { level: 'CITY', counts: { datasets: 56 } },
          { level: 'COMMUNE', counts: { datasets: 1 } },
          { level: 'WARD', counts: { datasets: 1 } },
        ],
      },
    },
  ],
  [
    'the list of shared platforms with how each was evaluated, and what is proposed to be upgraded',
    `{ dataList(code: "shared-platforms-list") { versionInForce(asOf: "2026-06-01") { document { code }
         platforms { code evaluationState upgradeState securityLevel owner { code } } } } }`,
    {
      dataList: {
        versionInForce: {
          document: { code: '127/KH-UBND' },
          platforms: [
            ['HOTLINE-1022', 'EVALUATED', 'DONE', 3, 'A04'],
            ['LGSP', 'NEEDS_UPGRADE', 'APPROVED', 3, 'A04'],
            ['NDOP', 'NOT_EVALUATED', 'NONE', 5, 'B01'],
            ['NDXP', 'EVALUATED', 'NONE', 4, 'B12'],
            ['ONE-STOP', 'NEEDS_UPGRADE', 'PROPOSED', 3, 'A01'],
            ['OPEN-PORTAL', 'EVALUATED', 'PROPOSED', 2, 'A04'],
            ['VNeID', 'EVALUATED', 'NONE', 5, 'B01'],
          ].map(([code, evaluationState, upgradeState, securityLevel, owner]) => ({
            code,
            evaluationState,
            upgradeState,
            securityLevel,
            owner: { code: owner },
          })),
        },
      },
    },
  ],
  [
    'the classes of a dataset and of each column, and by which document and post they were decided',
    `{ dataset(code: "S26") { sharingClass importanceClass piiClass fields { name piiClass directIdentifier }
         classifications { kind class document { code } listItem reviewerPost(lang: EN) decidedOn } } }`,
    {
      dataset: {
        sharingClass: 'PRIVATE',
        importanceClass: 'IMPORTANT',
        piiClass: 'SENSITIVE',
        fields: [
          ['so_dinh_danh', 'BASIC', true],
          ['so_bhxh', 'BASIC', true],
          ['ma_icd', 'SENSITIVE', false],
          ['ma_cs', 'NONE', false],
          ['ngay_kham', 'SENSITIVE', false],
          ['ma_phuong', 'NONE', false],
        ].map(([name, piiClass, directIdentifier]) => ({ name, piiClass, directIdentifier })),
        classifications: [
          ['IMPORTANCE', 'IMPORTANT', '20/2025/QĐ-TTg', 'Mục minh họa: dữ liệu sức khỏe'],
          ['SHARING', 'PRIVATE', '60/2024/QH15', null],
        ].map(([kind, decided, document, listItem]) => ({
          kind,
          class: decided,
          document: { code: document },
          listItem,
          reviewerPost: 'Data classification focal point, Department of Science and Technology',
          decidedOn: '2026-01-19T17:00:00.000Z',
        })),
      },
    },
  ],
  [
    'why personal data is processed, by which document, and how long it is kept',
    `{ a: dataset(code: "S26") { processing { mark purpose(lang: EN) document { code } article retention } }
       b: dataset(code: "S16") { processing { purpose(lang: VI) retention } } c: dataset(code: "S19") { piiClass processing { retention } }
       law: policyDocument(code: "91/2025/QH15") { leanedOnBy { processings(first: 2) { totalCount nodes { dataset { code } } } } } }`,
    {
      a: {
        processing: {
          mark: 'ILLUSTRATIVE',
          purpose: 'Continuity of care between health facilities',
          document: { code: '91/2025/QH15' },
          article: null,
          retention: 'P10Y',
        },
      },
      b: { processing: { purpose: 'Đăng ký hộ tịch và cấp trích lục', retention: null } },
      c: { piiClass: 'NONE', processing: null },
      law: {
        leanedOnBy: {
          processings: { totalCount: 27, nodes: [{ dataset: { code: 'S01' } }, { dataset: { code: 'S02' } }] },
        },
      },
    },
  ],
  [
    'in which platform data is kept, with its security level, and what is kept in a platform',
    `{ a: dataset(code: "S05") { system { code securityLevel mark } } b: dataset(code: "S26") { system { code } }
       p: platform(code: "OPEN-PORTAL") { datasets(first: 2) { totalCount nodes { code } } }
       q: datasets(filter: { system: "ONE-STOP" }) { nodes { code } } }`,
    {
      a: { system: { code: 'HOTLINE-1022', securityLevel: 3, mark: 'ILLUSTRATIVE' } },
      b: { system: null },
      p: { datasets: { totalCount: 22, nodes: [{ code: 'O01' }, { code: 'O02' }] } },
      q: { nodes: [{ code: 'S04' }] },
    },
  ],
  [
    'how far open data is open, and what the catalogue does not know of it',
    `{ a: dataset(code: "O08") { ...Checked } b: dataset(code: "O01") { opennessChecklist { principle met } year: opennessChecklist(updateWithin: "P1Y") { principle met } } }
     fragment Checked on Dataset { opennessChecklist { principle met reason(lang: EN) } }`,
    {
      a: {
        opennessChecklist: [
          ['COMPLETE', null, 'Not measured.'],
          ['LATEST', true, 'The update interval is within the limit.'],
          ['ONLINE', true, 'An address or a platform is named.'],
          ['MACHINE_PROCESSABLE', true, 'It is had in a machine-readable format: CSV, JSON.'],
          ['NO_IDENTIFICATION', null, 'The catalogue records nothing of it.'],
          ['OPEN_FORMAT', true, 'It is had in an open format: CSV, JSON.'],
          ['FREE', null, 'The catalogue records nothing of it.'],
          ['DEMAND_LED', null, 'The catalogue records nothing of it.'],
        ].map(([principle, met, reason]) => ({ principle, met, reason })),
      },
      b: {
        opennessChecklist: expect.arrayContaining([{ principle: 'LATEST', met: false }]),
        year: expect.arrayContaining([{ principle: 'LATEST', met: true }]),
      },
    },
  ],
];
