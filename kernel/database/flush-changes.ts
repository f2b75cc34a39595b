import type { EntityManager } from '@mikro-orm/postgresql';

/** Writes what changed; false when nothing did, so that an update that changes nothing tells no fact. */
export async function flushChanges(em: EntityManager): Promise<boolean> {
  const work = em.getUnitOfWork();
  work.computeChangeSets();
  const changed = work.getChangeSets().length > 0;
  await em.flush();
  return changed;
}
