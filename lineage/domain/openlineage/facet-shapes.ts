/** What a member of a facet must be; a trailing `!` means that it must be there. A list gives what its items hold. */
export type Member = `${'text' | 'number' | 'object' | 'list' | 'flag'}${'' | '!'}` | Shape | readonly [Shape];
/** Members by name; others may be there. */
export interface Shape {
  readonly [member: string]: Member;
}

const OWNERSHIP: Shape = { owners: [{ name: 'text!', type: 'text' }] };
const TAGS: Shape = { tags: [{ key: 'text!', value: 'text!', source: 'text', field: 'text' }] };
const DOCUMENTATION: Shape = { description: 'text!', contentType: 'text' };
const STATISTICS: Shape = { rowCount: 'number', size: 'number', fileCount: 'number' };
const METRICS: Shape = {
  columnMetrics: 'object!',
  rowCount: 'number',
  bytes: 'number',
  fileCount: 'number',
  lastUpdated: 'text',
};
const ASSERTIONS: Shape = {
  assertions: [
    {
      assertion: 'text!',
      success: 'flag!',
      column: 'text',
      severity: 'text',
      name: 'text',
      description: 'text',
      expected: 'text',
      actual: 'text',
      content: 'text',
      contentType: 'text',
      params: 'object',
    },
  ],
};
const DEPENDENCIES: Shape[string] = [
  {
    job: { namespace: 'text!', name: 'text!' },
    run: { runId: 'text!' },
    dependency_type: 'text',
    sequence_trigger_rule: 'text',
    status_trigger_rule: 'text',
  },
];
const TESTS: Shape[string] = [
  {
    name: 'text!',
    status: 'text!',
    severity: 'text',
    type: 'text',
    description: 'text',
    expected: 'text',
    actual: 'text',
    content: 'text',
    contentType: 'text',
    params: 'object',
  },
];

/**
 * The facets of OpenLineage 2-0-2 whose members are looked at, by where they stand: what their JSON schemas demand.
 * columnLineage, lineage, schema and parent are not here: what reads them says what is wrong.
 */
export const FACET_SHAPES = {
  run: {
    errorMessage: { message: 'text!', programmingLanguage: 'text!', stackTrace: 'text' },
    externalQuery: { externalQueryId: 'text!', source: 'text!' },
    nominalTime: { nominalStartTime: 'text!', nominalEndTime: 'text' },
    processing_engine: { version: 'text!', name: 'text', openlineageAdapterVersion: 'text' },
    executionParameters: { parameters: [{ key: 'text!', name: 'text', description: 'text', value: 'text' }] },
    jobDependencies: { upstream: DEPENDENCIES, downstream: DEPENDENCIES, trigger_rule: 'text' },
    test: { tests: TESTS },
    environmentVariables: { environmentVariables: [{ name: 'text!', value: 'text!' }] },
    extractionError: {
      totalTasks: 'number!',
      failedTasks: 'number!',
      errors: [{ errorMessage: 'text!', stackTrace: 'text', task: 'text', taskNumber: 'number' }],
    },
    tags: TAGS,
  },
  job: {
    documentation: DOCUMENTATION,
    ownership: OWNERSHIP,
    jobType: {
      processingType: 'text!',
      integration: 'text!',
      jobType: 'text',
      emissionPattern: { eventTrigger: 'text!', eventContentMode: 'text!', windowDuration: 'number' },
    },
    sql: { query: 'text!', dialect: 'text' },
    sourceCode: { language: 'text!', sourceCode: 'text!' },
    sourceCodeLocation: {
      type: 'text!',
      url: 'text!',
      repoUrl: 'text',
      path: 'text',
      version: 'text',
      tag: 'text',
      branch: 'text',
      pullRequestNumber: 'text',
    },
    tags: TAGS,
  },
  dataset: {
    documentation: DOCUMENTATION,
    ownership: OWNERSHIP,
    dataSource: { name: 'text', uri: 'text' },
    datasetType: { datasetType: 'text!', subType: 'text' },
    version: { datasetVersion: 'text!' },
    lifecycleStateChange: { lifecycleStateChange: 'text!', previousIdentifier: { namespace: 'text!', name: 'text!' } },
    storage: { storageLayer: 'text!', fileFormat: 'text' },
    symlinks: { identifiers: [{ namespace: 'text!', name: 'text!', type: 'text!' }] },
    hierarchy: { hierarchy: [{ type: 'text!', name: 'text!' }] },
    catalog: {
      framework: 'text!',
      type: 'text!',
      name: 'text!',
      metadataUri: 'text',
      warehouseUri: 'text',
      source: 'text',
      catalogProperties: 'object',
    },
    dataQualityMetrics: METRICS,
    dataQualityAssertions: ASSERTIONS,
    tags: TAGS,
  },
  input: {
    dataQualityMetrics: METRICS,
    dataQualityAssertions: ASSERTIONS,
    inputStatistics: STATISTICS,
    subset: { inputCondition: 'object!' },
  },
  output: { outputStatistics: STATISTICS, subset: { outputCondition: 'object!' } },
} as const satisfies Record<string, Readonly<Record<string, Shape>>>;
