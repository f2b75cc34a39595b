import readXlsxFile from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { ADMINISTRATOR, ANONYMOUS, ARCHITECT, DEVELOPER, seededInstance, stewardOf } from '../support/instance.ts';
import { AGENCY_ROWS } from './asked-rows/agencies.ts';
import { CAMPAIGN_ROWS } from './asked-rows/campaign.ts';
import { DATA_ROWS } from './asked-rows/data.ts';
import { type AskedRow, total } from './asked-rows/row.ts';

const system = seededInstance();
const NOVEMBER = '2026-11-01';

const asked = async (query: string, as = ARCHITECT, variables: Record<string, unknown> = {}) => {
  const { data, errors } = await system().ask(query, variables, as);
  expect(errors).toEqual([]);
  return data;
};

/** What the city's documents ask for, one operation each, and the answer on the sample catalogue. */
const ROWS: readonly AskedRow[] = [...AGENCY_ROWS, ...CAMPAIGN_ROWS, ...DATA_ROWS];

describe('layers and blocks of the national framework', () => {
  it('say how far the survey is in each, and of which layer or block the rest is', async () => {
    const { byLayer, byBlock, masters } = await asked(`{
      byLayer: surveyProgress(by: LAYER) { groups { layer counts { datasets connected } } }
      byBlock: surveyProgress(by: BLOCK) { groups { block counts { datasets connected } } }
      masters: surveyProgress(by: BLOCK, filter: { layer: MASTER }) { total { datasets standardised } }
    }`);
    expect(byLayer.groups).toEqual(
      [
        ['AGGREGATE', 1, 0],
        ['MASTER', 7, 2],
        ['OPEN', 22, 9],
        ['REFERENCE', 2, 1],
        ['SOURCE', 34, 11],
        ['TRANSACTION', 9, 3],
      ].map(([layer, datasets, connected]) => ({ layer, counts: { datasets, connected } })),
    );
    expect(byBlock.groups).toEqual(
      [
        ['CITIZENS_FIRMS', 16, 8],
        ['DEFENCE_SECURITY', 5, 3],
        ['INSTITUTIONS', 4, 3],
        ['INTERNAL_RESOURCES', 7, 0],
        ['SPECIALISED_MANAGEMENT', 39, 12],
        ['STEERING_POLICY', 4, 0],
      ].map(([block, datasets, connected]) => ({ block, counts: { datasets, connected } })),
    );
    expect(masters.total).toEqual({ datasets: 7, standardised: 4 });
  });
});

describe('the catalogue answers in one operation', () => {
  it.each(ROWS)('%s', async (_what, query, answer) => {
    expect(await asked(query)).toEqual(answer);
  });

  it('what each task says of its six clears', async () => {
    const { tasks } = await asked(
      '{ tasks(first: 50) { nodes { agency { code } responsiblePost text dueOn accountablePost deliverable authority { code } } } }',
    );
    expect(tasks.nodes).toHaveLength(15);
    for (const task of tasks.nodes)
      expect(Object.values(task).every((clear) => clear !== null && clear !== '')).toBe(true);
  });

  it('which agencies the sources name, each with its source', async () => {
    const { agencies } = await asked('{ agencies(first: 200) { nodes { code mark source } } }');
    type Named = { readonly code: string; readonly mark: string; readonly source: string };
    const facts = (agencies.nodes as Named[]).filter(({ mark }) => mark === 'FACT');
    expect(facts.map(({ code }) => code).join(' ')).toBe('A01 A02 A03 A18 A19 A20 A25 A27');
    for (const { code, source } of facts) expect(source, code).toMatch(/^Press article .*2026/);
  });

  it('what an agency and its posts contributed in a year', async () => {
    const { campaign } = await asked(
      `{ campaign(code: "C2026") { evaluations(year: 2026, first: 200, asOf: "2026-11-01") { totalCount nodes { agency { code }
           tasks { due inProgress overdue } progress { targets reported } posts { post(lang: EN) reports corrections } } } } }`,
    );
    expect(campaign.evaluations.totalCount).toBe(27);
    expect(
      campaign.evaluations.nodes.find(({ agency }: { agency: { code: string } }) => agency.code === 'A10'),
    ).toEqual({
      agency: { code: 'A10' },
      tasks: { due: 1, inProgress: 1, overdue: 1 },
      progress: { targets: 1, reported: 1 },
      posts: expect.arrayContaining([
        { post: 'Data focal point, Department of Agriculture & Environment', reports: 5, corrections: 1 },
      ]),
    });
  });

  it('and no developer is told that a private dataset exists', async () => {
    const { data, errors } = await system().ask('{ dataset(code: "S26") { piiClass } }', {}, DEVELOPER);
    expect([data, errors.map(({ code }) => code)]).toEqual([{ dataset: null }, ['NOT_FOUND']]);
  });

  it('and refuses a fifth partner', async () => {
    const { errors } = await system().ask(
      'mutation { addPartnerAssignment(input: { agency: "A04", partner: "MBF", validFrom: "2026-06-01" }) { __typename } }',
      {},
      ADMINISTRATOR,
    );
    expect(errors).toMatchObject([{ code: 'CONFLICT' }]);
  });
});

