import type { ConstraintMessages } from '../../kernel/database/constraint-errors.ts';

/** What the constraints of this schema mean to the caller. */
export const OWNERS_CONSTRAINTS: ConstraintMessages = {
  agency_pkey: 'An agency with this code exists already. Use updateAgency to change it.',
  agency_parent_code_fkey: 'The agency named as parent does not exist. Create it first, or leave parent out.',
  agency_validity: 'validTo must be after validFrom.',
  agency_not_above_itself: 'An agency cannot be its own parent.',
  agency_fact_has_source: 'A record marked FACT needs a source. Cite it, or mark the record ILLUSTRATIVE.',
  accountable_post_pkey: 'Another post is appointed for this duty from that instant already. Give another validFrom.',
  accountable_post_agency_code_fkey: 'The agency does not exist.',
  accountable_post_validity: 'validTo must be after validFrom.',
  accountable_post_one_at_a_time:
    'Another post answers for this duty at that time already: one at a time does. Give a validFrom after it began, or a validTo before the next begins.',
  electronic_code_pkey: 'Another code was set for the agency at the same time. Set it again to replace it.',
  electronic_code_agency_code_fkey: 'The agency does not exist.',
  electronic_code_of_one: 'Another agency has this electronic identification code. One agency has a code.',
  electronic_code_fact_has_source: 'A record marked FACT needs a source. Cite it, or mark the record ILLUSTRATIVE.',
  maturity_assessment_pkey:
    'The agency was assessed at that instant already, and an assessment is never changed. Record a new one with its own assessedOn.',
  maturity_assessment_agency_code_fkey: 'The agency does not exist.',
  maturity_assessment_level: 'level takes a whole number from 1 to 5.',
  maturity_assessment_fact_has_source: 'A record marked FACT needs a source. Cite it, or mark the record ILLUSTRATIVE.',
  succession_pkey: 'This succession is recorded already.',
  succession_predecessor_code_fkey: 'The predecessor does not exist.',
  succession_successor_code_fkey: 'The successor does not exist.',
  succession_of_another: 'An agency cannot succeed itself.',
  contact_point_pkey: 'The agency has a contact point with this post already.',
  contact_point_agency_code_fkey: 'The agency does not exist.',
  steward_pkey: 'This post is appointed from that instant already.',
  steward_agency_code_fkey: 'The agency does not exist.',
  steward_validity: 'validTo must be after validFrom.',
  steward_no_overlap:
    'This post is steward of the agency at that time already: validity periods must not overlap. End the first appointment first.',
};
