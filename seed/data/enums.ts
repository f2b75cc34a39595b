// The closed sets of words that seed files use, spelt as in the GraphQL schema.

/** Whether a record is stated by its source or is sample data. */
export const RECORD_MARKS = ['FACT', 'ILLUSTRATIVE'] as const;
/** Blocs of the political system. */
export const BLOCS = ['PARTY', 'GOVERNMENT', 'FATHERLAND_FRONT', 'SOCIO_POLITICAL'] as const;
/** Levels of administration; there is no district level since 1-7-2025. */
export const AGENCY_LEVELS = ['CENTRAL', 'CITY', 'WARD', 'COMMUNE', 'SPECIAL_ZONE'] as const;
/** Lines of command. */
export const AGENCY_LINES = ['CITY', 'CENTRAL_VERTICAL', 'PARTY', 'FRONT'] as const;
/** Whose dataset it is: national, of a ministry, specialized of the city, or open. */
export const TIERS = ['NATIONAL', 'MINISTRY', 'SPECIALIZED', 'OPEN'] as const;
/** Classes by sharing, 60/2024/QH15: dùng chung, dùng riêng, mở. */
export const SHARING_CLASSES = ['SHARED', 'PRIVATE', 'OPEN'] as const;
/** Classes by importance, 60/2024/QH15: cốt lõi, quan trọng, khác. */
export const IMPORTANCE_CLASSES = ['CORE', 'IMPORTANT', 'OTHER'] as const;
/** Layers of the national data architecture framework, 2439/QĐ-TTg. */
export const DATA_LAYERS = [
  'SOURCE',
  'METADATA',
  'MASTER',
  'REFERENCE',
  'TRANSACTION',
  'AGGREGATE',
  'ANALYTICAL',
  'OPEN',
] as const;
/** Blocks of the national data architecture framework, 2439/QĐ-TTg. */
export const DATA_BLOCKS = [
  'CITIZENS_FIRMS',
  'SPECIALISED_MANAGEMENT',
  'STEERING_POLICY',
  'INTERNAL_RESOURCES',
  'DEFENCE_SECURITY',
  'INSTITUTIONS',
] as const;
/** How far the inventory survey of a dataset has come. */
export const SURVEY_STATES = ['NOT_REVIEWED', 'REVIEWED', 'STANDARDISED', 'CONNECTED'] as const;
/** Types of a column: text, number, integer, day, instant, geometry, long text, truth value. */
export const FIELD_TYPES = ['STR', 'NUM', 'INT', 'DATE', 'DT', 'GEO', 'TEXT', 'BOOL'] as const;
/** Classes of personal data, Decree 356/2025/NĐ-CP. */
export const PII_CLASSES = ['NONE', 'BASIC', 'SENSITIVE'] as const;
/** Kinds of data flow. */
export const JOB_TYPES = [
  'API_SYNC',
  'BATCH_ETL',
  'CDC',
  'CLEANSE_MATCH',
  'ENRICH_JOIN',
  'REFERENCE',
  'API_VERIFY',
  'FILE_IMPORT',
  'MANUAL',
  'AGGREGATE',
  'DE_IDENTIFY',
  'PUBLISH_OPEN',
  'DIGITIZE_SCAN',
  'STANDARDIZE',
  'DEDUP',
  'REPORT',
] as const;
/** What a flow runs through: the national, coordination or city platform, or none of them. */
export const CHANNELS = ['NDOP', 'NDXP', 'LGSP', 'DIRECT', 'FILE', 'MANUAL'] as const;
/** The column transformations that the seed uses; it has no INDIRECT edges. */
export const TRANSFORMATIONS = ['IDENTITY', 'TRANSFORMATION', 'HASH', 'AGGREGATION', 'DEIDENTIFICATION'] as const;
/** Whether a document or standard still holds. */
export const DOCUMENT_STATUSES = ['IN_FORCE', 'PARTLY_REPLACED', 'REPLACED'] as const;
/** What a data list approves: sharing or opening of datasets; or which platforms are shared. */
export const DATA_LIST_KINDS = ['SHARED', 'OPEN', 'PLATFORM'] as const;
/** States of a version of a data list. */
export const LIST_VERSION_STATES = ['PROPOSED', 'APPROVED'] as const;
/** Which class of a dataset is decided on. */
export const CLASSIFICATION_KINDS = ['SHARING', 'IMPORTANCE'] as const;
/** What a platform is for. */
export const PLATFORM_KINDS = ['SHARING', 'MARKETPLACE', 'PORTAL', 'IDENTITY', 'SERVICE', 'SYSTEM'] as const;
/** Channels that a platform can be. */
export const PLATFORM_CHANNELS = ['NDOP', 'NDXP', 'LGSP'] as const;
/** Where a listing on the market place for data stands in the seed. */
export const EXCHANGE_STATES = ['DRAFT', 'ELIGIBLE', 'LISTED'] as const;
/** Evaluation of a shared platform. */
export const EVALUATION_STATES = ['NOT_EVALUATED', 'EVALUATED', 'NEEDS_UPGRADE'] as const;
/** Upgrade of a shared platform. */
export const UPGRADE_STATES = ['NONE', 'PROPOSED', 'APPROVED', 'DONE'] as const;
/** The five task groups of the plan under Resolution 214. */
export const TASK_GROUPS = ['INSTITUTIONS', 'DATA', 'PLATFORMS', 'HUMAN_RESOURCES', 'SECURITY'] as const;
/** What a campaign task does with data. */
export const TASK_KINDS = [
  'CREATE',
  'CLEANSE',
  'ENRICH',
  'STANDARDISE',
  'REVIEW',
  'UPDATE',
  'CONNECT',
  'TRAIN',
  'INSTITUTION',
] as const;
/** What an agency watches over in a campaign. */
export const OVERSIGHT_ROLES = ['COORDINATOR', 'INSPECTOR', 'SECURITY'] as const;
/** Progress of a campaign task. */
export const TASK_STATES = ['PLANNED', 'IN_PROGRESS', 'DONE'] as const;
/** How a value is compared with the target; RANGE has two ends, RANK_TOP is a rank or better. */
export const INDICATOR_OPERATORS = ['GE', 'EQ', 'LE', 'RANK_TOP', 'RANGE', 'GT', 'APPROX'] as const;
/** States of an access request. */
export const REQUEST_STATES = ['OPEN', 'APPROVED', 'REFUSED', 'GRANTED', 'REVOKED'] as const;
/** What people are trained in. */
export const TRAINING_TOPICS = [
  'DIGITAL_SKILLS',
  'INFORMATION_SECURITY',
  'DIGITAL_ARCHITECTURE',
  'DATA_ANALYSIS',
  'ARTIFICIAL_INTELLIGENCE',
  'PUBLIC_VNEID',
  'PUBLIC_DIGITAL_CITIZEN',
] as const;

/** The six criteria. */
export const QUALITY_CRITERIA = ['ACCURATE', 'COMPLETE', 'CLEAN', 'LIVE', 'UNIFIED', 'SHARED_USE'] as const;
