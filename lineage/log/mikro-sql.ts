import type { EntityManager } from '@mikro-orm/postgresql';
import type { Sql } from './sql.ts';

/**
 * `Sql` on a MikroORM entity manager; inside `em.transactional` it is part of that transaction, so that what the caller
 * writes and what the log appends commit together.
 */
export const mikroSql = (em: EntityManager): Sql => ({
  // MikroORM writes `?`; parameters of `Sql` are used once and in order, so that the two are the same list.
  query: (text, values = []) => em.execute(text.replace(/\$\d+/g, '?'), [...values]),
  transaction: (work) => em.transactional((inner) => work(mikroSql(inner))),
});
