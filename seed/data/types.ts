import type {
  AGENCY_LEVELS,
  AGENCY_LINES,
  BLOCS,
  CHANNELS,
  CLASSIFICATION_KINDS,
  DATA_BLOCKS,
  DATA_LAYERS,
  DATA_LIST_KINDS,
  DOCUMENT_STATUSES,
  EVALUATION_STATES,
  EXCHANGE_STATES,
  FIELD_TYPES,
  IMPORTANCE_CLASSES,
  INDICATOR_OPERATORS,
  JOB_TYPES,
  LIST_VERSION_STATES,
  OVERSIGHT_ROLES,
  PII_CLASSES,
  PLATFORM_CHANNELS,
  PLATFORM_KINDS,
  QUALITY_CRITERIA,
  RECORD_MARKS,
  REQUEST_STATES,
  SHARING_CLASSES,
  SURVEY_STATES,
  TASK_GROUPS,
  TASK_KINDS,
  TASK_STATES,
  TIERS,
  TRAINING_TOPICS,
  TRANSFORMATIONS,
  UPGRADE_STATES,
} from './enums.ts';

/** An instant with its zone, such as `2026-01-14T00:00:00+07:00`. */
export type Instant = string;
/** A calendar day, such as `2026-01-14`. */
export type Day = string;

/**
 * Where a record comes from. FACT: stated by the source that is cited. ILLUSTRATIVE: sample data, or general knowledge
 * that was not verified, as the source says. The mark covers what the record says in words: dates that this file
 * describes as placeholders are placeholders on every record.
 */
export interface Marked {
  readonly mark: (typeof RECORD_MARKS)[number];
  readonly source: string;
}

/** A post, never a person. */
export interface SeedPost {
  readonly postVi: string;
  readonly postEn: string;
}

/**
 * `agencies.json`: city agencies A…, central bodies B…, former agencies X….
 * `validFrom` is one placeholder, 2000-01-01, for all of them: before 2025-03-01 the former agencies are listed beside
 * the present ones, so the present ones must be valid then too. It is no founding date. The end of the former
 * agencies, 2025-03-01, is the day after their last day.
 */
export interface SeedAgency extends Marked {
  readonly code: string;
  readonly nameVi: string;
  readonly nameEn: string;
  readonly bloc: (typeof BLOCS)[number];
  readonly level: (typeof AGENCY_LEVELS)[number];
  readonly line: (typeof AGENCY_LINES)[number];
  readonly parent: string | null;
  readonly validFrom: Instant;
  readonly validTo: Instant | null;
  /** The post that answers for progress and quality; null outside the city. */
  readonly accountablePost: SeedAccountablePost | null;
  readonly contactPoints: readonly SeedContactPoint[];
  /** Codes of the agencies that took over; only former agencies have any. */
  readonly successors: readonly string[];
}

/** A post with the time that the title applies. */
export interface SeedAccountablePost extends SeedPost {
  readonly validFrom: Instant;
  readonly validTo: Instant | null;
}

/** Whom to ask. No e-mail address or telephone number is invented: both are null until an agency gives one. */
export interface SeedContactPoint extends SeedPost {
  readonly email: string | null;
  readonly phone: string | null;
}

/** `partners.json`: the six technology partners. */
export interface SeedPartner extends Marked {
  readonly code: string;
  readonly nameVi: string;
  readonly nameEn: string;
  readonly shortName: string;
}

/**
 * `assignments.json`: which partner works with which agency.
 * `validFrom` is 2026-01-14, the launch of the campaign, for all of them. The press reports of the two facts are of
 * 29 and 30 January 2026 and say nothing of a start; with the launch as the start, a question about any day on which a
 * flow of the seed is valid also finds the partners.
 */
export interface SeedAssignment extends Marked {
  readonly agency: string;
  readonly partner: string;
  readonly isLead: boolean;
  readonly scopeVi: string;
  readonly scopeEn: string;
  readonly validFrom: Instant;
  readonly validTo: Instant | null;
}

/** A column. The file leaves out flags that are false, and the position, which is the order in the file from 1. */
export interface SeedField {
  readonly name: string;
  readonly type: (typeof FIELD_TYPES)[number];
  readonly piiClass: (typeof PII_CLASSES)[number];
  readonly directIdentifier: boolean;
  readonly nullable: boolean;
  readonly isKey: boolean;
  readonly position: number;
}

