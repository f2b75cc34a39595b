import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { DatasetEntity } from './dataset.entity.ts';

/** A list that the city decides on: which datasets are shared, which are opened. */
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
    mark: p.text(),
    source: p.text().strictNullable(),
  },
});
export type DataListRow = InferEntity<typeof DataListEntity>;

/** A dated composition of a list, proposed or approved by a document. */
export const DataListVersionEntity = defineEntity({
  name: 'DataListVersion',
  tableName: 'data_list_version',
  properties: {
    /** `<list>@<version>`. */
    id: p.text().primary(),
    listCode: p.text(),
    version: p.integer(),
    state: p.text(),
    document: p.text().strictNullable(),
    /** In force from this instant on. */
    approvedOn: p.datetime().strictNullable(),
    /** In force until before this instant; null while no later version is approved. */
    supersededOn: p.datetime().strictNullable(),
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

/** Key of a version of a list; codes hold no `@`. */
export const dataListVersionId = (list: string, version: number): string => `${list}@${version}`;
