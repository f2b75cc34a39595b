import { registerEnumType } from 'type-graphql';
import { REASON_CODES, type ReasonCode } from '../domain/change-analysis/rules.ts';
import { CHANGE_KINDS, type ChangeKind } from '../domain/change-analysis/schema-change.ts';
import { SENTENCES } from '../domain/change-analysis/sentences.ts';

/** Which way lineage is followed. */
export enum LineageDirection {
  UPSTREAM = 'UPSTREAM',
  DOWNSTREAM = 'DOWNSTREAM',
  BOTH = 'BOTH',
}
registerEnumType(LineageDirection, {
  name: 'LineageDirection',
  description: 'Which way lineage is followed.',
  valuesConfig: {
    UPSTREAM: { description: 'Where it comes from.' },
    DOWNSTREAM: { description: 'Where it flows to.' },
    BOTH: { description: 'Both ways; upstream and downstream are walked apart and never mixed on one way.' },
  },
});

/** On which level a question is asked. */
export enum LineageLevel {
  DATASET = 'DATASET',
  COLUMN = 'COLUMN',
}
registerEnumType(LineageLevel, {
  name: 'LineageLevel',
  description: 'Whether the graph of datasets or the graph of columns is meant.',
  valuesConfig: {
    DATASET: { description: 'Datasets, and what flows between them.' },
    COLUMN: { description: 'Columns, and what flows between them.' },
  },
});

/** What a job does with a dataset. */
export enum JobRole {
  READS = 'READS',
  WRITES = 'WRITES',
}
registerEnumType(JobRole, {
  name: 'JobRole',
  description: 'What a job does with a dataset.',
  valuesConfig: {
    READS: { description: 'It reads the dataset.' },
    WRITES: { description: 'It writes the dataset.' },
  },
});

/** What a node is. */
export enum LineageNodeKind {
  DATASET = 'DATASET',
  FIELD = 'FIELD',
  JOB = 'JOB',
}
registerEnumType(LineageNodeKind, {
  name: 'LineageNodeKind',
  description: 'What a node of the lineage graph is.',
  valuesConfig: {
    DATASET: { description: 'A dataset.' },
    FIELD: { description: 'A column of a dataset.' },
    JOB: { description: 'A flow that moves data (OpenLineage Job).' },
  },
});

/** How a target column is made from a source column. */
export enum ColumnTransformation {
  IDENTITY = 'IDENTITY',
  TRANSFORMATION = 'TRANSFORMATION',
  HASH = 'HASH',
  AGGREGATION = 'AGGREGATION',
  DEIDENTIFICATION = 'DEIDENTIFICATION',
  JOIN = 'JOIN',
  FILTER = 'FILTER',
  GROUP_BY = 'GROUP_BY',
  SORT = 'SORT',
  WINDOW = 'WINDOW',
  CONDITIONAL = 'CONDITIONAL',
}
registerEnumType(ColumnTransformation, {
  name: 'ColumnTransformation',
  description:
    'How a target column is made from a source column. From JOIN on: indirect, the source decides about rows, not values.',
  valuesConfig: {
    IDENTITY: { description: 'The value as it is, perhaps under another name.' },
    TRANSFORMATION: { description: 'Computed from single values.' },
    HASH: { description: 'Hashed; in Vietnamese law still personal data.' },
    AGGREGATION: { description: 'Aggregated over records.' },
    DEIDENTIFICATION: { description: 'De-identified under a documented procedure.' },
    JOIN: { description: 'Indirect: key of a join.' },
    FILTER: { description: 'Indirect: decides which rows are taken.' },
    GROUP_BY: { description: 'Indirect: groups rows.' },
    SORT: { description: 'Indirect: orders rows.' },
    WINDOW: { description: 'Indirect: partitions or orders a window.' },
    CONDITIONAL: { description: 'Indirect: chooses between values.' },
  },
});

