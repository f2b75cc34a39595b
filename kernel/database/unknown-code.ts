import type { EntityManager, EntitySchema } from '@mikro-orm/postgresql';
import { NotFoundError } from '../errors/errors.ts';
import type { Condition } from '../pagination/page.ts';
import { didYouMean } from '../text/did-you-mean.ts';

/** Most codes that are looked at for a suggestion. */
const MOST_CANDIDATES = 5_000;

/**
 * The error for a code that is not there, with near codes of the same noun.
 * @param seen what the viewer sees of the noun; everything unless given. What is hidden is never suggested.
 */
export async function unknownCode(
  em: EntityManager,
  entity: EntitySchema,
  noun: string,
  code: string,
  seen: Condition = {},
): Promise<NotFoundError> {
  const rows: { code: string }[] = await em.find(
    entity as never,
    seen as never,
    {
      fields: ['code'],
      limit: MOST_CANDIDATES,
      orderBy: { code: 'asc' },
      disableIdentityMap: true,
    } as never,
  );
  return new NotFoundError(
    noun,
    code,
    didYouMean(
      code,
      rows.map((row) => row.code),
    ),
  );
}
