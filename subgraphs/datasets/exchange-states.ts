import { ConflictError } from '../../kernel/errors/errors.ts';

/** Where a listing on the market place for data stands. */
export const EXCHANGE_STATES = ['DRAFT', 'ELIGIBLE', 'LISTED', 'WITHDRAWN'] as const;

/** One of the states. */
export type ExchangeStateName = (typeof EXCHANGE_STATES)[number];

/**
 * The steps from each state, with the mutation that takes them. Back from ELIGIBLE to DRAFT, no mutation leads: that
 * happens by itself when the dataset is no longer eligible. The database holds the same.
 */
const STEPS: Readonly<Record<ExchangeStateName, Partial<Record<ExchangeStateName, string>>>> = {
  DRAFT: { ELIGIBLE: 'confirmExchangeEligibility', WITHDRAWN: 'withdrawExchangeListing' },
  ELIGIBLE: { LISTED: 'listOnExchange', WITHDRAWN: 'withdrawExchangeListing' },
  LISTED: { WITHDRAWN: 'withdrawExchangeListing' },
  WITHDRAWN: {},
};

/** @throws ConflictError that says the present state and what is allowed from it. */
export function checkExchangeStep(code: string, from: ExchangeStateName, to: ExchangeStateName): void {
  if (STEPS[from][to] !== undefined) return;
  const allowed = Object.entries(STEPS[from]).map(([state, mutation]) => `${state} (${mutation})`);
  const next =
    allowed.length === 0
      ? 'that is final; draft a new one with draftExchangeListing'
      : `it can become ${allowed.join(' or ')}`;
  throw new ConflictError(`The listing ${code} is ${from} and cannot become ${to}: ${next}.`, {
    listing: code,
    state: from,
    allowed: Object.keys(STEPS[from]),
  });
}
