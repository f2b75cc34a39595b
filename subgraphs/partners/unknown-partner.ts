import type { EntityManager } from '@mikro-orm/postgresql';
import { NotFoundError } from '../../kernel/errors/errors.ts';
import { didYouMean } from '../../kernel/text/did-you-mean.ts';
import { PartnerEntity } from './partner.entity.ts';

/** Most partners that are looked at for a suggestion. */
const MOST_CANDIDATES = 5_000;

/** The error for a code that no partner has, with near codes; partners are public, so all are candidates. */
export async function unknownPartner(em: EntityManager, code: string): Promise<NotFoundError> {
  const rows = await em.find(PartnerEntity, {}, { fields: ['code'], limit: MOST_CANDIDATES, orderBy: { code: 'asc' } });
  return new NotFoundError(
    'partner',
    code,
    didYouMean(
      code,
      rows.map((row) => row.code),
    ),
  );
}
