import type { EntityManager } from '@mikro-orm/postgresql';

/**
 * Keeps approved versions of lists, a version without members too: it is in force like any other, and names nothing.
 * @param told bodies of facts as JSON; undefined for none.
 */
export async function keepApprovedVersions(em: EntityManager, told: string | undefined): Promise<void> {
  if (told === undefined) return;
  await em.execute(
    `insert into quality.list_version (list_code, version, valid_from)
     select told ->> 'list', (told ->> 'version')::int, (told ->> 'approvedOn')::timestamptz
     from jsonb_array_elements(?::jsonb) as told on conflict do nothing`,
    [told],
  );
  await em.execute(
    `insert into quality.list_member (list_code, version, dataset_code)
     select told ->> 'list', (told ->> 'version')::int, member
     from jsonb_array_elements(?::jsonb) as told, jsonb_array_elements_text(told -> 'members') as member
     on conflict do nothing`,
    [told],
  );
}

/** The number of the version of a list (`?`) that is in force at an instant (`?`), as SQL; null while none is. */
export const VERSION_IN_FORCE = `(select version from quality.list_version where list_code = ? and valid_from <= ?::timestamptz
  order by valid_from desc, version desc limit 1)`;
