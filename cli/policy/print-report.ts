import { printJson, printLine } from '../command.ts';
import type { Anchor } from '../sarif/anchor.ts';
import type { PolicyReport } from './report.ts';
import { sarifOf } from './sarif.ts';

/** How findings are printed. */
export const FORMATS = ['text', 'json', 'sarif'] as const;
export type Format = (typeof FORMATS)[number];

function printText({ findings, asOf, complete, reasons }: PolicyReport): void {
  printLine(`${findings.length} findings (as of ${asOf}).`);
  printLine(
    complete
      ? 'The answer is complete.'
      : `The answer is NOT complete: ${reasons.map(({ message }) => message).join(' ')}`,
  );
  for (const { rule, severity, target, title, fields, accepted, reopened, legalGround } of findings) {
    const state =
      accepted !== null
        ? `  [accepted: ${accepted.document.code}${accepted.until === null ? '' : ` until ${accepted.until}`}]`
        : reopened !== null
          ? `  [open again: ${reopened}]`
          : '';
    printLine();
    printLine(`${rule} ${severity.padEnd(8)} ${target}  ${title}${state}`);
    if (legalGround.length > 0) printLine(`    ground: ${legalGround.map(({ document }) => document.code).join(', ')}`);
    for (const { ref, path } of fields) {
      printLine(
        `    ${ref}: ${path?.map((step) => step.ref ?? '(hidden)').join(' → ') ?? '(no proof within the budget)'}`,
      );
    }
  }
}

/** Prints findings on standard output. */
export function printReport(report: PolicyReport, format: Format, anchor: Anchor | null): void {
  if (format === 'sarif') printJson(sarifOf(report, anchor));
  else if (format === 'json') printJson(report);
  else printText(report);
}