describe('progress of the campaign on 1 November 2026', () => {
  const progress = async (by: string, as = ARCHITECT, filter: object | null = null) =>
    (
      await asked(
        `query ($by: RollUpDimension!, $filter: RollUpFilter, $asOf: DateTime) { campaign(code: "C2026") { progress(by: $by, filter: $filter, asOf: $asOf) {
           total { targets reported notReported coverage reached overdue meanAttainment outlook { reached onTime late notAtThisRate unknown } }
           groups { dataset { code } agency { code } level bloc partner { code } year layer block summary { targets reported } } } } }`,
        as,
        { by, filter, asOf: NOVEMBER },
      )
    ).campaign.progress;

  it('counts what was not reported apart, and takes the mean of the rest', async () => {
    const shares = [1, 84 / 95, 0.68, 0.92, 5 / 11, 55 / 90, 0, 0.6, 0.75, 0.3, 0.82, 1, 0.6];
    expect((await progress('AGENCY')).total).toEqual({
      targets: 18,
      reported: 13,
      notReported: 5,
      coverage: 13 / 18,
      reached: 2,
      overdue: 4,
      meanAttainment: expect.closeTo(shares.reduce((sum, share) => sum + share, 0) / 13, 12),
      outlook: { reached: 2, onTime: 1, late: 5, notAtThisRate: 0, unknown: 10 },
    });
  });

  it('adds up to the same by every dimension', async () => {
    interface Group extends Readonly<Record<string, unknown>> {
      readonly summary: { readonly targets: number };
    }
    const nameOf = (value: unknown): unknown =>
      typeof value === 'object' && value !== null && 'code' in value ? value.code : value;
    const groups = async (by: string, key: string) =>
      (await progress(by)).groups.map((group: Group) => [nameOf(group[key]), group.summary.targets]);
    expect(await groups('BLOC', 'bloc')).toEqual([
      ['FATHERLAND_FRONT', 1],
      ['GOVERNMENT', 15],
      ['PARTY', 1],
      ['SOCIO_POLITICAL', 1],
    ]);
    expect(await groups('LEVEL', 'level')).toEqual([
      ['CITY', 16],
      ['COMMUNE', 1],
      ['WARD', 1],
    ]);
    expect(await groups('PARTNER', 'partner')).toEqual([
      ['CMC', 1],
      ['FPT', 1],
      ['MBF', 3],
      ['MK', 1],
      ['VNPT', 8],
      ['VTL', 4],
    ]);
    expect(await groups('YEAR', 'year')).toEqual([
      [2026, 17],
      [2027, 1],
    ]);
    expect(await groups('LAYER', 'layer')).toEqual([
      ['OPEN', 1],
      ['SOURCE', 10],
      [null, 7],
    ]);
    expect(await groups('BLOCK', 'block')).toEqual([
      ['CITIZENS_FIRMS', 5],
      ['INTERNAL_RESOURCES', 1],
      ['SPECIALISED_MANAGEMENT', 5],
      [null, 7],
    ]);
    expect((await progress('YEAR', ARCHITECT, { layer: 'SOURCE', block: 'CITIZENS_FIRMS' })).total.targets).toBe(5);
    for (const by of ['DATASET', 'AGENCY']) {
      const all = (await progress(by)).groups.map(({ summary }: { summary: { targets: number } }) => summary.targets);
      expect(all.reduce((sum: number, targets: number) => sum + targets, 0)).toBe(18);
    }
    expect((await progress('YEAR', ARCHITECT, { under: 'A01' })).total.targets).toBe(2);
  });

  it('is that of the datasets that are seen', async () => {
    expect((await progress('YEAR', ANONYMOUS)).total.targets).toBe(8);
    expect((await progress('YEAR', DEVELOPER)).total.targets).toBe(11);
    expect((await progress('YEAR', stewardOf('A11'))).total.targets).toBe(13);
    const { surveyProgress } = await asked('{ surveyProgress(by: YEAR) { total { datasets } } }', DEVELOPER);
    expect(surveyProgress.total.datasets).toBe(61);
  });

  it('forecasts against the deadline, says how, and says when it cannot', async () => {
    const { a, b, c, d } = await asked(
      `{ a: progressTarget(code: "C2026-S16-digitised") { forecast(asOf: "2026-11-01") { outlook method } }
         b: progressTarget(code: "C2026-S26-created") { forecast(asOf: "2026-11-01") { outlook atDeadline reason } }
         c: progressTarget(code: "C2026-S09-duplicates") { forecast(asOf: "2026-11-01") { outlook perDay } }
         d: progressTarget(code: "C2026-S18-matched") { latest(asOf: "2026-08-01") { code value corrects }
           reports(inForce: false) { nodes { code value correctedBy } } } }`,
    );
    expect(a.forecast).toEqual({ outlook: 'ON_TIME', method: expect.stringContaining('Theil–Sen') });
    expect(b.forecast).toEqual({
      outlook: 'UNKNOWN',
      atDeadline: null,
      reason: expect.stringContaining('2 of the 3 days'),
    });
    expect(c.forecast.outlook).toBe('LATE');
    expect(c.forecast.perDay).toBeLessThan(0);
    const [wrong] = d.reports.nodes;
    expect(wrong).toMatchObject({ code: 'C2026-S18-matched/3', value: 97 });
    expect(d.latest).toEqual({ code: wrong.correctedBy, value: 79, corrects: 'C2026-S18-matched/3' });
  });
});

