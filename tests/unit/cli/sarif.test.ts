import { describe, expect, test } from 'vitest';
import { sarifOf as sarifOfImpact } from '../../../cli/impact/sarif.ts';
import type { ReportedFinding } from '../../../cli/policy/report.ts';
import { sarifOf as sarifOfPolicy } from '../../../cli/policy/sarif.ts';
import { type Anchor, readAnchor } from '../../../cli/sarif/anchor.ts';
import type { ImpactReportStream, ReportRow } from '../../../gateway/exports/impact-report.ts';
import { type ReadLog, wrongInSarif } from '../../support/sarif.ts';

const row = (ref: string, severity: string, reason: string): ReportRow => ({
  ...{
    level: ref.includes('.') ? ('column' as const) : ('dataset' as const),
    ref,
    title: '',
    distance: 1,
    severity,
    reason,
  },
  ...{ message: `Because ${reason}.`, agency: 'A12', agencyName: 'Sở', partner: null, sharingClass: 'OPEN', path: '' },
});
const ROWS = [
  row('S01', 'BREAKS', 'SOURCE_DROPPED'),
  row('S01.a', 'BREAKS', 'SOURCE_DROPPED'),
  row('O14', 'AT_RISK', 'VALUES_CUT'),
  row('O14.ngày sinh', 'AT_RISK', 'VALUES_CUT'),
  row('O15', 'UNAFFECTED', 'NOT_REACHED'),
];
const impactLog = async ({
  rows = ROWS,
  of = 'N01.a',
  complete = true,
  anchor = null as Anchor | null,
} = {}): Promise<ReadLog> => {
  const report = {
    head: {
      ...{ of, complete, revision: '7', asOf: '2026-11-26T00:00:00Z', totals: {}, bySeverity: null, schema: null },
      reasons: complete ? [] : [{ code: 'BUDGET', message: 'It was cut.' }],
      ...{ byAgency: [], byPartner: [], readers: { truncated: false, jobs: [] } },
    },
    rows: (async function* () {
      yield* rows;
    })(),
  } satisfies ImpactReportStream;
  return (await sarifOfImpact(report, anchor)) as ReadLog;
};

const finding = (rule: string, severity: string, more: Partial<ReportedFinding> = {}): ReportedFinding => ({
  ...{ rule, title: `Title of ${rule}`, severity, target: `O${rule}`, firstSeen: null, reopened: null, accepted: null },
  legalGround: [{ document: { code: '91/2025/QH15' }, article: '14' }],
  fields: [
    { ref: `O${rule}.a`, path: [{ ref: null }, { ref: 'job:F1' }, { ref: `O${rule}.a` }] },
    { ref: `O${rule}.b`, path: null },
  ],
  ...more,
});
const FINDINGS = [
  finding('R1', 'CRITICAL'),
  finding('R6', 'ERROR', { target: 'element:ho_ten', fields: [] }),
  finding('R3', 'WARN'),
  finding('R4', 'REVIEW', { accepted: { document: { code: '127/KH-UBND' }, article: null, until: null } }),
  finding('R4', 'CRITICAL', { target: 'O18' }),
];
const policyLog = (findings = FINDINGS, anchor: Anchor | null = null): ReadLog =>
  sarifOfPolicy({ asOf: '2026-11-01', revision: '1', complete: true, reasons: [], findings }, anchor) as ReadLog;
const marks = ({ runs }: ReadLog): string[] =>
  (runs[0]?.results ?? []).map(({ partialFingerprints }) => JSON.stringify(partialFingerprints));

