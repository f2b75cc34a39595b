import { isValidAt, type Validity } from '../../kernel/validity.ts';

/** One period in which a partner works for an agency: leadership, scope and origin do not change within it. */
export interface Period extends Validity {
  readonly partner: string;
  readonly isLead: boolean;
  readonly scopeVi: string | null;
  readonly scopeEn: string | null;
  readonly mark: string;
  readonly source: string | null;
}

/** All periods of one agency, past, present and future. */
export type History = readonly Period[];

const OPEN_END = Number.POSITIVE_INFINITY;

/** End of a period in milliseconds since 1970; infinity when it is open. */
export const endOf = ({ validTo }: Validity): number => (validTo === null ? OPEN_END : validTo.getTime());

/** The partners' periods at an instant: the lead first, then by code. */
export const presentAt = <P extends Pick<Period, 'partner' | 'isLead' | keyof Validity>>(
  history: readonly P[],
  at: Date,
): P[] =>
  history
    .filter((period) => isValidAt(period, at))
    .sort((a, b) => Number(b.isLead) - Number(a.isLead) || (a.partner < b.partner ? -1 : 1));

/** Every instant at which something begins or ends, in order, without repetition. */
export function boundariesOf(history: History): Date[] {
  const instants = new Set<number>();
  for (const period of history) {
    instants.add(period.validFrom.getTime());
    if (period.validTo !== null) instants.add(period.validTo.getTime());
  }
  return [...instants].sort((a, b) => a - b).map((instant) => new Date(instant));
}

/** Whether two periods say the same of the same partner, whatever their time. */
const sayTheSame = (a: Period, b: Period): boolean =>
  a.partner === b.partner &&
  a.isLead === b.isLead &&
  a.scopeVi === b.scopeVi &&
  a.scopeEn === b.scopeEn &&
  a.mark === b.mark &&
  a.source === b.source;

/** In order of beginning, then of partner. */
const inOrder = (history: History): Period[] =>
  [...history].sort((a, b) => +a.validFrom - +b.validFrom || (a.partner < b.partner ? -1 : 1));

/** Joins periods that touch and say the same. */
function joined(history: History): Period[] {
  const last = new Map<string, Period>();
  const done: Period[] = [];
  for (const period of inOrder(history)) {
    const before = last.get(period.partner);
    if (before !== undefined && sayTheSame(before, period) && endOf(before) === period.validFrom.getTime()) {
      last.set(period.partner, { ...before, validTo: period.validTo });
      continue;
    }
    if (before !== undefined) done.push(before);
    last.set(period.partner, period);
  }
  return inOrder([...done, ...last.values()]);
}

/**
 * The one form in which a history is stored: whoever is alone leads, and periods that touch and say the same are one.
 * A sweep over the boundaries, O(b · p) for b boundaries and p periods of one agency (both bounded by the service).
 */
export function settled(history: History): Period[] {
  const boundaries = boundariesOf(history);
  const pieces = boundaries.flatMap((validFrom, index) => {
    const validTo = boundaries[index + 1] ?? null;
    const present = presentAt(history, validFrom);
    return present.map((period) => ({ ...period, isLead: present.length === 1 || period.isLead, validFrom, validTo }));
  });
  return joined(pieces);
}

/** Whether two settled histories are the same. */
export const sameHistory = (a: History, b: History): boolean =>
  a.length === b.length &&
  a.every((period, index) => {
    const other = b[index];
    return (
      other !== undefined &&
      sayTheSame(period, other) &&
      +period.validFrom === +other.validFrom &&
      endOf(period) === endOf(other)
    );
  });

/** What is left of a history before an instant. */
export const before = (history: History, at: Date): Period[] =>
  history
    .filter(({ validFrom }) => validFrom < at)
    .map((period) => (endOf(period) > at.getTime() ? { ...period, validTo: at } : period));
