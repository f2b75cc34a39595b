import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { DatasetEntity } from './dataset.entity.ts';

/** A list that the city decides on: which datasets are shared or opened, which platforms all agencies share. */
export const DataListEntity = defineEntity({
  name: 'DataList',
  tableName: 'data_list',
  properties: {
    code: p.text().primary(),
    kind: p.text(),
    titleVi: p.text(),
    /** First 256 characters of the Vietnamese title, kept by the database: what lists are ordered by. */
    titleOrder: p.text().persist(false),
    titleEn: p.text(),
    /** How long after its approval a version is to be reviewed, an ISO 8601 duration in days or more. */
    reviewInterval: p.text(),
    mark: p.text(),
    source: p.text().strictNullable(),
  },
});
export type DataListRow = InferEntity<typeof DataListEntity>;

/** A dated composition of a list, proposed, and approved or rejected by a document. */
export const DataListVersionEntity = defineEntity({
  name: 'DataListVersion',
  tableName: 'data_list_version',
  properties: {
    /** `<list>@<version>`. */
    id: p.text().primary(),
    listCode: p.text(),
    version: p.integer(),
    state: p.text(),
    /** Number of the approved version that the proposal changes; null when it states the whole list. */
    basedOn: p.integer().strictNullable(),
    /** Document, and article where one is named, of the decision. */
    document: p.text().strictNullable(),
    article: p.text().strictNullable(),
    /** In force from this instant on. */
    approvedOn: p.datetime().strictNullable(),
    /** In force until before this instant; null while no later version is approved. */
    supersededOn: p.datetime().strictNullable(),
    rejectedOn: p.datetime().strictNullable(),
    /** Why it was rejected, in both languages; null unless it was. */
    reasonVi: p.text().strictNullable(),
    reasonEn: p.text().strictNullable(),
  },
});
export type DataListVersionRow = InferEntity<typeof DataListVersionEntity>;

/** That a version of a list names a dataset. */
export const DataListMemberEntity = defineEntity({
  name: 'DataListMember',
  tableName: 'data_list_member',
  properties: {
    versionId: p.text().primary(),
    dataset: () => p.manyToOne(DatasetEntity).mapToPk().fieldName('dataset_code').primary(),
  },
});
export type DataListMemberRow = InferEntity<typeof DataListMemberEntity>;

/** That a version of a list names a platform. */
export const DataListPlatformEntity = defineEntity({
  name: 'DataListPlatform',
  tableName: 'data_list_platform',
  properties: {
    versionId: p.text().primary(),
    platformCode: p.text().primary(),
  },
});
export type DataListPlatformRow = InferEntity<typeof DataListPlatformEntity>;

/** Key of a version of a list; codes hold no `@`. */
export const dataListVersionId = (list: string, version: number): string => `${list}@${version}`;
