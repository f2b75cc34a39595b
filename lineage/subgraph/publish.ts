import { type Instant, printInstant } from '../domain/instant.ts';
import { datasetOfField, kindOfRef } from '../domain/node-ref.ts';
import type { AnswerHead } from '../projection/answers.ts';
import { IncompleteReason, type LineageAnswer } from './answer.type.ts';
import type { IncompleteCode } from './enums.ts';

/** The code of a dataset of the catalog, from the reference of the dataset or of one of its columns; null for others. */
export function datasetCodeOf(ref: string): string | null {
  const kind = kindOfRef(ref);
  if (kind === 'JOB' || ref.includes('|')) return null;
  return kind === 'FIELD' ? datasetOfField(ref) : ref;
}

/** A JavaScript date; microseconds are cut. */
export const dateOf = (instant: Instant): Date => new Date(printInstant(instant));

/** The same, of an instant that there may not be. */
export const dateOrNull = (instant: Instant | null): Date | null => (instant === null ? null : dateOf(instant));

/**
 * What every answer says of itself, as it is published.
 * @param revision as `LineageService.revisionOf` has it.
 */
export const publishHead = ({ complete, reasons, asOf, asRecorded }: AnswerHead, revision: string): LineageAnswer => ({
  complete,
  reasons: reasons.map(({ code, message }) =>
    Object.assign(new IncompleteReason(), { code: code as IncompleteCode, message }),
  ),
  revision,
  asOf: dateOf(asOf),
  asRecorded: dateOrNull(asRecorded),
});
