import { BadInputError, ConflictError } from '../../kernel/errors/errors.ts';

/** The states of the inventory survey, in order. */
export const SURVEY_STATES = ['NOT_REVIEWED', 'REVIEWED', 'STANDARDISED', 'CONNECTED'] as const;

/** One of them. */
export type SurveyStateName = (typeof SURVEY_STATES)[number];

/**
 * States that may follow: the next one, and any before it, which is a survey reopened. The database holds the same.
 */
export const nextStates = (from: SurveyStateName): readonly SurveyStateName[] => {
  const at = SURVEY_STATES.indexOf(from);
  return SURVEY_STATES.filter((_, index) => index === at + 1 || index < at);
};

/** True when a survey goes back. */
export const isReopened = (from: SurveyStateName, to: SurveyStateName): boolean =>
  SURVEY_STATES.indexOf(to) < SURVEY_STATES.indexOf(from);

/**
 * @throws ConflictError for a jump, with the present state and what may follow; BadInputError when a survey goes back
 * and nobody says why.
 */
export function checkSurveyStep(dataset: string, from: SurveyStateName, to: SurveyStateName, hasReason: boolean): void {
  const allowed = nextStates(from);
  if (!allowed.includes(to)) {
    throw new ConflictError(
      `The survey of ${dataset} is ${from} and cannot become ${to}: it goes one step at a time, or back. From ${from} it can become ${allowed.join(' or ')}.`,
      { dataset, state: from, allowed },
    );
  }
  if (isReopened(from, to) && !hasReason) {
    throw new BadInputError(
      `The survey of ${dataset} goes back from ${from} to ${to}: say why in reasonVi and reasonEn.`,
      { argument: 'reasonVi' },
    );
  }
}
