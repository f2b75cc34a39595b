import type { ConstraintMessages } from '../../kernel/database/constraint-errors.ts';

const FACT_NEEDS_SOURCE = 'A record marked FACT needs a source. Cite it, or mark the record ILLUSTRATIVE.';
const A_MOMENT_AGO = 'Somebody else wrote this a moment ago. Look at what there is now, then try again.';

/** What the constraints of this schema mean to the caller. */
export const QUALITY_CONSTRAINTS: ConstraintMessages = {
  metric_pkey: A_MOMENT_AGO,
  metric_fact_has_source: FACT_NEEDS_SOURCE,
  profile_pkey: A_MOMENT_AGO,
  profile_weights: 'A weight is a share from 0 to 1.',
  profile_weights_add_up: 'The six weights must add up to 1. Change some of them.',
  profile_marks: 'A pass mark is a share from 0 to 1.',
  profile_fact_has_source: FACT_NEEDS_SOURCE,
  record_group_count_pkey:
    'The records of the dataset were counted at that instant already. Give the instant of the new count.',
  record_group_count_not_negative: 'A number of records is not below 0.',
  record_group_count_fact_has_source: FACT_NEEDS_SOURCE,
  dataset_update_pkey: A_MOMENT_AGO,
};
