import readXlsxFile from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import { gate } from '../../../cli/impact/gate.ts';
import { readChange } from '../../../gateway/exports/change-text.ts';
import { impactReport, type ReportAsker } from '../../../gateway/exports/impact-report.ts';
import { REPORT_WRITERS, reportAsCsv, reportAsMarkdown, reportAsXlsx } from '../../../gateway/exports/write-report.ts';

const node = (ref: string) => ({
  ref,
  distance: 1,
  severity: 'BREAKS',
  reason: { code: 'SOURCE_DROPPED', message: 'Dropped.' },
  path: [{ ref: 'N01.a' }, { ref: null }, { ref: `${ref}.a` }],
  dataset: {
    title: '=Điểm thi, "lớp 10"',
    sharingClass: 'OPEN',
    publisher: { code: 'A12', name: 'Sở', leadPartner: null },
  },
  fields: [
    {
      ref: `${ref}.a`,
      name: 'a',
      distance: 1,
      severity: 'BREAKS',
      reason: { code: 'SOURCE_DROPPED', message: 'Dropped.' },
    },
  ],
});
const HEAD = {
  of: 'N01.a',
  complete: true,
  reasons: [],
  revision: '7',
  asOf: '2026-11-26T00:00:00Z',
  totals: { datasets: 2 },
  bySeverity: [{ severity: 'BREAKS', datasets: 2, fields: 2 }],
  byAgency: [{ agency: { code: 'A12', name: 'Sở' }, datasets: 2, fields: 2, breaks: 2, atRisk: 0 }],
  byPartner: [],
  readers: { truncated: true, ends: [{ ref: 'N01', job: { ref: 'job:superset|report' } }] },
};
/** A head, and two pages of the answer that it is of; what is asked for is kept. */
const asker = (asked: Readonly<Record<string, unknown>>[] = []): ReportAsker => {
  return (_query, variables) => {
    asked.push(variables);
    if (!('atRevision' in variables)) return Promise.resolve({ data: { impact: HEAD } });
    const page = variables['after'] === null ? 0 : 1;
    const pageInfo = { hasNextPage: page === 0, endCursor: 'next' };
    return Promise.resolve({ data: { impact: { datasets: { pageInfo, nodes: [node(`S0${page + 1}`)] } } } });
  };
};
const text = async (pieces: AsyncIterable<string>): Promise<string> => {
  let all = '';
  for await (const piece of pieces) all += piece;
  return all;
};
const QUESTION = { of: 'N01.a', changes: [readChange('drop')], asOf: null };

describe('a change in a line', () => {
  test.each([
    ['drop', { target: null, kind: 'DROP', to: null }],
    ['type:numeric(12,2)', { target: null, kind: 'TYPE', to: 'numeric(12,2)' }],
    ['N01.ho_ten=rename:ten', { target: 'N01.ho_ten', kind: 'RENAME', to: 'ten' }],
    ['meaning:a=b', { target: null, kind: 'MEANING', to: 'a=b' }],
    ['pg|t#a=drop', { target: 'pg|t#a', kind: 'DROP', to: null }],
  ])('%s', (given, read) => {
    expect(readChange(given)).toEqual(read);
  });
  test.each(['', 'destroy', 'drop N01', 'N01.a', '=drop'])('%j is none', (given) => {
    expect(() => readChange(given)).toThrow(/is no change/);
  });
});

