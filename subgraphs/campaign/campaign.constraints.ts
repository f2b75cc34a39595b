import type { ConstraintMessages } from '../../kernel/database/constraint-errors.ts';

const LACKS = 'A task is refused when one of its six clears is empty:';

/** What the constraints of this schema mean to the caller. */
export const CAMPAIGN_CONSTRAINTS: ConstraintMessages = {
  campaign_pkey: 'A campaign with this code exists already. Use updateCampaign to change it.',
  campaign_fact_has_source: 'A record marked FACT needs a source. Cite it, or mark the record ILLUSTRATIVE.',
  task_pkey: 'A task with this code exists already. Use updateTask to change it.',
  task_campaign_code_fkey: 'The campaign does not exist. Create it first with createCampaign.',
  task_clear_responsibility: `${LACKS} give the responsible agency and its post in both languages.`,
  task_clear_task: `${LACKS} say what is to be done, in both languages.`,
  task_clear_accountability: `${LACKS} give the accountable post in both languages.`,
  task_clear_deliverable: `${LACKS} say what will be there when it is done, in both languages.`,
  task_clear_authority: `${LACKS} give the official number of the policy document that the task rests on.`,
  task_fact_has_source: 'A record marked FACT needs a source. Cite it, or mark the record ILLUSTRATIVE.',
  task_dataset_pkey: 'The task is linked to this dataset already.',
  task_dataset_task_code_fkey: 'The task does not exist.',
  indicator_pkey: 'An indicator with this code exists already. Use updateIndicator to change it.',
  indicator_campaign_code_fkey: 'The campaign does not exist. Create it first with createCampaign.',
  indicator_range: 'valueTo goes with the operator RANGE alone, and must be greater than value.',
  indicator_rank: 'RANK_TOP takes a rank: a whole number from 1.',
  indicator_year: 'year takes a year from 1900 to 2199.',
  indicator_latest_has_date: 'Give latestValue and latestOn together, or neither.',
  indicator_fact_has_source: 'A record marked FACT needs a source. Cite it, or mark the record ILLUSTRATIVE.',
};