/** What a flow does. */
export enum JobType {
  API_SYNC = 'API_SYNC',
  BATCH_ETL = 'BATCH_ETL',
  CDC = 'CDC',
  CLEANSE_MATCH = 'CLEANSE_MATCH',
  ENRICH_JOIN = 'ENRICH_JOIN',
  REFERENCE = 'REFERENCE',
  API_VERIFY = 'API_VERIFY',
  FILE_IMPORT = 'FILE_IMPORT',
  MANUAL = 'MANUAL',
  AGGREGATE = 'AGGREGATE',
  DE_IDENTIFY = 'DE_IDENTIFY',
  PUBLISH_OPEN = 'PUBLISH_OPEN',
  DIGITIZE_SCAN = 'DIGITIZE_SCAN',
  STANDARDIZE = 'STANDARDIZE',
  DEDUP = 'DEDUP',
  REPORT = 'REPORT',
}
registerEnumType(JobType, {
  name: 'JobType',
  description: 'What a flow does.',
  valuesConfig: {
    API_SYNC: { description: 'Keeps a copy in step through an interface.' },
    BATCH_ETL: { description: 'Extracts, transforms and loads in batches.' },
    CDC: { description: 'Follows the changes of a database.' },
    CLEANSE_MATCH: { description: 'Cleanses by matching against a master source.' },
    ENRICH_JOIN: { description: 'Adds columns by joining.' },
    REFERENCE: { description: 'Takes codes from a reference list.' },
    API_VERIFY: { description: 'Verifies records through an interface.' },
    FILE_IMPORT: { description: 'Imports files.' },
    MANUAL: { description: 'Entered by hand.' },
    AGGREGATE: { description: 'Aggregates records into figures.' },
    DE_IDENTIFY: { description: 'De-identifies under a documented procedure.' },
    PUBLISH_OPEN: { description: 'Publishes as open data.' },
    DIGITIZE_SCAN: { description: 'Digitises paper.' },
    STANDARDIZE: { description: 'Brings to a standard.' },
    DEDUP: { description: 'Removes duplicates.' },
    REPORT: { description: 'Makes a report.' },
  },
});

/** Over which platform data flows. */
export enum Channel {
  NDOP = 'NDOP',
  NDXP = 'NDXP',
  LGSP = 'LGSP',
  DIRECT = 'DIRECT',
  FILE = 'FILE',
  MANUAL = 'MANUAL',
}
registerEnumType(Channel, {
  name: 'Channel',
  description: 'Over which platform data flows.',
  valuesConfig: {
    NDOP: { description: 'Data Sharing and Coordination Platform.' },
    NDXP: { description: 'National integration platform.' },
    LGSP: { description: 'Local integration platform of the city.' },
    DIRECT: { description: 'Directly between two systems.' },
    FILE: { description: 'Files.' },
    MANUAL: { description: 'By hand.' },
  },
});

/** How badly a change hurts. */
export enum Severity {
  BREAKS = 'BREAKS',
  AT_RISK = 'AT_RISK',
  UNAFFECTED = 'UNAFFECTED',
}
registerEnumType(Severity, {
  name: 'Severity',
  description: 'How badly a change hurts what is downstream.',
  valuesConfig: {
    BREAKS: { description: 'Stops working.' },
    AT_RISK: { description: 'May give wrong results.' },
    UNAFFECTED: { description: 'Goes on as before.' },
  },
});

/** What is done to a schema; the kinds of the domain. */
export const SchemaChangeKind = Object.fromEntries(CHANGE_KINDS.map((kind) => [kind, kind])) as {
  readonly [K in ChangeKind]: K;
};
registerEnumType(SchemaChangeKind, {
  name: 'SchemaChangeKind',
  description: 'What is done to a schema.',
  valuesConfig: {
    DROP: { description: 'The column is dropped.' },
    RENAME: { description: 'The column gets another name.' },
    TYPE: { description: 'The column gets another type.' },
    NULLABILITY: { description: 'Values may be missing from now on, or no longer.' },
    MEANING: { description: 'Values mean something else: another unit, another definition.' },
    CODE_LIST: { description: 'Values come from another code list, or its codes change.' },
    KEY: { description: 'The column joins the key of its dataset, or leaves it.' },
    RETIRE: { description: 'The dataset is retired as a whole.' },
  },
});

