import type { ConstraintMessages } from '../../kernel/database/constraint-errors.ts';

/** What the constraints of this schema mean to the caller. */
export const STEWARDSHIP_CONSTRAINTS: ConstraintMessages = {
  access_request_pkey: 'An access request with this code exists already. Choose another code, or leave it out.',
  access_request_has_purpose: 'Say in both languages what the data is wanted for.',
  access_request_refused_on_a_ground:
    'A refusal needs a written legal ground: a document, an article, and a reason in both languages.',
  access_request_ground_whole: 'A legal ground is a document and an article: give both, or neither.',
  access_request_reason_in_both_languages: 'Give the reason in both languages, or in neither.',
  access_request_decided: 'A decision has a time and somebody who took it; an open request has neither.',
  access_request_decided_after_request: 'A request is decided after it was made: give a later decidedAt.',
  access_request_fact_has_source: 'A record marked FACT needs a source. Cite it, or mark the record ILLUSTRATIVE.',
  access_request_step:
    'An access request goes from OPEN to APPROVED or REFUSED, from APPROVED to GRANTED, from GRANTED to REVOKED. Read its state again.',
  access_request_step_recorded: 'Every step of an access request is recorded in its history together with it.',
  access_transition_revoked_for_a_reason: 'A revocation needs a reason in both languages.',
  access_transition_request_code_fkey: 'The access request does not exist.',
  access_transition_kept: 'The history of access requests is never rewritten.',
};