/** `datasets.json`: national N…, ministry M…, specialized S… and open O… datasets with their columns. */
export interface SeedDataset extends Marked {
  readonly code: string;
  readonly titleVi: string;
  readonly titleEn: string;
  /** Names no other dataset: a description is shown to people from whom other datasets are hidden. */
  readonly descriptionVi: string;
  readonly descriptionEn: string;
  readonly publisher: string;
  readonly tier: (typeof TIERS)[number];
  /** Null for national and ministry datasets, which are outside the city's lists. */
  readonly sharingClass: (typeof SHARING_CLASSES)[number] | null;
  readonly importanceClass: (typeof IMPORTANCE_CLASSES)[number];
  readonly highValue: boolean;
  /** ISO 8601 duration. */
  readonly updateInterval: string;
  readonly dataLayer: (typeof DATA_LAYERS)[number];
  readonly dataBlock: (typeof DATA_BLOCKS)[number];
  /** Code of the platform in which it is kept; null where that is not known. */
  readonly system: string | null;
  readonly surveyState: (typeof SURVEY_STATES)[number];
  readonly contactPostVi: string;
  readonly contactPostEn: string;
  readonly fields: readonly SeedField[];
}

/** `distributions.json`: files of open datasets, and the service of each shared one. */
export interface SeedDistribution extends Marked {
  readonly code: string;
  readonly dataset: string;
  readonly format: string;
  readonly mediaType: string;
  /** Null: no address is invented. */
  readonly accessUrl: string | null;
  /** Code of the platform through which it is had. */
  readonly accessService: string;
  readonly licenceVi: string | null;
  readonly licenceEn: string | null;
}

/** `public-basis.json`: personal columns that a law wants published. */
export interface SeedPublicBasis extends Marked {
  /** Reference of the column, such as `O11.so_cchn`. */
  readonly field: string;
  /** Code of a policy document. */
  readonly document: string;
  readonly article: string;
}

/** A place in a policy document; `article` is null where only the document is known. */
export interface SeedLegalGround {
  readonly document: string;
  readonly article: string | null;
}

/** One column edge of a flow: plain column names of the two datasets. */
export interface SeedFlowColumn {
  readonly from: string;
  readonly to: string;
  readonly transformation: (typeof TRANSFORMATIONS)[number];
}

/** `flows.json`: one job each, from one dataset to another. */
export interface SeedFlow extends Marked {
  readonly code: string;
  readonly type: (typeof JOB_TYPES)[number];
  readonly from: string;
  readonly to: string;
  readonly channel: (typeof CHANNELS)[number];
  readonly mandatory: boolean;
  /** Fewest records behind one published figure; null where the flow neither aggregates nor de-identifies. */
  readonly minimumCellSize: number | null;
  readonly legalGround: SeedLegalGround;
  readonly validFrom: Instant;
  readonly validTo: Instant | null;
  readonly columns: readonly SeedFlowColumn[];
}

/** `standards.json`. */
export interface SeedStandard extends Marked {
  readonly code: string;
  readonly titleVi: string;
  readonly titleEn: string;
  readonly issuer: string;
  readonly status: (typeof DOCUMENT_STATUSES)[number];
  readonly replacedBy: string | null;
}

/** `conformance.json`: a dataset is meant to follow a standard. */
export interface SeedConformance extends Marked {
  readonly dataset: string;
  readonly standard: string;
}

/**
 * `required-elements.json`: what a standard wants in a conforming dataset. `element` is the code of a dictionary
 * element or, where the dictionary has none (trang_thai, han_tra), the name of the column.
 */
export interface SeedRequiredElement extends Marked {
  readonly standard: string;
  readonly element: string;
  readonly type: (typeof FIELD_TYPES)[number];
  /** Code of the code list that the column must be bound to. */
  readonly codeList: string | null;
}

/** `data-elements.json`: the dictionary. */
export interface SeedDataElement extends Marked {
  readonly code: string;
  readonly nameVi: string;
  readonly nameEn: string;
  readonly definitionVi: string;
  readonly definitionEn: string;
  readonly type: (typeof FIELD_TYPES)[number];
  readonly codeList: string | null;
}