describe('a log of SARIF 2.1.0', () => {
  test('is in order, of an impact and of findings, with and without a place in the repository, with nothing found', async () => {
    const anchor = readAnchor('schemas/n01.json:12');
    expect(
      [
        await impactLog(),
        await impactLog({ anchor }),
        await impactLog({ rows: [], complete: false }),
        policyLog(),
        policyLog(FINDINGS, anchor),
        policyLog([]),
      ].map(wrongInSarif),
    ).toEqual([[], [], [], [], [], []]);
  });

  test.each<[string, (log: ReadLog) => unknown, RegExp]>([
    ['no version', ({ runs }) => ({ runs }), /version is missing/],
    ['another version', (log) => ({ ...log, version: '2.0.0' }), /version is none of 2.1.0/],
    ['a property that is none', (log) => ({ ...log, tool: {} }), /tool is not of SARIF/],
    ['a rule of another name', ({ runs }) => with0(runs, { ruleId: 'X' }), /rule 0 is not X/],
    ['a level that is none', ({ runs }) => with0(runs, { level: 'critical' }), /level is none of/],
    ['no message', ({ runs }) => with0(runs, { message: {} }), /text is missing/],
    [
      'a state that is none',
      ({ runs }) => with0(runs, { suppressions: [{ kind: 'external', status: 'open' }] }),
      /status is none of/,
    ],
    ['an empty flow', ({ runs }) => with0(runs, { codeFlows: [{ threadFlows: [] }] }), /fewer than 1/],
    [
      'an absolute place',
      ({ runs }) =>
        with0(runs, {
          locations: [{ physicalLocation: { artifactLocation: { uri: '/etc/x' } }, logicalLocations: [] }],
        }),
      /no relative URI/,
    ],
    [
      'one fingerprint twice',
      ({ runs }) => ({
        version: '2.1.0',
        runs: runs.map((run) => ({ ...run, results: [run.results[0], run.results[0]] })),
      }),
      /two results have one/,
    ],
  ])('with %s is found not to be', async (_, spoil, wrong) => {
    expect(wrongInSarif(spoil(await impactLog())).join('\n')).toMatch(wrong);
  });

  test('has the level of each severity; what goes on as before is no result, what is accepted is suppressed', async () => {
    const [impact] = (await impactLog()).runs;
    expect(impact?.results.map(({ ruleId, level }) => `${ruleId} ${level}`)).toEqual([
      'SOURCE_DROPPED error',
      'SOURCE_DROPPED error',
      'VALUES_CUT warning',
      'VALUES_CUT warning',
    ]);
    const [policy] = policyLog().runs;
    expect(
      policy?.results.map(({ ruleId, ruleIndex, level, suppressions }) => [
        ruleId,
        ruleIndex,
        level,
        suppressions?.length ?? 0,
      ]),
    ).toEqual([
      ['R1', 0, 'error', 0],
      ['R6', 1, 'error', 0],
      ['R3', 2, 'warning', 0],
      ['R4', 3, 'note', 1],
      ['R4', 3, 'error', 0],
    ]);
  });

  test('knows a result again whatever else is found, wherever the change stands, and takes none for another', async () => {
    const before = marks(await impactLog());
    expect(marks(await impactLog({ rows: ROWS.toReversed(), anchor: readAnchor('other.json') })).sort()).toEqual(
      [...before].sort(),
    );
    expect(marks(await impactLog({ of: 'N01.b' })).filter((mark) => before.includes(mark))).toEqual([]);
    expect(marks(policyLog(FINDINGS.slice(1)))).toEqual(marks(policyLog()).slice(1));
  });

  test('stands at the file of the change where that is known, and nowhere else: code hosts refuse the rest', async () => {
    const places = ({ runs }: ReadLog) =>
      runs[0]?.results.flatMap(({ locations }) => locations.map(({ physicalLocation }) => physicalLocation));
    const there = {
      artifactLocation: { uri: 'schemas/n%201.json', uriBaseId: '%SRCROOT%' },
      region: { startLine: 12 },
    };
    expect(places(await impactLog({ anchor: readAnchor('./schemas/n 1.json:12') }))).toEqual([
      there,
      there,
      there,
      there,
    ]);
    expect(JSON.stringify(policyLog(FINDINGS, readAnchor('a.json'))).match(/"logicalLocations"/g)?.length).toBe(
      JSON.stringify(policyLog(FINDINGS, readAnchor('a.json'))).match(/"physicalLocation"/g)?.length,
    );
    expect(places(policyLog())).toEqual(FINDINGS.map(() => undefined));
  });

  test('says that an answer is not the whole', async () => {
    expect((await impactLog({ complete: false })).runs[0]?.invocations).toEqual([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [{ level: 'warning', message: { text: 'It was cut.' } }],
      },
    ]);
  });
});

test.each(['', '/etc/passwd', '../x.json', 'a/../../x', 'x.json:0'])('%j is no place in the repository', (text) => {
  expect(() => readAnchor(text)).toThrow(/no place in this repository/);
});

/** The runs with the first result changed. */
const with0 = (runs: ReadLog['runs'], change: object): object => ({
  version: '2.1.0',
  runs: runs.map((run) => ({
    ...run,
    results: run.results.map((result, place) => (place === 0 ? { ...result, ...change } : result)),
  })),
});
