import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

/** A request of an agency for access to a dataset, with what was decided on it. */
export const AccessRequestEntity = defineEntity({
  name: 'AccessRequest',
  tableName: 'access_request',
  properties: {
    code: p.text().primary(),
    datasetCode: p.text(),
    requesterCode: p.text(),
    purposeVi: p.text(),
    purposeEn: p.text(),
    state: p.text(),
    requestedAt: p.datetime(),
    requestedBy: p.text(),
    decidedAt: p.datetime().strictNullable(),
    decidedBy: p.text().strictNullable(),
    documentCode: p.text().strictNullable(),
    article: p.text().strictNullable(),
    reasonVi: p.text().strictNullable(),
    reasonEn: p.text().strictNullable(),
    mark: p.text(),
    source: p.text().strictNullable(),
  },
});
export type AccessRequestRow = InferEntity<typeof AccessRequestEntity>;

/** One step of an access request from state to state; never changed, never deleted. */
export const AccessTransitionEntity = defineEntity({
  name: 'AccessTransition',
  tableName: 'access_transition',
  properties: {
    id: p.integer().primary().autoincrement(),
    requestCode: p.text(),
    fromState: p.text().strictNullable(),
    toState: p.text(),
    at: p.datetime(),
    recordedAt: p.datetime(),
    actor: p.text(),
    documentCode: p.text().strictNullable(),
    article: p.text().strictNullable(),
    reasonVi: p.text().strictNullable(),
    reasonEn: p.text().strictNullable(),
  },
});
export type AccessTransitionRow = InferEntity<typeof AccessTransitionEntity>;