/** `homonyms.json`: names that columns bear with different meanings, so that no element of the dictionary has them. */
export interface SeedHomonym extends Marked {
  readonly name: string;
  readonly noteVi: string;
  readonly noteEn: string;
}

/** `element-bindings.json`: a column means a dictionary element. */
export interface SeedElementBinding extends Marked {
  readonly field: string;
  readonly element: string;
}

/** One code of a code list. */
export interface SeedCode {
  readonly code: string;
  readonly labelVi: string;
  readonly labelEn: string;
}

/** `code-lists.json`. The codes of communes, procedures and land purposes are visibly made up: no official code is invented. */
export interface SeedCodeList extends Marked {
  readonly code: string;
  readonly titleVi: string;
  readonly titleEn: string;
  readonly codes: readonly SeedCode[];
}

/** `code-list-bindings.json`: columns that take a code list directly, because no dictionary element stands between. */
export interface SeedCodeListBinding extends Marked {
  readonly field: string;
  readonly codeList: string;
}

/** `master-claims.json`: a dataset claims to be the master source of an element; at most one claim is approved. */
export interface SeedMasterClaim extends Marked {
  readonly element: string;
  readonly dataset: string;
  readonly approved: boolean;
}

/** One version of a mandate list; marked by itself, because a source may give the number and not the names. */
export interface SeedMandateListVersion extends Marked {
  readonly version: number;
  readonly state: (typeof LIST_VERSION_STATES)[number];
  readonly document: string | null;
  readonly approvedOn: Day | null;
  readonly datasets: readonly string[];
}

/** `mandate-lists.json`: which databases a mandate names. */
export interface SeedMandateList extends Marked {
  readonly code: string;
  readonly titleVi: string;
  readonly titleEn: string;
  /** Code of a policy document; null where the source names none. */
  readonly document: string | null;
  readonly date: Day;
  /** The number that the source states; what a version names is counted, never assumed to match. */
  readonly statedCount: number;
  readonly versions: readonly SeedMandateListVersion[];
}

/** One version of a data list. A proposed one has neither document nor day of approval. */
/** `classifications.json`: by which document datasets have the class that they have; articles are not verified. */
export interface SeedClassification extends Marked {
  readonly dataset: string;
  readonly kind: (typeof CLASSIFICATION_KINDS)[number];
  readonly document: string;
  readonly article: string | null;
  /** Item of the list of important and core data; sample text, since the items were not verified. */
  readonly listItem: string | null;
  readonly decidedOn: Day;
  readonly reviewerPostVi: string;
  readonly reviewerPostEn: string;
}
/** `electronic-codes.json`: electronic identification codes of agencies; those below the city's are left out, not made up. */
export interface SeedElectronicCode extends Marked {
  readonly agency: string;
  readonly code: string;
}
/** `maturity-assessments.json`: how mature the data governance of agencies was found to be; all of it sample data. */
export interface SeedMaturityAssessment extends Marked, SeedPost {
  readonly agency: string;
  readonly assessedOn: Day;
  /** 1 to 5. */
  readonly level: number;
  readonly evidence: string;
}
/** `processings.json`: why the city's databases with personal data are processed; articles are not verified. */
export interface SeedProcessing extends Marked {
  readonly dataset: string;
  readonly purposeVi: string;
  readonly purposeEn: string;
  readonly document: string;
  readonly article: string | null;
  /** An ISO 8601 duration; null where records are kept without end. */
  readonly retention: string | null;
}
/** `exchange-listings.json`: datasets on the market place for data, none of them with personal data that is offered. */
export interface SeedExchangeListing extends Marked {
  readonly code: string;
  readonly dataset: string;
  /** Code of a platform of kind MARKETPLACE. */
  readonly platform: string;
  /** How far it goes; every state before it is taken as well. */
  readonly state: (typeof EXCHANGE_STATES)[number];
}
export interface SeedDataListVersion {
  readonly version: number;
  readonly state: (typeof LIST_VERSION_STATES)[number];
  readonly document: string | null;
  readonly approvedOn: Day | null;
  readonly members: readonly string[];
}

