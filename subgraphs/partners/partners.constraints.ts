import type { ConstraintMessages } from '../../kernel/database/constraint-errors.ts';

/** What the constraints of this schema mean to the caller. */
export const PARTNERS_CONSTRAINTS: ConstraintMessages = {
  partner_pkey: 'A partner with this code exists already. Use updatePartner to change it.',
  partner_fact_has_source: 'A record marked FACT needs a source. Cite it, or mark the record ILLUSTRATIVE.',
  partner_assignment_partner_code_fkey: 'The partner does not exist. Create it first with createPartner.',
  partner_assignment_validity: 'validTo must be after validFrom.',
  partner_assignment_scope_in_both_languages: 'Give the scope in both languages, or in neither.',
  partner_assignment_fact_has_source: 'A record marked FACT needs a source. Cite it, or mark the record ILLUSTRATIVE.',
  partner_assignment_no_overlap:
    'This partner works for the agency at that time already: validity periods must not overlap. End the first assignment with endPartnerAssignment.',
  partner_assignment_one_lead:
    'The agency has a lead partner at that time already. Hand the lead over with setLeadPartner.',
  partner_assignment_at_most_four:
    'An agency has at most four partners at any time. End one first with endPartnerAssignment, or replace the set with assignPartners.',
  partner_assignment_exactly_one_lead:
    'Wherever an agency has partners, exactly one of them leads. Name one with isLead, or hand the lead over with setLeadPartner.',
};
