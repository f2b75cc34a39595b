import type { ReportHead } from '../../gateway/exports/impact-report.ts';

/** From which severity on a pipeline is to stop. */
export const FAIL_ON = ['breaks', 'at-risk'] as const;
export type FailOn = (typeof FAIL_ON)[number];

/** Exit status of a question that was answered, and whose answer is to stop the pipeline; errors exit with 1. */
export const STOPPED = 3;

/**
 * Why a pipeline is to stop; null when it may go on. An answer that is not complete stops it as well: what was not
 * looked at may break.
 */
export function gate({ complete, reasons, bySeverity }: ReportHead, failOn: FailOn | undefined): string | null {
  if (failOn === undefined) return null;
  const count = (severity: string): number => bySeverity?.find((line) => line.severity === severity)?.datasets ?? 0;
  const [breaks, atRisk] = [count('BREAKS'), count('AT_RISK')];
  if (breaks > 0) return `${breaks} datasets break.`;
  if (failOn === 'at-risk' && atRisk > 0) return `${atRisk} datasets are at risk.`;
  return complete ? null : `The answer is not complete: ${reasons.map(({ code }) => code).join(', ')}.`;
}
