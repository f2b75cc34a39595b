import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

/** What a subgraph that groups by agency must know of agencies; fed by the outbox of owners. */
export const KnownAgencyEntity = defineEntity({
  name: 'KnownAgency',
  tableName: 'known_agency',
  properties: {
    code: p.text().primary(),
    bloc: p.text(),
    level: p.text(),
    parentCode: p.text().strictNullable(),
    validFrom: p.datetime(),
    validTo: p.datetime().strictNullable(),
  },
});
export type KnownAgencyRow = InferEntity<typeof KnownAgencyEntity>;

/** Its table, for a migration of a subgraph that follows agencies. */
export const knownAgencyDdl = (schema: string): string[] => [
  `create table "${schema}".known_agency (
     code text collate "C" primary key,
     bloc text not null,
     level text not null,
     parent_code text collate "C",
     valid_from timestamptz not null,
     valid_to timestamptz
   )`,
];
