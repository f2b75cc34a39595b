import { before, endOf, type History, type Period } from './assignment-history.ts';

/**
 * The uninterrupted work of a partner for an agency that covers an instant or begins then: periods that touch one
 * another. Empty when the partner does not work for it at that time.
 */
export function engagement(history: History, partner: string, at: Date): Period[] {
  const own = history.filter((period) => period.partner === partner).sort((a, b) => +a.validFrom - +b.validFrom);
  const runs: Period[][] = [];
  for (const period of own) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run !== undefined && last !== undefined && endOf(last) === period.validFrom.getTime()) run.push(period);
    else runs.push([period]);
  }
  const covers = ([first, ...rest]: Period[]): boolean => {
    const last = rest.at(-1) ?? first;
    return first !== undefined && last !== undefined && first.validFrom <= at && at.getTime() < endOf(last);
  };
  return runs.find(covers) ?? [];
}

/** The part of a period from an instant on; undefined when it ends by then. */
const after = (period: Period, at: Date): Period | undefined => {
  if (period.validFrom >= at) return period;
  return endOf(period) > at.getTime() ? { ...period, validFrom: at } : undefined;
};

/** From an instant on, the agency has exactly these partners; what was planned for later is replaced as well. */
export const replaced = (history: History, at: Date, set: History): Period[] => [...before(history, at), ...set];

/** A partner's uninterrupted work at an instant ends there; other times stay. */
export function ended(history: History, partner: string, at: Date): Period[] {
  const affected = new Set(engagement(history, partner, at));
  return [...history.filter((period) => !affected.has(period)), ...before([...affected], at)];
}

/**
 * A partner leads from an instant on for as long as its uninterrupted work lasts; meanwhile nobody else does, and
 * afterwards it is as it was.
 */
export function ledBy(history: History, partner: string, from: Date): Period[] {
  const run = engagement(history, partner, from);
  const last = run.at(-1);
  if (last === undefined) return [...history];
  const until = last.validTo;
  return history.flatMap((period) => {
    const past = before([period], from);
    const rest = after(period, from);
    if (rest === undefined) return past;
    const during = until === null ? [rest] : before([rest], until);
    const later = until === null ? undefined : after(rest, until);
    return [
      ...past,
      ...during.map((piece) => ({ ...piece, isLead: piece.partner === partner })),
      ...(later === undefined ? [] : [later]),
    ];
  });
}
