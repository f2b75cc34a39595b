import type { NewFact } from '../../kernel/outbox/fact.ts';
import type { MasterClaimRow } from './master-claim.entity.ts';

const told = (kind: string, { elementCode, datasetCode, approved }: MasterClaimRow): NewFact => ({
  kind,
  key: elementCode,
  body: { element: elementCode, dataset: datasetCode, approved },
});

/** A dataset claims to be the master source of an element. */
export const masterClaimed = (claim: MasterClaimRow): NewFact => told('master.claimed', claim);

/** A claim was approved, or its approval taken back: `approved` says which. */
export const masterApproved = (claim: MasterClaimRow): NewFact => told('master.approved', claim);

/** A dataset gave up its claim. */
export const masterWithdrawn = ({ elementCode, datasetCode }: MasterClaimRow): NewFact => ({
  kind: 'master.withdrawn',
  key: elementCode,
  body: { element: elementCode, dataset: datasetCode },
});
