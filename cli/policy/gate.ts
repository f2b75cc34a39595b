import type { PolicyReport } from './report.ts';

/** From which severity on a pipeline is to stop, the gravest first. */
export const FAIL_ON = ['critical', 'error', 'warn', 'review'] as const;
export type FailOn = (typeof FAIL_ON)[number];

/** Exit status of a question that was answered, and whose answer is to stop the pipeline; errors exit with 1. */
export const STOPPED = 3;

/**
 * Why a pipeline is to stop; null when it may go on. Findings that somebody answers for do not stop it. An answer that
 * is not complete does: what was not looked at may leak.
 */
export function gate({ complete, reasons, findings }: PolicyReport, failOn: FailOn | undefined): string | null {
  if (failOn === undefined) return null;
  const grave = FAIL_ON.slice(0, FAIL_ON.indexOf(failOn) + 1).map((severity) => severity.toUpperCase());
  const open = findings.filter(({ severity, accepted }) => accepted === null && grave.includes(severity)).length;
  if (open > 0) return `${open} findings that nobody answers for are ${failOn} or graver.`;
  return complete ? null : `The answer is not complete: ${reasons.map(({ code }) => code).join(', ')}.`;
}
