import type { EntityManager, EntitySchema } from '@mikro-orm/postgresql';
import { NotFoundError } from '../../kernel/errors/errors.ts';
import { didYouMean } from '../../kernel/text/did-you-mean.ts';

/** Most codes that are looked at for a suggestion. */
const MOST_CANDIDATES = 5_000;

/** The error for a code that is not there, with near codes of the same noun; these nouns are visible to everybody. */
export async function unknownCode(
  em: EntityManager,
  entity: EntitySchema,
  noun: string,
  code: string,
): Promise<NotFoundError> {
  const rows: { code: string }[] = await em.find(entity as never, {}, {
    fields: ['code'],
    limit: MOST_CANDIDATES,
    orderBy: { code: 'asc' },
  } as never);
  return new NotFoundError(
    noun,
    code,
    didYouMean(
      code,
      rows.map((row) => row.code),
    ),
  );
}