/** `data-lists.json`: the lists that approve opening and sharing. */
export interface SeedDataList extends Marked {
  readonly code: string;
  readonly kind: (typeof DATA_LIST_KINDS)[number];
  readonly titleVi: string;
  readonly titleEn: string;
  readonly versions: readonly SeedDataListVersion[];
}

/** `platforms.json`. */
export interface SeedPlatform extends Marked {
  readonly code: string;
  readonly nameVi: string;
  readonly nameEn: string;
  /** Code of an agency. */
  readonly owner: string;
  readonly kind: (typeof PLATFORM_KINDS)[number];
  /** The channel that it is; null for what is no platform for sharing. */
  readonly channel: (typeof PLATFORM_CHANNELS)[number] | null;
  /** Tier of 3090/QĐ-BKHCN, 1 to 4; null on every record until the city places its systems. */
  readonly architectureTier: number | null;
  readonly evaluationState: (typeof EVALUATION_STATES)[number];
  readonly upgradeState: (typeof UPGRADE_STATES)[number];
  /** 1 to 5, TCVN 11930:2017. */
  readonly securityLevel: number;
}

/** `campaigns.json`. */
export interface SeedCampaign extends Marked {
  readonly code: string;
  readonly titleVi: string;
  readonly titleEn: string;
  readonly launchedOn: Day;
  /** Codes of policy documents. */
  readonly documents: readonly string[];
}

/**
 * `tasks.json`. The six clears: responsibility (`responsible` and its post), task, timeline (`dueOn`), accountability
 * (`accountablePost…`), deliverable, authority (a policy document).
 */
export interface SeedTask extends Marked {
  readonly code: string;
  readonly campaign: string;
  readonly group: (typeof TASK_GROUPS)[number];
  readonly kind: (typeof TASK_KINDS)[number];
  readonly titleVi: string;
  readonly titleEn: string;
  /** Code of an agency. */
  readonly responsible: string;
  readonly responsiblePostVi: string;
  readonly responsiblePostEn: string;
  readonly taskVi: string;
  readonly taskEn: string;
  readonly dueOn: Day;
  readonly accountablePostVi: string;
  readonly accountablePostEn: string;
  readonly deliverableVi: string;
  readonly deliverableEn: string;
  readonly authority: string;
  readonly state: (typeof TASK_STATES)[number];
  readonly datasets: readonly string[];
}

/** `milestones.json`: what the campaign is to have reached by which day, as sources state it. */
export interface SeedMilestone extends Marked {
  readonly code: string;
  readonly campaign: string;
  readonly titleVi: string;
  readonly titleEn: string;
  readonly dueOn: Day;
  /** The document that sets the day; null where a statement does. */
  readonly document: string | null;
  readonly reachedOn: Day | null;
  readonly evidence: string | null;
}

/** `oversight.json`: which agency watches over what in the campaign. */
export interface SeedOversight extends Marked {
  readonly campaign: string;
  readonly agency: string;
  readonly role: (typeof OVERSIGHT_ROLES)[number];
  readonly validFrom: Day;
  readonly validTo: Day | null;
}

/** `indicators.json`: targets that the press articles state. `valueTo` is the upper end of a RANGE, else null. */
export interface SeedIndicator extends Marked {
  readonly code: string;
  readonly campaign: string;
  readonly nameVi: string;
  readonly nameEn: string;
  readonly operator: (typeof INDICATOR_OPERATORS)[number];
  readonly value: number;
  readonly valueTo: number | null;
  readonly unitVi: string;
  readonly unitEn: string;
  readonly year: number;
}

/** `progress-targets.json`: what a dataset, or an agency where `dataset` is null, is to reach by a day. */
export interface SeedProgressTarget extends Marked {
  readonly code: string;
  readonly campaign: string;
  readonly dataset: string | null;
  readonly agency: string | null;
  readonly task: string | null;
  readonly trainingTopic: (typeof TRAINING_TOPICS)[number] | null;
  readonly measureVi: string;
  readonly measureEn: string;
  readonly unitVi: string;
  readonly unitEn: string;
  readonly baseline: number;
  readonly value: number;
  readonly dueOn: Day;
}

