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
  task_dates:
    'A task that is PLANNED was not begun, one that is not DONE has no end, and an end follows the beginning.',
  task_dataset_pkey: 'The task is linked to this dataset already.',
  task_dataset_task_code_fkey: 'The task does not exist.',
  milestone_pkey: 'A milestone with this code exists already. Use updateMilestone to change it.',
  milestone_campaign_code_fkey: 'The campaign does not exist. Create it first with createCampaign.',
  milestone_reached: 'reachedOn and evidence go together. Give both, or neither.',
  milestone_fact_has_source: 'A record marked FACT needs a source. Cite it, or mark the record ILLUSTRATIVE.',
  oversight_pkey: 'The agency watches over this campaign from that instant on already. End it with endOversight.',
  oversight_once:
    'The agency has this role in the campaign at that time already. End that first with endOversight, or give another time.',
  oversight_validity: 'The end comes after the beginning. Give a later validTo.',
  oversight_fact_has_source: 'A record marked FACT needs a source. Cite it, or mark the record ILLUSTRATIVE.',
  progress_target_pkey: 'A target with this code exists already. Use updateProgressTarget to change it.',
  progress_target_campaign_code_fkey: 'The campaign does not exist. Create it first with createCampaign.',
  progress_target_task_code_fkey: 'The task does not exist. Create it first with createTask.',
  progress_target_of_one: 'A target is of a dataset or else of an agency: give one of them.',
  progress_target_distance: 'value must differ from baseline, where it begins.',
  progress_target_training:
    'People to be trained are a whole number from 1, in a task of an agency, from a baseline of 0.',
  progress_target_said: 'Say what is measured and in which unit, in both languages.',
  progress_target_fact_has_source: 'A record marked FACT needs a source. Cite it, or mark the record ILLUSTRATIVE.',
  progress_report_number: 'Another report was made at the same moment. Make this one again.',
  progress_report_corrected_once: 'The report was corrected before. Correct what stands in its place.',
  progress_report_one_in_force: 'A report for this instant is in force already. Correct it with correctProgress.',
  progress_report_said: 'A report says who reports, its source and its evidence: none may be blank.',
  progress_report_correction_has_reason: 'A correction says why, in both languages.',
  progress_report_kept: 'Reports of progress are never rewritten. Correct one with correctProgress.',
  indicator_pkey: 'An indicator with this code exists already. Use updateIndicator to change it.',
  indicator_campaign_code_fkey: 'The campaign does not exist. Create it first with createCampaign.',
  indicator_range: 'valueTo goes with the operator RANGE alone, and must be greater than value.',
  indicator_rank: 'RANK_TOP takes a rank: a whole number from 1.',
  indicator_year: 'year takes a year from 1900 to 2199.',
  indicator_latest_has_date: 'Give latestValue and latestOn together, or neither.',
  indicator_latest_source: 'latestSource goes with a latestValue.',
  indicator_fact_has_source: 'A record marked FACT needs a source. Cite it, or mark the record ILLUSTRATIVE.',
};