describe('a report', () => {
  test('as CSV has the mark, a line for each dataset and column of all pages, and no formula', async () => {
    const csv = await text(reportAsCsv(await impactReport(asker(), QUESTION)));
    expect(csv.startsWith('\uFEFFlevel,ref,title')).toBe(true);
    expect(csv.trimEnd().split('\r\n')).toHaveLength(5);
    expect(csv).toContain(`"'=Điểm thi, ""lớp 10"""`);
    expect(csv).toContain('N01.a → (hidden) → S01.a');
  });

  test('as Markdown has the totals of the query and the same lines', async () => {
    const markdown = await text(reportAsMarkdown(await impactReport(asker(), QUESTION)));
    expect(markdown).toContain('- datasets: 2');
    expect(markdown).toContain('| BREAKS | 2 | 2 |');
    expect(markdown.match(/^\| (dataset|column) /gm)).toHaveLength(4);
    // A job that reads what is affected and writes nothing is no row, and there are more of them.
    expect(markdown).toMatch(/^\| job:superset\\\|report \| N01 \|\n\| and more \| {1,2}\|$/m);
  });

  test('as a workbook has the totals of the query and the same lines', async () => {
    const pieces: Buffer[] = [];
    for await (const piece of reportAsXlsx(await impactReport(asker(), QUESTION))) pieces.push(piece);
    const [totals, agencies, , impact, readers] = await readXlsxFile(Buffer.concat(pieces));
    expect(agencies?.data[1]).toEqual(['A12', 'Sở', 2, 2, 2, 0]);
    expect(totals?.data).toContainEqual(['BREAKS datasets', 2]);
    expect(readers?.data[1]).toEqual(['job:superset|report', 'N01']);
    expect(impact?.data.map(([level, ref, title]) => [level, ref, title])).toEqual([
      ['level', 'ref', 'title'],
      ['dataset', 'S01', '=Điểm thi, "lớp 10"'],
      ['column', 'S01.a', 'a'],
      ['dataset', 'S02', '=Điểm thi, "lớp 10"'],
      ['column', 'S02.a', 'a'],
    ]);
  });

  test('is of the one answer that its head is of', async () => {
    const asked: Readonly<Record<string, unknown>>[] = [];
    await text(reportAsCsv(await impactReport(asker(asked), QUESTION)));
    expect(asked.map(({ asOf, atRevision, after }) => [asOf, atRevision, after])).toEqual([
      [null, undefined, undefined],
      [HEAD.asOf, '7', null],
      [HEAD.asOf, '7', 'next'],
    ]);
  });

  test('breaks off when the answer is let go', async () => {
    const gone: ReportAsker = (query, variables) =>
      variables['after'] === 'next'
        ? Promise.resolve({ data: null, errors: [{ message: 'gone', extensions: { code: 'READ_ANEW' } }] })
        : asker()(query, variables);
    const report = await impactReport(gone, QUESTION);
    await expect(text(reportAsCsv(report))).rejects.toMatchObject({ code: 'READ_ANEW' });
  });

  test('is to be asked again in a moment when its answer finds no room, before anything is written', async () => {
    const full: ReportAsker = (query, variables) =>
      'atRevision' in variables
        ? Promise.resolve({ data: null, errors: [{ message: 'gone', extensions: { code: 'READ_ANEW' } }] })
        : asker()(query, variables);
    await expect(impactReport(full, QUESTION)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  });

  test('is refused before anything is written when its first page cannot be had', async () => {
    const down: ReportAsker = (query, variables) =>
      'atRevision' in variables
        ? Promise.resolve({ data: null, errors: [{ message: 'down', extensions: { code: 'SERVICE_UNAVAILABLE' } }] })
        : asker()(query, variables);
    await expect(impactReport(down, QUESTION)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  });

  test.each(['csv', 'md', 'xlsx'] as const)(
    'as %s holds one page of 300,000 rows, and asks for the next when it is read',
    async (form) => {
      const [pages, columns] = [30, 10_000];
      let asked = 0;
      const wide: ReportAsker = async (_query, variables) => {
        if (!('atRevision' in variables)) return { data: { impact: HEAD } };
        asked += 1;
        const [field] = node(`S${asked}`).fields;
        const nodes = [{ ...node(`S${asked}`), fields: Array.from({ length: columns }, () => field) }];
        return {
          data: { impact: { datasets: { pageInfo: { hasNextPage: asked < pages, endCursor: `${asked}` }, nodes } } },
        };
      };
      let [rows, ahead, most] = [0, 0, 0];
      globalThis.gc?.();
      const before = process.memoryUsage().heapUsed;
      const report = await impactReport(wide, QUESTION);
      const counted = {
        head: report.head,
        rows: (async function* () {
          for await (const row of report.rows) {
            rows += 1;
            ahead = Math.max(ahead, asked - Math.ceil(rows / (columns + 1)));
            if (rows % 20_000 === 0) most = Math.max(most, process.memoryUsage().heapUsed);
            yield row;
          }
        })(),
      };
      for await (const _ of REPORT_WRITERS[form](counted));
      expect([rows, asked, ahead]).toEqual([pages * (columns + 1), pages, 0]);
      expect((most - before) / 1_048_576).toBeLessThan(150);
    },
    120_000,
  );

  test('is refused as the query is', async () => {
    const errors = [{ message: 'no', extensions: { code: 'NOT_FOUND' } }];
    await expect(impactReport(() => Promise.resolve({ data: null, errors }), QUESTION)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('a pipeline stops', () => {
  const head = (breaks: number, atRisk: number, complete = true) => ({
    ...HEAD,
    byAgency: [],
    readers: { truncated: false, jobs: [] },
    schema: null,
    revision: '1',
    complete,
    reasons: complete ? [] : [{ code: 'BUDGET', message: '' }],
    bySeverity: [
      { severity: 'BREAKS', datasets: breaks, fields: 0 },
      { severity: 'AT_RISK', datasets: atRisk, fields: 0 },
    ],
  });
  test.each([
    [head(1, 0), 'breaks', /break/],
    [head(0, 1), 'at-risk', /at risk/],
    [head(0, 0, false), 'breaks', /not complete/],
  ] as const)('%#', (given, failOn, why) => {
    expect(gate(given, failOn)).toMatch(why);
  });
  test('or goes on', () => {
    expect([gate(head(1, 1), undefined), gate(head(0, 1), 'breaks'), gate(head(0, 0), 'at-risk')]).toEqual([
      null,
      null,
      null,
    ]);
  });
});
