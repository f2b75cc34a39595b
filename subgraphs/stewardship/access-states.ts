import { ConflictError } from '../../kernel/errors/errors.ts';

/** Where an access request stands. */
export const ACCESS_STATES = ['OPEN', 'APPROVED', 'REFUSED', 'GRANTED', 'REVOKED'] as const;

/** One of the states. */
export type AccessStateName = (typeof ACCESS_STATES)[number];

/** The steps from each state, with the mutation that takes them; a state without any is final. The database holds the same. */
const STEPS: Readonly<Record<AccessStateName, Partial<Record<AccessStateName, string>>>> = {
  OPEN: { APPROVED: 'approveAccessRequest', REFUSED: 'refuseAccessRequest' },
  APPROVED: { GRANTED: 'grantAccess' },
  GRANTED: { REVOKED: 'revokeAccess' },
  REFUSED: {},
  REVOKED: {},
};

/** @throws ConflictError that says the present state and what is allowed from it. */
export function checkStep(code: string, from: AccessStateName, to: AccessStateName): void {
  if (STEPS[from][to] !== undefined) return;
  const allowed = Object.entries(STEPS[from]).map(([state, mutation]) => `${state} (${mutation})`);
  const next =
    allowed.length === 0
      ? 'that is final; make a new request with requestAccess'
      : `it can become ${allowed.join(' or ')}`;
  throw new ConflictError(`Access request ${code} is ${from} and cannot become ${to}: ${next}.`, {
    request: code,
    state: from,
    allowed: Object.keys(STEPS[from]),
  });
}