describe('the view of a partner', () => {
  const VIEW = `query ($partner: ID!, $asOf: DateTime) {
    partner(code: $partner) {
      assignments(first: 50) { totalCount nodes { agency { code } isLead scope } }
      datasets(first: 5) { totalCount nodes { code publisher { code } } }
      tasks(first: 5) { totalCount nodes { code agency { code } } }
      openRequests: accessRequests(filter: { state: OPEN }) { totalCount nodes { code dataset { code } } }
    }
    policyFindings(filter: { partner: $partner, rules: [R1, R2, R3, R4, R5, R6, R7, R8] }, asOf: $asOf) { totalCount nodes { rule target } }
    campaign(code: "C2026") { progress(by: AGENCY, filter: { partner: $partner }, asOf: $asOf) { total { targets } } }
  }`;

  it('is one operation: assignments, datasets, tasks, open requests, findings and progress, with totals', async () => {
    const data = await asked(VIEW, ARCHITECT, { partner: 'VNPT', asOf: NOVEMBER });
    expect(data.partner).toMatchObject({
      assignments: { totalCount: 13 },
      datasets: total(37),
      tasks: total(12),
      openRequests: { totalCount: 1, nodes: [{ dataset: { code: 'S16' } }] },
    });
    expect(data.policyFindings.nodes).toEqual(
      [
        ['R1', 'O04'],
        ['R1', 'O14'],
        ['R2', 'O03'],
        ['R3', 'O13'],
        ['R4', 'O07'],
      ].map(([rule, target]) => ({ rule, target })),
    );
    expect(data.campaign.progress.total.targets).toBe(8);
    const { partner, policyFindings } = await asked(VIEW, ARCHITECT, { partner: 'MK', asOf: NOVEMBER });
    expect([partner.datasets.totalCount, partner.tasks.totalCount, policyFindings.totalCount]).toEqual([9, 0, 1]);
    expect(partner.datasets.nodes.map(({ code }: { code: string }) => code)).toEqual([
      'O10',
      'O11',
      'O12',
      'O21',
      'S14',
    ]);
  });

  it('shows each what they may see', async () => {
    const { partner } = await asked(
      '{ partner(code: "MK") { datasets { totalCount } accessRequests { totalCount } } }',
      DEVELOPER,
    );
    // S14 and S26 of A11 are hidden from a developer, and requests are for those who decide on them.
    expect(partner).toEqual({ datasets: total(7), accessRequests: total(0) });
  });
});

