import type { ConstraintMessages } from '../../kernel/database/constraint-errors.ts';

/** What the constraints of this schema mean to the caller. */
export const DATASETS_CONSTRAINTS: ConstraintMessages = {
  dataset_pkey:
    'A dataset with this code exists already. Use updateDataset to change it, writeSchemaVersion to change its fields.',
  dataset_sharing_class_of_tier:
    "A NATIONAL or MINISTRY dataset has no sharing class, since it stands outside the city's lists; every other one has. Give tier and sharingClass that go together.",
  dataset_contact_post_in_both_languages: 'Give the contact post in both languages, or in neither.',
  dataset_fact_has_source: 'A record marked FACT needs a source. Cite it, or mark the record ILLUSTRATIVE.',
  dataset_survey_step: 'The survey goes one step at a time, or back. Ask for the dataset again.',
  dataset_survey_recorded: 'Every step of a survey is in its history. Use moveSurvey.',
  survey_transition_pkey: 'Another step was taken at the same moment. Ask for the dataset again, then try again.',
  survey_transition_dataset_code_fkey: 'The dataset does not exist.',
  survey_transition_said: 'A step of a survey says which post answers for it and by what it can be checked.',
  survey_transition_reason_in_both_languages: 'Give the reason in both languages.',
  survey_transition_kept: 'The history of a survey is never rewritten.',
  dataset_system_code_fkey:
    'The platform or system named as system does not exist. Create it first with createPlatform, or leave system out.',
  field_pkey: 'Two fields cannot stand at the same position.',
  field_dataset_code_fkey: 'The dataset does not exist.',
  field_name_unique: 'Two fields of a dataset cannot have the same name. Give each name once.',
  field_ref_of_name: 'The reference of a field is the code of its dataset, a dot and its name.',
  field_name_length: 'The name of a field takes 1 to 1,024 characters.',
  field_position_bound: 'A dataset takes at most 10,000 fields. Describe it as several datasets.',
  field_identifier_is_personal:
    'A direct identifier is personal data. Give the field the class BASIC or SENSITIVE, or directIdentifier: false.',
  field_basis_whole: 'A public basis is a document and an article. Give both, or document: null to remove it.',
  field_basis_fact_has_source: 'A public basis marked FACT needs a source. Cite it, or mark it ILLUSTRATIVE.',
  schema_version_pkey: 'The schema version was written already. Ask for the dataset again, then try again.',
  schema_version_once: 'The schema version was written already. Ask for the dataset again, then try again.',
  schema_version_dataset_code_fkey: 'The dataset does not exist.',
  schema_version_number: 'Schema versions are numbered from 1.',
  platform_pkey: 'A platform with this code exists already. Use updatePlatform to change it.',
  platform_architecture_tier: 'architectureTier is a tier from 1 to 4.',
  platform_channel_of_sharing: 'Only a platform for sharing is a channel. Give kind SHARING, or no channel.',
  platform_one_of_a_channel: 'Another platform is this channel already. Clear its channel first with updatePlatform.',
  platform_security_level: 'securityLevel is a level from 1 to 5.',
  platform_fact_has_source: 'A record marked FACT needs a source. Cite it, or mark the record ILLUSTRATIVE.',
  distribution_pkey:
    'A distribution with this code exists already. Use updateDistribution to change it, or give another code.',
  distribution_dataset_code_fkey: 'The dataset does not exist.',
  distribution_access_service_fkey:
    'The platform named as accessService does not exist. Create it first with createPlatform.',
  distribution_licence_in_both_languages: 'Give the licence in both languages, or in neither.',
  distribution_fact_has_source: 'A record marked FACT needs a source. Cite it, or mark the record ILLUSTRATIVE.',
  quality_measurement_pkey:
    'This metric was measured at that instant already, with another result. Give the instant of the new measurement.',
  quality_measurement_dataset_code_fkey: 'The dataset does not exist.',
  quality_measurement_value: 'value is a share from 0 to 1. What was not measured is left out, not 0.',
  quality_measurement_fact_has_source: 'A record marked FACT needs a source. Cite it, or mark the record ILLUSTRATIVE.',
  data_list_pkey:
    'A list with this code exists already. Use updateDataList to change its title, proposeDataListVersion to change what is on it.',
  data_list_fact_has_source: 'A record marked FACT needs a source. Cite it, or mark the record ILLUSTRATIVE.',
  data_list_version_pkey: 'This version of the list exists already. Leave version out to get the next number.',
  data_list_version_once: 'This version of the list exists already. Leave version out to get the next number.',
  data_list_version_list_code_fkey: 'The list does not exist. Create it first with createDataList.',
  data_list_version_number: 'Versions of a list are numbered from 1.',
  data_list_version_approval:
    'An approved version names the approving document and its date, a rejected one the document and the reason; a proposed one has none of them.',
  data_list_version_state: 'A version of a list is PROPOSED, APPROVED or REJECTED.',
  data_list_version_based_on: 'A change is based on an earlier version.',
  data_list_version_in_force: 'A later version comes into force after the one that it supersedes.',
  data_list_version_one_in_force:
    'Another approved version of the list is in force at that time: at most one is. Approve with a date after it came into force.',
  data_list_member_pkey: 'A dataset stands on a version of a list once.',
  data_list_member_version_id_fkey: 'The version of the list does not exist.',
  classification_pkey: 'The dataset has a decision of this kind already. Record it again to replace it.',
  classification_id: 'The dataset has a decision of this kind already. Record it again to replace it.',
  classification_dataset_code_fkey: 'The dataset does not exist.',
  classification_kind: 'A decision is on the SHARING or the IMPORTANCE class.',
  processing_pkey:
    'Why the data of this dataset is processed was recorded at the same time. Record it again to replace it.',
  processing_dataset_code_fkey: 'The dataset does not exist.',
  processing_fact_has_source: 'A record marked FACT needs a source. Cite it, or mark the record ILLUSTRATIVE.',
  classification_list_item_of_importance:
    'listItem names an item of the list of important and core data: it goes with kind IMPORTANCE and datasets that are IMPORTANT or CORE. Leave it out.',
  classification_fact_has_source: 'A record marked FACT needs a source. Cite it, or mark the record ILLUSTRATIVE.',
  exchange_listing_pkey: 'A listing with this code exists already. Choose another code.',
  exchange_listing_one_at_a_time:
    'The dataset has a listing that is not withdrawn. Withdraw it first with withdrawExchangeListing.',
  exchange_listing_dataset_code_fkey: 'The dataset does not exist.',
  exchange_listing_platform_code_fkey: 'The platform does not exist.',
  exchange_listing_deidentification_whole: 'A de-identification is a method, a document and a date. Give all three.',
  exchange_listing_consent_whole: 'A consent is a document and a date. Give both.',
  exchange_listing_fact_has_source: 'A record marked FACT needs a source. Cite it, or mark the record ILLUSTRATIVE.',
  exchange_listing_step:
    'A listing goes from DRAFT to ELIGIBLE, from ELIGIBLE to LISTED, from each to WITHDRAWN. Read its state again.',
  exchange_transition_listing_code_fkey: 'The listing does not exist.',
  exchange_transition_dataset_code_fkey: 'The dataset does not exist.',
  exchange_transition_taken_back_for_a_reason: 'A step back needs a reason in both languages.',
  exchange_transition_kept: 'The history of listings is never rewritten.',
  data_list_platform_pkey: 'A platform stands on a version of a list once.',
  data_list_platform_version_id_fkey: 'The version of the list does not exist.',
  data_list_platform_platform_code_fkey:
    'A platform named in members does not exist. Create it first with createPlatform.',
  data_list_member_dataset_code_fkey: 'A dataset named in members does not exist. Create it first with createDataset.',
};
