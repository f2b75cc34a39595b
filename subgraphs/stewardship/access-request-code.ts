import type { EntityManager } from '@mikro-orm/postgresql';
import { BadInputError } from '../../kernel/errors/errors.ts';

const GENERATED = /^AR-\d{4}-\d{4,}$/;
const LEAST_DIGITS = 4;
/** Years are counted in Vietnam (UTC+7, no summer time). */
const HOURS_AHEAD = 7;

/** The code of a request made at an instant: AR-2026-0001 and on, without gaps within a year. */
export async function nextAccessRequestCode(em: EntityManager, at: Date): Promise<string> {
  const year = new Date(at.getTime() + HOURS_AHEAD * 3_600_000).getUTCFullYear();
  const [row] = await em.execute<{ last: number }[]>(
    `insert into stewardship.access_request_number as number (year, last) values (?, 1)
     on conflict (year) do update set last = number.last + 1 returning last`,
    [year],
  );
  return `AR-${year}-${String(row?.last).padStart(LEAST_DIGITS, '0')}`;
}

/** @throws BadInputError when a chosen code has the form of those that are generated here. */
export function checkChosenCode(code: string): void {
  if (!GENERATED.test(code)) return;
  throw new BadInputError(
    `Codes of the form AR-<year>-<number> are generated; given: ${code}. Choose another form, such as AR-01, or leave code out.`,
    { argument: 'code', given: code },
  );
}
