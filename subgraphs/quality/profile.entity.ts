import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

/** Weights and marks of one list, or of everything else. */
export const ProfileEntity = defineEntity({
  name: 'Profile',
  tableName: 'profile',
  properties: {
    /** Code of the list; `DEFAULT_LIST` for what has no profile of its own. */
    listCode: p.text().primary(),
    weightAccurate: p.float(),
    weightComplete: p.float(),
    weightClean: p.float(),
    weightLive: p.float(),
    weightUnified: p.float(),
    weightSharedUse: p.float(),
    markAccurate: p.float().strictNullable(),
    markComplete: p.float().strictNullable(),
    markClean: p.float().strictNullable(),
    markLive: p.float().strictNullable(),
    markUnified: p.float().strictNullable(),
    markSharedUse: p.float().strictNullable(),
    passMark: p.float().strictNullable(),
    documentCode: p.text().strictNullable(),
    mark: p.text(),
    source: p.text().strictNullable(),
  },
});
export type ProfileRow = InferEntity<typeof ProfileEntity>;