const get = async (path: string, role: 'architect' | 'developer' | 'anonymous') => {
  const { address } = await system().listen();
  const headers: Record<string, string> =
    role === 'anonymous' ? {} : { authorization: `Bearer ${await system().issuer.issue(role, [])}` };
  return fetch(new URL(path, address), { headers });
};

describe('a list as a file', () => {
  const linesOf = async (path: string, role: 'architect' | 'developer' | 'anonymous' = 'architect') =>
    // The text of a response has no byte order mark any more, by which spreadsheets know the encoding.
    Buffer.from(await (await get(path, role)).arrayBuffer())
      .toString()
      .trimEnd()
      .split('\r\n');

  it('has a row for each dataset of the version in force, in Vietnamese, the same in CSV and in a workbook', async () => {
    const [head, ...rows] = await linesOf('/api/v1/list.csv?list=open-data-list');
    expect(head).toBe('\uFEFFlist,version,state,document,article,approvedOn,code,titleVi,titleEn,agency,agencyName');
    expect(rows).toHaveLength(21);
    expect(rows[0]).toBe(
      'open-data-list,1,APPROVED,127/KH-UBND,,2026-01-19T17:00:00.000Z,O01,Đơn vị hành chính cấp xã (168),Commune-level units,A06,Sở Nội vụ',
    );
    const xlsx = await get('/api/v1/list.xlsx?list=open-data-list', 'architect');
    const [sheet] = await readXlsxFile(Buffer.from(await xlsx.arrayBuffer()));
    const cells = sheet?.data.slice(1) ?? [];
    expect(cells.map((row) => row[6])).toEqual(rows.map((row) => row.split(',')[6]));
    expect(cells.filter((row, place) => !rows[place]?.includes(String(row[7])))).toEqual([]);
  });

  it('can be of a number, of a mandate list, of platforms, and shows each what they may see', async () => {
    const count = async (path: string, role?: 'architect' | 'developer' | 'anonymous') =>
      (await linesOf(path, role)).length - 1;
    expect(await count('/api/v1/list.csv?list=open-data-list&version=2')).toBe(22);
    expect(await count('/api/v1/list.csv?mandateList=ML-2025-11')).toBe(11);
    expect(await count('/api/v1/list.csv?mandateList=ML-2025-11&version=2', 'developer')).toBe(12);
    expect(await count('/api/v1/list.csv?mandateList=ML-2025-11', 'anonymous')).toBe(0);
    expect(await count('/api/v1/list.csv?list=shared-platforms-list')).toBe(7);
  });

  it('tells what differs between two versions', async () => {
    expect((await linesOf('/api/v1/list-diff.csv?list=open-data-list&from=1&to=2')).slice(1)).toEqual([
      'open-data-list,1,2,added,O21,Cơ sở lưu trú,Lodging,A15,Sở Du lịch',
    ]);
    expect((await linesOf('/api/v1/list-diff.csv?mandateList=ML-2025-11&from=2&to=1')).slice(1)).toEqual([
      'ML-2025-11,2,1,removed,N08,CSDL tổng hợp quốc gia,National Integrated (national database),B12,Trung tâm Dữ liệu quốc gia',
    ]);
    expect((await linesOf('/api/v1/list-diff.csv?list=shared-platforms-list&from=1&to=2'))[1]).toMatch(
      /^shared-platforms-list,1,2,added,EXCHANGE,/,
    );
  });

  it.each([
    ['/api/v1/list.csv', 400],
    ['/api/v1/list.csv?list=open-data-list&mandateList=ML-2025-11', 400],
    ['/api/v1/list.csv?list=open-data-list&version=0', 400],
    ['/api/v1/list.csv?list=open-data-list&of=N01', 400],
    ['/api/v1/list.csv?list=open-data', 404],
    ['/api/v1/list.csv?list=open-data-list&version=9', 404],
    ['/api/v1/list-diff.csv?list=open-data-list&from=1', 400],
    ['/api/v1/list-diff.md?mandateList=ML-2025-11&from=1&to=9', 404],
  ])('%s is refused with %i', async (path, status) => {
    expect((await get(path, 'architect')).status).toBe(status);
  });
});