/** Which part of a version number a schema raises. */
export enum SchemaVersionStep {
  MAJOR = 'MAJOR',
  MINOR = 'MINOR',
  PATCH = 'PATCH',
}
registerEnumType(SchemaVersionStep, {
  name: 'SchemaVersionStep',
  description: 'Which part of a version number a change of a schema raises (Semantic Versioning).',
  valuesConfig: {
    MAJOR: {
      description:
        'Readers of the former schema may fail: a column goes, or gets another name or a type that is not wider.',
    },
    MINOR: { description: 'Columns are added or widened.' },
    PATCH: { description: 'Columns stand in another order.' },
  },
});

/** How a schema that is told differs from the one before. */
export enum ToldChange {
  ADDED = 'ADDED',
  REMOVED = 'REMOVED',
  TYPE = 'TYPE',
  NULLABILITY = 'NULLABILITY',
  ORDER = 'ORDER',
  DESCRIPTION = 'DESCRIPTION',
}
registerEnumType(ToldChange, {
  name: 'ToldSchemaChangeKind',
  description: 'How a schema that producers tell differs from the one before.',
  valuesConfig: {
    ADDED: { description: 'A column came: MINOR.' },
    REMOVED: {
      description: 'A column went: MAJOR. Producers tell no renames: a column under another name went and came.',
    },
    TYPE: { description: 'A column has another type: MINOR when it is wider, else MAJOR.' },
    NULLABILITY: { description: 'A value may be missing now: MAJOR; or may no longer be: MINOR.' },
    ORDER: { description: 'Columns that stay stand in another order: PATCH.' },
    DESCRIPTION: { description: 'A column is described otherwise: PATCH.' },
  },
});

/** Why something fares as it does; the codes of the domain. */
export const SeverityReasonCode = Object.fromEntries(REASON_CODES.map((code) => [code, code])) as {
  readonly [C in ReasonCode]: C;
};
registerEnumType(SeverityReasonCode, {
  name: 'SeverityReasonCode',
  description: 'Why something breaks, is at risk or goes on as before.',
  valuesConfig: Object.fromEntries(REASON_CODES.map((code) => [code, { description: SENTENCES[code].en }])) as {
    readonly [C in ReasonCode]: { readonly description: string };
  },
});

/** At which of two instants something is there. */
export enum LineageDifference {
  ADDED = 'ADDED',
  REMOVED = 'REMOVED',
}
registerEnumType(LineageDifference, {
  name: 'LineageDifference',
  description: 'At which of two instants something is there.',
  valuesConfig: {
    ADDED: { description: 'At the later instant, and not at the earlier one.' },
    REMOVED: { description: 'At the earlier instant, and not at the later one.' },
  },
});

/** What changed of the graph. */
export enum LineageChangeKind {
  DATASET = 'DATASET',
  FIELD = 'FIELD',
  JOB = 'JOB',
  EDGE = 'EDGE',
}
registerEnumType(LineageChangeKind, {
  name: 'LineageChangeKind',
  description: 'What changed of the graph.',
  valuesConfig: {
    DATASET: { description: 'A dataset came, or what is known of it changed.' },
    FIELD: { description: 'A column, likewise.' },
    JOB: { description: 'A flow, likewise; its edges are told apart from it.' },
    EDGE: { description: 'An edge came, or was superseded.' },
  },
});

/** Why an answer is not complete. */
export enum IncompleteCode {
  DEPTH = 'DEPTH',
  BUDGET = 'BUDGET',
  PERMISSION = 'PERMISSION',
  UNRESOLVED_NAMES = 'UNRESOLVED_NAMES',
  STORE_BEHIND = 'STORE_BEHIND',
  CYCLE = 'CYCLE',
}
registerEnumType(IncompleteCode, {
  name: 'IncompleteCode',
  description: 'Why an answer is not complete.',
  valuesConfig: {
    DEPTH: { description: 'The depth that was asked for ended the walk before the graph did.' },
    BUDGET: { description: 'The published budget ended the walk.' },
    PERMISSION: { description: 'Part of the answer is hidden from you.' },
    UNRESOLVED_NAMES: { description: 'A name inside the answer is not matched to the catalog yet.' },
    STORE_BEHIND: { description: 'Newer events are not in the graph yet.' },
    CYCLE: { description: 'A cycle makes the number asked for undefined.' },
  },
});
