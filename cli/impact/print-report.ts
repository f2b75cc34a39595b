import type { ImpactReportStream, ReportRow } from '../../gateway/exports/impact-report.ts';
import { reportAsCsv, reportAsMarkdown } from '../../gateway/exports/write-report.ts';
import { printJson, printLine } from '../command.ts';
import { sarifOf } from './sarif.ts';

/** How a report is printed. */
export const FORMATS = ['text', 'json', 'sarif', 'csv', 'md'] as const;
export type Format = (typeof FORMATS)[number];

async function printPieces(pieces: AsyncIterable<string>): Promise<void> {
  for await (const piece of pieces) process.stdout.write(piece);
}

async function printText({ head, rows }: ImpactReportStream): Promise<void> {
  const counts = (head.bySeverity ?? []).map(
    ({ severity, datasets, fields }) => `${severity} ${datasets} datasets, ${fields} columns`,
  );
  printLine(`${head.of}: ${counts.length === 0 ? 'no change was given' : counts.join('; ')} (as of ${head.asOf}).`);
  printLine(
    head.complete
      ? 'The answer is complete.'
      : `The answer is NOT complete: ${head.reasons.map(({ message }) => message).join(' ')}`,
  );
  for await (const { level, ref, severity, message, agency, partner, sharingClass } of rows) {
    const fate = `${(severity ?? '').padEnd(10)} ${ref}`;
    if (level === 'column') printLine(`    ${fate}  ${message ?? ''}`);
    else
      printLine(
        `${fate}  ${message ?? ''}${agency === null ? '' : `  ${agency}${partner === null ? '' : `, lead partner ${partner}`}`}${sharingClass === 'OPEN' ? '  [open]' : ''}`,
      );
  }
}

/** Prints a report on standard output, a row at a time but for JSON and SARIF, which are one object. */
export async function printReport(report: ImpactReportStream, format: Format): Promise<void> {
  switch (format) {
    case 'csv':
      return printPieces(reportAsCsv(report));
    case 'md':
      return printPieces(reportAsMarkdown(report));
    case 'sarif':
      return printJson(await sarifOf(report.head.of, report.rows));
    case 'json': {
      const rows: ReportRow[] = [];
      for await (const row of report.rows) rows.push(row);
      return printJson({ ...report.head, rows });
    }
    default:
      return printText(report);
  }
}