describe('the yearly evaluation as a file', () => {
  it('has a row for each agency and post, the same in CSV and in a workbook, in Vietnamese', async () => {
    const csv = await (
      await get('/api/v1/evaluation.csv?campaign=C2026&year=2026&asOf=2026-11-01', 'architect')
    ).text();
    const lines = csv.trimEnd().split('\r\n').slice(1);
    expect(lines.filter((line) => line.includes(',agency,'))).toHaveLength(27);
    // A10: one task due in October and not done, two targets of S18 of which one is due in 2026, reported and not reached.
    const { agency } = await asked(
      '{ agency(code: "A10") { quality(asOf: "2026-11-01") { datasets scored score coverage passing failing undecided } } }',
    );
    const { scored, score, coverage, passing, failing, undecided } = agency.quality;
    expect([agency.quality.datasets, scored]).toEqual([6, 6]);
    // Six datasets: S20 is not reviewed, S18 and O07 are standardised, S19, O08 and O09 are connected.
    expect(lines).toContain(
      `2026,A10,Sở Nông nghiệp và Môi trường,GOVERNMENT,CITY,VNPT,agency,Giám đốc Sở Nông nghiệp và Môi trường,1,0,1,0,0,1,1,1,0,1,0,1,${84 / 95},5,1,6,0,0,1,0,2,3,6,${scored},${score},${coverage},${passing},${failing},${undecided},false`,
    );
    const xlsx = await get('/api/v1/evaluation.xlsx?campaign=C2026&year=2026&asOf=2026-11-01', 'architect');
    const [sheet] = await readXlsxFile(Buffer.from(await xlsx.arrayBuffer()));
    expect(sheet?.data.slice(1).map((row) => row.slice(0, 2).join())).toEqual(
      lines.map((line) => line.split(',').slice(0, 2).join()),
    );
  });

  it('shows a developer nothing of hidden datasets', async () => {
    const csv = await (
      await get('/api/v1/evaluation.csv?campaign=C2026&year=2026&asOf=2026-11-01', 'developer')
    ).text();
    const a10 = csv.split('\r\n').filter((line) => line.startsWith('2026,A10'));
    expect(a10[0]).toContain('Giám đốc Sở Nông nghiệp và Môi trường,1,0,1,0,0,1,0,0,0,,0,0,,0,0');
  });

  it.each([
    ['/api/v1/evaluation.csv?campaign=C2026', 400],
    ['/api/v1/evaluation.csv?campaign=C2026&year=26', 400],
    ['/api/v1/evaluation.csv?campaign=C2026&year=2026&of=N01', 400],
    ['/api/v1/evaluation.xlsx?campaign=C1999&year=2026', 404],
  ])('%s is refused with %i', async (path, status) => {
    expect((await get(path, 'architect')).status).toBe(status);
  });
});

describe('texts that would be formulas', () => {
  const TITLE = '=HYPERLINK("http://x","Đường bộ")';
  const NAME = '＋Sở Xây dựng';
  const write = async (titleVi: string, nameVi: string) => {
    const { errors } = await system().ask(
      `mutation ($dataset: UpdateDatasetInput!, $agency: UpdateAgencyInput!) {
         updateDataset(input: $dataset) { code } updateAgency(input: $agency) { code } }`,
      { dataset: { code: 'O15', titleVi }, agency: { code: 'A08', nameVi } },
      ADMINISTRATOR,
    );
    expect(errors).toEqual([]);
    await system().instance.settle();
  };

  it('are texts in every file that is exported, and stay what they were', async () => {
    const { dataset, agency } = await asked(
      '{ dataset(code: "O15") { title(lang: VI) } agency(code: "A08") { name(lang: VI) } }',
    );
    await write(TITLE, NAME);
    try {
      for (const [path, holds] of [
        ['list.FORM?list=open-data-list', [TITLE, NAME]],
        ['evaluation.FORM?campaign=C2026&year=2026', [NAME]],
        ['impact.FORM?of=S21', [TITLE, NAME]],
      ] as const) {
        const csv = await (await get(`/api/v1/${path.replace('FORM', 'csv')}`, 'architect')).text();
        const xlsx = await get(`/api/v1/${path.replace('FORM', 'xlsx')}`, 'architect');
        const sheets = await readXlsxFile(Buffer.from(await xlsx.arrayBuffer()));
        const cells = sheets.flatMap(({ data }) => data.flat());
        for (const text of holds) {
          expect(csv, path).toContain(`'${text.replaceAll('"', '""')}`);
          expect(csv, path).not.toMatch(/(^|[,"])[=＋]/m);
          expect(cells, path).toContain(text);
        }
      }
    } finally {
      await write(dataset.title, agency.name);
    }
  });
});
