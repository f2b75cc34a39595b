import type { RetentionReport } from '../../lineage/index.ts';
import { printLine } from '../command.ts';

/** Jobs that are printed for a person; --json has more. */
const MOST_PRINTED = 50;

const STAYS: Readonly<Record<keyof RetentionReport['stay'], string>> = {
  open: 'of runs that have not ended',
  recent: 'of runs that were heard of since',
  last: 'of the last runs of their jobs',
  small: 'that would not be shorter',
  first: 'that names the log',
};

const size = (bytes: number): string => {
  if (bytes < 1_000) return `${bytes} B`;
  const unit = bytes < 1e6 ? 'kB' : bytes < 1e9 ? 'MB' : 'GB';
  return `${(bytes / { kB: 1e3, MB: 1e6, GB: 1e9 }[unit]).toFixed(1)} ${unit}`;
};

/** Prints what retention did, or would do, for a person. */
export function printRetention(report: RetentionReport): void {
  const { applied, before, keepLast, runs, runsAtLeast, events, bytesBefore, bytesAfter, stay, jobs } = report;
  const what = applied ? 'Folded' : 'Would fold';
  const count = `${runsAtLeast ? 'at least ' : ''}${runs}`;
  printLine(
    `${what} ${events} events of ${count} runs, recorded before ${before}: ${size(bytesBefore)} become ${size(bytesAfter)}.`,
  );
  for (const job of jobs.slice(0, MOST_PRINTED)) {
    const sizes = `${size(job.bytesBefore)} → ${size(job.bytesAfter)}`;
    printLine(`    ${job.namespace}  ${job.name}  ${job.runs} runs, ${job.events} events, ${sizes}`);
  }
  if (jobs.length > MOST_PRINTED) printLine(`    and ${jobs.length - MOST_PRINTED} more jobs: --json lists them`);
  if (report.jobsTruncated) printLine('    There are more jobs than are listed; they count in the totals.');
  for (const [reason, text] of Object.entries(STAYS)) {
    const staying = stay[reason as keyof typeof stay];
    if (staying > 0)
      printLine(`${staying} events stay ${text}${reason === 'last' ? ` (--keep-last ${keepLast})` : ''}.`);
  }
  printLine(
    applied
      ? 'The graph is what it was. What was folded is known when it is sent again.'
      : 'Nothing was written. To do it: the same with --apply.',
  );
}
