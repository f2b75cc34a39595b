import type { ImpactReportStream, ReportRow } from './impact-report.ts';

/** Columns of a table of rows, in order. */
const COLUMNS = [
  'level',
  'ref',
  'title',
  'distance',
  'severity',
  'reason',
  'message',
  'agency',
  'agencyName',
  'partner',
  'sharingClass',
  'path',
] as const satisfies readonly (keyof ReportRow)[];

/** What spreadsheets take for a formula when a cell begins with it (OWASP, CSV Injection). */
const FORMULA = /^[=+\-@\t\r]/;

/** A cell of CSV (RFC 4180): quoted where it must be, formulas defused by an apostrophe. */
export function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A cell of a table in Markdown: nothing in it ends the cell, makes markup or HTML. */
export const markdownCell = (value: string | number | null): string =>
  String(value ?? '')
    .replace(/[\r\n]+/g, ' ')
    .replace(/[\\`*_[\]<>|]/g, (character) =>
      character === '<' ? '&lt;' : character === '>' ? '&gt;' : `\\${character}`,
    );

/** The rows as CSV in UTF-8, with the mark at its beginning that spreadsheets need to read Vietnamese. */
export async function* reportAsCsv({ rows }: ImpactReportStream): AsyncIterable<string> {
  yield `\uFEFF${COLUMNS.join(',')}\r\n`;
  for await (const row of rows) yield `${COLUMNS.map((column) => csvCell(row[column])).join(',')}\r\n`;
}

/** The report as Markdown: the totals in words, then the rows as a table. */
export async function* reportAsMarkdown({ head, rows }: ImpactReportStream): AsyncIterable<string> {
  yield `# Impact of ${markdownCell(head.of)}\n\nAs of ${head.asOf}, revision ${head.revision}. ${
    head.complete
      ? 'Complete.'
      : `**Not complete**: ${head.reasons.map(({ code, message }) => `${code} (${markdownCell(message)})`).join('; ')}`
  }\n\n`;
  yield `${Object.entries(head.totals)
    .map(([name, count]) => `- ${name}: ${count}`)
    .join('\n')}\n\n`;
  if (head.bySeverity !== null) {
    const lines = head.bySeverity.map(
      ({ severity, datasets, fields }) => `| ${severity} | ${datasets} | ${fields} |\n`,
    );
    yield `| severity | datasets | columns |\n| --- | --: | --: |\n${lines.join('')}\n`;
  }
  yield `| ${COLUMNS.join(' | ')} |\n|${' --- |'.repeat(COLUMNS.length)}\n`;
  for await (const row of rows) yield `| ${COLUMNS.map((column) => markdownCell(row[column])).join(' | ')} |\n`;
}
