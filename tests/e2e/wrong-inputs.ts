import { CAMPAIGN_WRITES } from './wrong-inputs/campaign.ts';
import { DATASETS_WRITES } from './wrong-inputs/datasets.ts';
import { LINEAGE_WRITES } from './wrong-inputs/lineage.ts';
import { OWNERS_WRITES } from './wrong-inputs/owners.ts';
import { PARTNERS_WRITES } from './wrong-inputs/partners.ts';
import { QUALITY_WRITES } from './wrong-inputs/quality.ts';
import { STANDARDS_WRITES } from './wrong-inputs/standards.ts';
import { STEWARDSHIP_WRITES } from './wrong-inputs/stewardship.ts';
import type { Wrong } from './wrong-inputs/wrong.ts';

export { FIVE_CLEARS } from './wrong-inputs/campaign.ts';
export { NOT_ALLOWED } from './wrong-inputs/not-allowed.ts';
export { ARGUMENTS, TOO_LARGE, UNKNOWN } from './wrong-inputs/questions.ts';
export type { Wrong } from './wrong-inputs/wrong.ts';

/** Writes that contradict what is there, or themselves, by subgraph. */
export const WRITES: readonly Wrong[] = [
  ...OWNERS_WRITES,
  ...PARTNERS_WRITES,
  ...DATASETS_WRITES,
  ...STANDARDS_WRITES,
  ...QUALITY_WRITES,
  ...CAMPAIGN_WRITES,
  ...LINEAGE_WRITES,
  ...STEWARDSHIP_WRITES,
];
