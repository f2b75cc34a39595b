import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

/** A digital platform or system: what data is kept in, moves through or is had from. */
export const PlatformEntity = defineEntity({
  name: 'Platform',
  tableName: 'platform',
  properties: {
    code: p.text().primary(),
    nameVi: p.text(),
    /** First 256 characters of the Vietnamese name, kept by the database: what lists are ordered by. */
    nameOrder: p.text().persist(false),
    nameEn: p.text(),
    ownerCode: p.text(),
    /** What it is for. */
    kind: p.text(),
    /** The channel that data moves through on it; null where none does. */
    channel: p.text().strictNullable(),
    /** Tier in the national digital architecture, 1 to 4; null where it is not placed. */
    architectureTier: p.integer().strictNullable(),
    evaluationState: p.text(),
    upgradeState: p.text(),
    /** System security level, 1 to 5. */
    securityLevel: p.integer(),
    mark: p.text(),
    source: p.text().strictNullable(),
  },
});
export type PlatformRow = InferEntity<typeof PlatformEntity>;