/** `progress-reports.json`: what was reached on a day, and, where it was wrong, what was said instead. */
export interface SeedProgressReport extends Marked {
  readonly target: string;
  readonly measuredOn: Day;
  readonly value: number;
  readonly reporterPostVi: string;
  readonly reporterPostEn: string;
  readonly evidence: string;
  /** `report` is the code that the wrong report gets. */
  readonly correction: {
    readonly report: string;
    readonly value: number;
    readonly reasonVi: string;
    readonly reasonEn: string;
  } | null;
}

/** `policy-documents.json`: code is the official number, but for the two general bases of `public-basis.json`. */
export interface SeedPolicyDocument extends Marked {
  readonly code: string;
  readonly titleVi: string;
  readonly titleEn: string;
  /** Null where the day is not known to the sources. */
  readonly issuedOn: Day | null;
  readonly inForceFrom: Day | null;
  readonly status: (typeof DOCUMENT_STATUSES)[number];
  readonly replacedBy: string | null;
}

/** How a request was answered, in writing and with its legal ground. */
export interface SeedDecision {
  readonly decidedAt: Instant;
  readonly reasonVi: string;
  readonly reasonEn: string;
  readonly legalGround: SeedLegalGround;
}

/** `quality-metrics.json`: examples of what could be measured for each of the six criteria. */
export interface SeedQualityMetric extends Marked {
  readonly code: string;
  readonly criterion: (typeof QUALITY_CRITERIA)[number];
  readonly nameVi: string;
  readonly nameEn: string;
  readonly definitionVi: string;
  readonly definitionEn: string;
  readonly characteristics: readonly string[];
}

/** `record-groups.json`: how the records of a dataset fall into the three groups of a drive. */
export interface SeedRecordGroups extends Marked {
  readonly dataset: string;
  readonly countedAt: Instant;
  readonly complete: number;
  readonly missing: number;
  readonly toRebuild: number;
  readonly method: string;
}

/** `access-requests.json`: an agency asks for a dataset. `code` only names the record in this file. */
export interface SeedAccessRequest extends Marked {
  readonly code: string;
  readonly dataset: string;
  readonly requester: string;
  readonly purposeVi: string;
  readonly purposeEn: string;
  readonly requestedAt: Instant;
  readonly state: (typeof REQUEST_STATES)[number];
  /** Null while the request is open. */
  readonly decision: SeedDecision | null;
}

/** Everything that an empty catalog is filled with. */
export interface SeedCatalogue {
  readonly agencies: readonly SeedAgency[];
  readonly electronicCodes: readonly SeedElectronicCode[];
  readonly maturityAssessments: readonly SeedMaturityAssessment[];
  readonly partners: readonly SeedPartner[];
  readonly assignments: readonly SeedAssignment[];
  readonly policyDocuments: readonly SeedPolicyDocument[];
  readonly platforms: readonly SeedPlatform[];
  readonly datasets: readonly SeedDataset[];
  readonly distributions: readonly SeedDistribution[];
  readonly publicBasis: readonly SeedPublicBasis[];
  readonly classifications: readonly SeedClassification[];
  readonly processings: readonly SeedProcessing[];
  readonly dataLists: readonly SeedDataList[];
  readonly exchangeListings: readonly SeedExchangeListing[];
  readonly codeLists: readonly SeedCodeList[];
  readonly dataElements: readonly SeedDataElement[];
  readonly homonyms: readonly SeedHomonym[];
  readonly elementBindings: readonly SeedElementBinding[];
  readonly codeListBindings: readonly SeedCodeListBinding[];
  readonly masterClaims: readonly SeedMasterClaim[];
  readonly standards: readonly SeedStandard[];
  readonly requiredElements: readonly SeedRequiredElement[];
  readonly conformance: readonly SeedConformance[];
  readonly mandateLists: readonly SeedMandateList[];
  readonly campaigns: readonly SeedCampaign[];
  readonly tasks: readonly SeedTask[];
  readonly milestones: readonly SeedMilestone[];
  readonly oversight: readonly SeedOversight[];
  readonly indicators: readonly SeedIndicator[];
  readonly progressTargets: readonly SeedProgressTarget[];
  readonly progressReports: readonly SeedProgressReport[];
  readonly flows: readonly SeedFlow[];
  readonly qualityMetrics: readonly SeedQualityMetric[];
  readonly recordGroups: readonly SeedRecordGroups[];
  readonly accessRequests: readonly SeedAccessRequest[];
}
