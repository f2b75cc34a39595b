import { boundariesOf, endOf, type History, type Period, presentAt } from './assignment-history.ts';

/** Most partners that an agency has at one time. */
export const MOST_PARTNERS = 4;

/** The first instant at which a history breaks a rule, and who is there then (the lead first, then by code). */
export interface Violation {
  readonly rule: 'AT_MOST_FOUR' | 'ONE_LEAD' | 'A_LEAD';
  readonly at: Date;
  readonly partners: readonly string[];
  readonly leads: readonly string[];
}

/**
 * Looks at every boundary of a history: at most four partners, at most one lead, a lead where there are several. The
 * database holds the same (`migrations/0001-initial.ts`); here is what a message needs.
 */
export function firstViolation(history: History): Violation | undefined {
  for (const at of boundariesOf(history)) {
    const present = presentAt(history, at);
    const partners = present.map(({ partner }) => partner);
    const leads = present.filter(({ isLead }) => isLead).map(({ partner }) => partner);
    if (partners.length > MOST_PARTNERS) return { rule: 'AT_MOST_FOUR', at, partners, leads };
    if (leads.length > 1) return { rule: 'ONE_LEAD', at, partners, leads };
    if (leads.length === 0 && partners.length > 1) return { rule: 'A_LEAD', at, partners, leads };
  }
  return undefined;
}

/** The periods of the same partner that share an instant with a period. */
export const overlapping = (history: History, period: Period): Period[] =>
  history.filter(
    (other) =>
      other.partner === period.partner &&
      other.validFrom.getTime() < endOf(period) &&
      period.validFrom.getTime() < endOf(other),
  );
