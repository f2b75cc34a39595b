import type { EntityManager } from '@mikro-orm/postgresql';
import { readRows } from '../../kernel/database/read-rows.ts';
import { unknownCode } from '../../kernel/database/unknown-code.ts';
import { datasetCondition } from '../../kernel/dataset-visibility/condition.ts';
import type { NotFoundError } from '../../kernel/errors/errors.ts';
import { requireStewardOf } from '../../kernel/identity/permissions.ts';
import type { Viewer } from '../../kernel/identity/viewer.ts';
import type { DataListRow } from './data-list.entity.ts';
import { DataListKind } from './data-list.type.ts';
import { DatasetEntity } from './dataset.entity.ts';
import { PlatformEntity } from './platform.entity.ts';
import { noSuchDataset } from './visible-dataset.ts';

/** Where the members of a version of a list stand; names come from here only. */
interface MemberTable {
  readonly table: 'data_list_member' | 'data_list_platform';
  readonly column: 'dataset_code' | 'platform_code';
  readonly owners: 'dataset' | 'platform';
}

const memberTable = ({ kind }: DataListRow): MemberTable =>
  kind === DataListKind.PLATFORM
    ? { table: 'data_list_platform', column: 'platform_code', owners: 'platform' }
    : { table: 'data_list_member', column: 'dataset_code', owners: 'dataset' };

/** All codes on a version, sorted, whoever may see them. */
export async function membersOf(em: EntityManager, list: DataListRow, versionId: string): Promise<string[]> {
  const { table, column } = memberTable(list);
  const rows = await em.execute<{ code: string }[]>(
    `select ${column} as code from datasets.${table} where version_id = ? order by 1`,
    [versionId],
  );
  return rows.map(({ code }) => code);
}

/** Puts codes on a version that is new. */
export async function insertMembers(
  em: EntityManager,
  list: DataListRow,
  versionId: string,
  codes: readonly string[],
): Promise<void> {
  const { table, column } = memberTable(list);
  await em.execute(
    `insert into datasets.${table} (version_id, ${column})
     select ?, named.code from jsonb_array_elements_text(?::jsonb) as named(code)`,
    [versionId, JSON.stringify(codes)],
  );
}

/** @throws NotFoundError for the first code that does not exist. */
export async function requireMembers(
  em: EntityManager,
  viewer: Viewer,
  list: DataListRow,
  codes: readonly string[],
): Promise<void> {
  const { owners } = memberTable(list);
  const [missing] = await em.execute<{ code: string }[]>(
    `select named.code from jsonb_array_elements_text(?::jsonb) as named(code)
     where not exists (select from datasets.${owners} d where d.code = named.code) limit 1`,
    [JSON.stringify(codes)],
  );
  if (missing !== undefined) throw await noSuchMember(em, viewer, list, missing.code);
}

/**
 * Lets through who may propose a change of these members: administrators, and stewards of their publisher or owner.
 * @throws NotFoundError for one that the viewer does not see, then what `requireStewardOf` throws.
 */
export async function requireOwnMembers(
  em: EntityManager,
  viewer: Viewer,
  list: DataListRow,
  codes: readonly string[],
): Promise<void> {
  const named = { code: { $in: [...codes] } };
  const isOfPlatforms = list.kind === DataListKind.PLATFORM;
  const owners = new Map(
    isOfPlatforms
      ? (await readRows(em, PlatformEntity, named)).map(({ code, ownerCode }) => [code, ownerCode])
      : (await readRows(em, DatasetEntity, { $and: [named, datasetCondition(viewer)] })).map(
          ({ code, publisherCode }) => [code, publisherCode],
        ),
  );
  for (const code of codes) {
    const owner = owners.get(code);
    if (owner === undefined) throw await noSuchMember(em, viewer, list, code);
    requireStewardOf(viewer, owner, 'propose a change of a list');
  }
}

const noSuchMember = (em: EntityManager, viewer: Viewer, list: DataListRow, code: string): Promise<NotFoundError> =>
  list.kind === DataListKind.PLATFORM
    ? unknownCode(em, PlatformEntity, 'platform', code)
    : noSuchDataset(em, viewer, code);
