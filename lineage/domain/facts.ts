import type { Binding } from './dictionary/dictionary-facts.ts';
import type { Instant } from './instant.ts';

/** Where a dataset belongs. */
export const TIERS = ['NATIONAL', 'MINISTRY', 'SPECIALIZED', 'OPEN'] as const;
/** Law on Data, by sharing; null outside the city's lists. */
export const SHARING_CLASSES = ['SHARED', 'PRIVATE', 'OPEN'] as const;
/** Law on Data, by importance. */
export const IMPORTANCE_CLASSES = ['CORE', 'IMPORTANT', 'OTHER'] as const;
/** Decree 356/2025: basic and sensitive personal data. */
export const PII_CLASSES = ['NONE', 'BASIC', 'SENSITIVE'] as const;
/** Level of an agency. */
export const AGENCY_LEVELS = ['CENTRAL', 'CITY', 'WARD', 'COMMUNE', 'SPECIAL_ZONE'] as const;
/** What a flow does. */
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
/** Whether a record is a fact of a public source or sample data. */
export const RECORD_MARKS = ['FACT', 'ILLUSTRATIVE'] as const;
/** Which platform a flow runs over. */
export const CHANNELS = ['NDOP', 'NDXP', 'LGSP', 'DIRECT', 'FILE', 'MANUAL'] as const;

/** A half-open interval of valid time `[validFrom, validTo)`; null is unbounded. */
export interface ValidTime {
  readonly validFrom: Instant | null;
  readonly validTo: Instant | null;
}

/** What the graph keeps of a dataset: enough to decide who sees it and to total by agency. */
export interface DatasetFacts {
  readonly publisher: string;
  readonly tier: (typeof TIERS)[number];
  readonly sharingClass: (typeof SHARING_CLASSES)[number] | null;
  readonly importanceClass: (typeof IMPORTANCE_CLASSES)[number];
}

/** What the graph keeps of a column. What is absent is not known, or there is none of it. */
export interface FieldFacts extends Binding {
  /** Declared type, as the catalog writes it. */
  readonly type: string;
  /** Place in its dataset, from 0. */
  readonly position: number;
  readonly piiClass: (typeof PII_CLASSES)[number];
  readonly directIdentifier: boolean;
  /** Whether a value may be missing. */
  readonly nullable?: boolean;
  /** Whether it belongs to the key of its dataset. */
  readonly isKey?: boolean;
  /** When we learnt that the schema no longer has it; null while it does. */
  readonly dropped: Instant | null;
}

/** What the graph keeps of a flow. */
export interface JobFacts extends ValidTime {
  readonly type: (typeof JOB_TYPES)[number];
  readonly channel: (typeof CHANNELS)[number];
  readonly mandatory: boolean;
  /** Least number of records behind a published figure; null when none is declared. */
  readonly minimumCellSize: number | null;
  readonly legalGround: { readonly document: string; readonly article: string | null } | null;
  /** Whether the declaration is a fact of a public source or sample data; null where it does not say. */
  readonly mark: (typeof RECORD_MARKS)[number] | null;
  /** The source that it was taken from. */
  readonly source: string | null;
}

/** What totals need of an agency. */
export interface AgencyFacts extends ValidTime {
  readonly level: (typeof AGENCY_LEVELS)[number];
}

/** A partner works with an agency for a time. */
export interface AssignmentFacts extends ValidTime {
  readonly agency: string;
  readonly partner: string;
  readonly isLead: boolean;
}

/** Whether an instant lies in an interval. */
export const isValidAt = ({ validFrom, validTo }: ValidTime, at: Instant): boolean =>
  (validFrom === null || validFrom <= at) && (validTo === null || at < validTo);
