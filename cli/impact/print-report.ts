import { once } from 'node:events';
import type { ImpactReportStream, ReportReaders, ReportRow } from '../../gateway/exports/impact-report.ts';
import { REPORT_WRITERS, schemaLines } from '../../gateway/exports/write-report.ts';
import { printJson, printLine } from '../command.ts';
import type { Anchor } from '../sarif/anchor.ts';
import { sarifOf } from './sarif.ts';

/** How a report is printed. */
export const FORMATS = ['text', 'json', 'sarif', 'csv', 'md', 'xlsx'] as const;
export type Format = (typeof FORMATS)[number];

async function printPieces(pieces: AsyncIterable<string | Buffer>): Promise<void> {
  for await (const piece of pieces) if (!process.stdout.write(piece)) await once(process.stdout, 'drain');
}

/** Who reads what is affected without writing anything: no dataset is affected by way of them. */
export function printReaders({ jobs, truncated }: ReportReaders): void {
  for (const { job, reads } of jobs) printLine(`${job} reads ${reads} and writes nothing that is known.`);
  if (truncated) printLine('More jobs read what is affected than are shown.');
}

async function printText({ head, rows }: ImpactReportStream): Promise<void> {
  const counts = (head.bySeverity ?? []).map(
    ({ severity, datasets, fields }) => `${severity} ${datasets} datasets, ${fields} columns`,
  );
  printLine(`${head.of}: ${counts.length === 0 ? 'no change was given' : counts.join('; ')} (as of ${head.asOf}).`);
  if (head.schema !== null) for (const line of schemaLines(head.schema)) printLine(line);
  printLine(
    head.complete
      ? 'The answer is complete.'
      : `The answer is NOT complete: ${head.reasons.map(({ message }) => message).join(' ')}`,
  );
  printReaders(head.readers);
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
export async function printReport(report: ImpactReportStream, format: Format, anchor: Anchor | null): Promise<void> {
  switch (format) {
    case 'csv':
    case 'md':
    case 'xlsx':
      return printPieces(REPORT_WRITERS[format](report));
    case 'sarif':
      return printJson(await sarifOf(report, anchor));
    case 'json': {
      const rows: ReportRow[] = [];
      for await (const row of report.rows) rows.push(row);
      return printJson({ ...report.head, rows });
    }
    default:
      return printText(report);
  }
}
