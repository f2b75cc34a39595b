import { ConflictError } from '../../kernel/errors/errors.ts';
import type { Period } from './assignment-history.ts';
import { MOST_PARTNERS, type Violation } from './assignment-rules.ts';

/** What was attempted with the partners of an agency, as far as a refusal must know. */
export interface Attempt {
  readonly agency: string;
  readonly verb: 'assign' | 'add' | 'end' | 'lead';
  /** Partners that the call names. */
  readonly named: readonly string[];
}

const list = (codes: readonly string[]): string => codes.join(', ');

/** Says why a history is refused: who is there, and what to do about it. */
export function refusal({ agency, verb, named }: Attempt, { rule, at, partners, leads }: Violation): ConflictError {
  const details = { agency, at: at.toISOString(), partners, leads };
  const others = partners.filter((partner) => !named.includes(partner));
  switch (rule) {
    case 'AT_MOST_FOUR':
      return new ConflictError(
        verb === 'assign'
          ? `Agency ${agency} can have at most ${MOST_PARTNERS} partners; given: ${partners.length} (${list(partners)}). Leave some out.`
          : `Agency ${agency} has four partners already (${list(others)}): end one first with endPartnerAssignment, or replace the set with assignPartners.`,
        details,
      );
    case 'ONE_LEAD': {
      const present = leads.filter((lead) => !named.includes(lead));
      return new ConflictError(
        verb === 'assign'
          ? `Agency ${agency} can have one lead partner; given: ${list(leads)}. Say isLead of one of them.`
          : `${list(present)} leads agency ${agency} already, and an agency has one lead at a time. Add ${list(named)} without isLead, then hand the lead over with setLeadPartner.`,
        details,
      );
    }
    case 'A_LEAD':
      return new ConflictError(
        verb === 'end'
          ? `${list(named)} leads agency ${agency} and ${list(others)} stay: hand the lead over first with setLeadPartner, or replace the set with assignPartners.`
          : `Agency ${agency} would have ${partners.length} partners (${list(partners)}) and no lead at ${at.toISOString()}: exactly one of several leads. Say isLead of one of them.`,
        details,
      );
  }
}

/** A partner is to be added for a time at which it works for the agency already. */
export const overlapRefused = (agency: string, { partner, validFrom, validTo }: Period): ConflictError =>
  new ConflictError(
    `${partner} works for agency ${agency} from ${validFrom.toISOString()} to ${validTo?.toISOString() ?? 'no set end'} already: validity periods must not overlap. End it first with endPartnerAssignment, or replace the set with assignPartners.`,
    { agency, partner },
  );

/** A partner is to end or to lead at a time at which it does not work for the agency. */
export const notAssigned = (agency: string, partner: string, at: Date, present: readonly string[]): ConflictError =>
  new ConflictError(
    `${partner} does not work for agency ${agency} at ${at.toISOString()}: its partners then are ${present.length === 0 ? 'none' : list(present)}. Add it first with addPartnerAssignment.`,
    { agency, partner, at: at.toISOString(), partners: present },
  );
