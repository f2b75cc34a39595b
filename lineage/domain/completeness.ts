/** Why an answer may not be the whole of it; texts that machines compare. */
export type ReasonCode = 'DEPTH' | 'BUDGET' | 'PERMISSION' | 'UNRESOLVED_NAMES' | 'STORE_BEHIND' | 'CYCLE';

/** One reason, with words for people. */
export interface Reason {
  readonly code: ReasonCode;
  readonly message: string;
}

const MESSAGES: Readonly<Record<ReasonCode, string>> = {
  DEPTH: 'There is more beyond the depth that was asked for. Ask with a greater depth.',
  BUDGET: 'The answer was cut at its published budget. Ask for something nearer, or page on.',
  PERMISSION: 'There are steps that you may not see. Ask the agencies named.',
  UNRESOLVED_NAMES: 'Names that the catalog does not know lie on the way. What they stand for is not known.',
  STORE_BEHIND:
    'The graph store has not taken in all that was recorded; the answer may lack some of it. Ask again shortly.',
  CYCLE: 'A cycle lies on the way, so that this cannot be counted.',
};

/** A reason with its standard message. */
export const reason = (code: ReasonCode): Reason => ({ code, message: MESSAGES[code] });

/** Reasons by code, each once, in the order given; null is no reason. */
export const reasons = (...codes: readonly (ReasonCode | null)[]): Reason[] =>
  [...new Set(codes)].flatMap((code) => (code === null ? [] : reason(code)));
