import { asCsv } from '../../kernel/export/csv.ts';
import { asMarkdownTable, markdownCell } from '../../kernel/export/markdown.ts';
import type { Column, ExportForm, Row, Sheet } from '../../kernel/export/sheet.ts';
import { asXlsx } from '../../kernel/export/xlsx.ts';
import type { ImpactReportStream, ReportHead, ReportRow, SchemaDifference } from './impact-report.ts';

/** Columns of a table of rows, in order. */
const COLUMNS = [
  { title: 'level', width: 9 },
  { title: 'ref', width: 28 },
  { title: 'title', width: 36 },
  { title: 'distance', width: 9 },
  { title: 'severity', width: 12 },
  { title: 'reason', width: 22 },
  { title: 'message', width: 60 },
  { title: 'agency', width: 9 },
  { title: 'agencyName', width: 36 },
  { title: 'partner', width: 9 },
  { title: 'sharingClass', width: 13 },
  { title: 'path', width: 80 },
] as const satisfies readonly (Column & { readonly title: keyof ReportRow })[];

/** The rows of a report as a sheet. */
const sheetOf = ({ rows }: ImpactReportStream): Sheet => ({
  name: 'Impact',
  columns: COLUMNS,
  rows: cellsOf(rows),
});

async function* cellsOf(rows: AsyncIterable<ReportRow>): AsyncGenerator<Row> {
  for await (const row of rows) yield COLUMNS.map(({ title }) => row[title]);
}

/** The rows as CSV. */
export const reportAsCsv = (report: ImpactReportStream): AsyncIterable<string> => asCsv(sheetOf(report));

/** The report as Markdown: the totals in words, then the rows as a table. */
export async function* reportAsMarkdown(report: ImpactReportStream): AsyncGenerator<string, void> {
  const { head } = report;
  yield `# Impact of ${markdownCell(head.of)}\n\nAs of ${head.asOf}, revision ${head.revision}. ${
    head.complete
      ? 'Complete.'
      : `**Not complete**: ${head.reasons.map(({ code, message }) => `${code} (${markdownCell(message)})`).join('; ')}`
  }\n\n`;
  yield `${Object.entries(head.totals)
    .map(([name, count]) => `- ${name}: ${count}`)
    .join('\n')}\n\n`;
  if (head.schema !== null) yield `${schemaLines(head.schema).map(markdownCell).join('\n')}\n\n`;
  if (head.bySeverity !== null) {
    const lines = head.bySeverity.map(
      ({ severity, datasets, fields }) => `| ${severity} | ${datasets} | ${fields} |\n`,
    );
    yield `| severity | datasets | columns |\n| --- | --: | --: |\n${lines.join('')}\n`;
  }
  for (const sheet of [...loadsOf(head), readersOf(head)]) {
    yield `${sheet.name}\n\n`;
    yield* asMarkdownTable(sheet);
    yield '\n';
  }
  yield* asMarkdownTable(sheetOf(report));
}

/** The report as a workbook: what is said of the whole, the load of each agency and partner, the rows, and who reads. */
export const reportAsXlsx = (report: ImpactReportStream): AsyncIterable<Buffer> =>
  asXlsx([
    {
      name: 'Totals',
      columns: [
        { title: 'what', width: 24 },
        { title: 'value', width: 40 },
      ],
      rows: totalsOf(report.head),
    },
    ...loadsOf(report.head),
    sheetOf(report),
    readersOf(report.head),
  ]);

const LOADS = ['code', 'name', 'datasets', 'fields', 'breaks', 'atRisk'] as const;

const loadsOf = ({ byAgency, byPartner }: ReportHead): Sheet[] =>
  [
    { name: 'Agencies', loads: byAgency },
    { name: 'Lead partners', loads: byPartner },
  ].map(({ name, loads }) => ({
    name,
    columns: LOADS.map((title) => ({ title, width: title === 'name' ? 36 : 10 })),
    rows: loads.map((load) => LOADS.map((title) => load[title])),
  }));

/** Jobs that read what is affected and write nothing: no row is about them. */
const readersOf = ({ readers: { jobs, truncated } }: ReportHead): Sheet => ({
  name: 'Readers',
  columns: [
    { title: 'job', width: 40 },
    { title: 'reads', width: 28 },
  ],
  rows: [...jobs.map(({ job, reads }) => [job, reads]), ...(truncated ? [['and more', '']] : [])],
});

/** What a proposed schema changes, a line each. */
export const schemaLines = ({ step, changes, added, reordered }: SchemaDifference): string[] => [
  `The proposed schema raises the version by ${step}.`,
  ...changes.map(({ target, kind, to }) => `${kind} ${target}${to === null ? '' : `: ${to}`}`),
  ...added.map((name) => `NEW ${name}`),
  ...(reordered ? ['Columns stand in another order.'] : []),
];

function* totalsOf(head: ReportHead): Generator<Row> {
  yield ['of', head.of];
  yield ['asOf', head.asOf];
  yield ['revision', head.revision];
  yield ['complete', head.complete];
  for (const line of head.schema === null ? [] : schemaLines(head.schema)) yield ['schema', line];
  for (const { code, message } of head.reasons) yield [code, message];
  yield* Object.entries(head.totals);
  for (const { severity, datasets, fields } of head.bySeverity ?? []) {
    yield [`${severity} datasets`, datasets];
    yield [`${severity} columns`, fields];
  }
}

/** How a report is written, by form. */
export const REPORT_WRITERS: Readonly<
  Record<ExportForm, (report: ImpactReportStream) => AsyncIterable<string | Buffer>>
> = { csv: reportAsCsv, md: reportAsMarkdown, xlsx: reportAsXlsx };
