import type { ConstraintMessages } from '../../kernel/database/constraint-errors.ts';

const FACT_NEEDS_SOURCE = 'A record marked FACT needs a source. Cite it, or mark the record ILLUSTRATIVE.';
const NO_SUCH_CODE_LIST = 'The code list does not exist. Create it first with createCodeList, or leave codeList out.';

/** What the constraints of this schema mean to the caller. */
export const STANDARDS_CONSTRAINTS: ConstraintMessages = {
  standard_pkey: 'A standard with this code exists already. Use updateStandard to change it.',
  standard_replaced_by_code_fkey:
    'The standard named as replacedBy does not exist. Create it first, or leave replacedBy out.',
  standard_replacement_no_circle:
    'This standard would replace itself, directly or by way of others, or more than 32 standards would replace one another. Name a later standard as replacedBy.',
  standard_replaced_not_in_force:
    'A standard with a successor is not wholly in force: give the status PARTLY_REPLACED or REPLACED with replacedBy, or leave replacedBy out.',
  standard_fact_has_source: FACT_NEEDS_SOURCE,
  required_element_standard_code_fkey: 'The standard does not exist.',
  required_element_code_list_code_fkey: NO_SUCH_CODE_LIST,
  required_element_fact_has_source: FACT_NEEDS_SOURCE,
  conformance_standard_code_fkey: 'The standard does not exist.',
  conformance_fact_has_source: FACT_NEEDS_SOURCE,
  data_element_pkey: 'An element with this code exists already. Use updateDataElement to change it.',
  data_element_code_list_code_fkey: NO_SUCH_CODE_LIST,
  data_element_fact_has_source: FACT_NEEDS_SOURCE,
  code_list_pkey: 'A code list with this code exists already. Use updateCodeList to change it, addCodes to add codes.',
  code_list_fact_has_source: FACT_NEEDS_SOURCE,
  listed_code_list_code_fkey: 'The code list does not exist.',
  element_binding_element_code_fkey: 'The element does not exist.',
  element_binding_fact_has_source: FACT_NEEDS_SOURCE,
  code_list_binding_code_list_code_fkey: 'The code list does not exist.',
  code_list_binding_fact_has_source: FACT_NEEDS_SOURCE,
  observed_code_fact_has_source: FACT_NEEDS_SOURCE,
  binding_decision_pkey:
    'This suggestion was decided a moment ago. Ask for Field.bindingDecisions to see how, undoSuggestionDecision takes it back.',
  binding_decision_element_code_fkey: 'The element does not exist.',
  homonym_fact_has_source: FACT_NEEDS_SOURCE,
  homonym_is_no_element:
    'The dictionary has an element of this code: it has one meaning, so it is no homonym. Give another name.',
  data_element_is_no_homonym:
    'This name is declared to be a homonym: columns bear it with different meanings. Give the element a code that says which one is meant.',
  master_claim_element_code_fkey: 'The element does not exist.',
  master_claim_one_approved:
    'The element has an approved master source already. Take that approval back first (approveMasterSource with approved: false).',
  master_claim_fact_has_source: FACT_NEEDS_SOURCE,
  policy_document_pkey: 'A policy document with this code exists already. Use updatePolicyDocument to change it.',
  policy_document_replaced_by_code_fkey:
    'The policy document named as replacedBy does not exist. Create it first, or leave replacedBy out.',
  policy_document_replacement_no_circle:
    'This document would replace itself, directly or by way of others, or more than 32 documents would replace one another. Name a later document as replacedBy.',
  policy_document_replaced_not_in_force:
    'A document with a successor is not wholly in force: give the status PARTLY_REPLACED or REPLACED with replacedBy, or leave replacedBy out.',
  policy_document_fact_has_source: FACT_NEEDS_SOURCE,
  mandate_list_pkey:
    'A mandate list with this code exists already. Use updateMandateList to change it, proposeMandateListVersion to change what is on it.',
  mandate_list_document_code_fkey:
    'The policy document does not exist. Create it first with createPolicyDocument, or leave document out.',
  mandate_list_stated_count:
    'statedCount takes a whole number from 1 to 1,000. Leave it out when the document states none.',
  mandate_list_fact_has_source: FACT_NEEDS_SOURCE,
  mandate_list_version_pkey: 'This version of the list exists already. Leave version out to get the next number.',
  mandate_list_version_once: 'This version of the list exists already. Leave version out to get the next number.',
  mandate_list_version_list_code_fkey: 'The mandate list does not exist. Create it first with createMandateList.',
  mandate_list_version_document_fkey: 'The policy document does not exist. Create it first with createPolicyDocument.',
  mandate_list_version_number: 'Versions of a list are numbered from 1.',
  mandate_list_version_state: 'A version of a list is PROPOSED, APPROVED or REJECTED.',
  mandate_list_version_decision:
    'An approved version names the approving document and its date, a rejected one the document and the reason; a proposed one has none of them.',
  mandate_list_version_based_on: 'A change is based on an earlier version.',
  mandate_list_version_in_force: 'A later version comes into force after the one that it supersedes.',
  mandate_list_version_one_in_force:
    'Another approved version of the list is in force at that time: at most one is. Approve with a date after it came into force.',
  mandate_list_version_fact_has_source: FACT_NEEDS_SOURCE,
  mandate_item_pkey: 'A dataset stands on a version of a list once.',
  mandate_item_version_fkey: 'The version of the list does not exist.',
  mandate_item_list_code_fkey: 'The mandate list does not exist.',
  mandate_item_fact_has_source: FACT_NEEDS_SOURCE,
};
