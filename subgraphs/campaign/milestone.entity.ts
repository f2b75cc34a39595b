import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

/** What a campaign is to have reached by a day, and when it was reached. */
export const MilestoneEntity = defineEntity({
  name: 'Milestone',
  tableName: 'milestone',
  properties: {
    code: p.text().primary(),
    campaignCode: p.text(),
    titleVi: p.text(),
    titleEn: p.text(),
    dueOn: p.datetime(),
    /** The document that sets the day; null where a statement does. */
    documentCode: p.text().strictNullable(),
    reachedOn: p.datetime().strictNullable(),
    evidence: p.text().strictNullable(),
    mark: p.text(),
    source: p.text().strictNullable(),
  },
});
export type MilestoneRow = InferEntity<typeof MilestoneEntity>;
