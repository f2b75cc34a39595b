import type { Logger } from '../kernel/log.ts';
import type { OutboxFeed } from '../kernel/outbox/feed.ts';
import { defineSubgraph, type SubgraphDefinition } from '../kernel/subgraph/definition.ts';
import { type RunningSubgraph, type SubgraphSurroundings, startSubgraph } from '../kernel/subgraph/subgraph.ts';
import { type IngestionProgress, LineageEngine } from './engine.ts';
import type { AnswersFrom } from './engine-parts.ts';
import type { OpenLineageIntake } from './ingestion/openlineage/intake.ts';
import type { LineageState } from './inspect.ts';
import { ALONE, electedLeadership, type Leadership, LOOKING_ON } from './leadership.ts';
import type { DeadLetters } from './log/dead-letters.ts';
import { restrictedAmong } from './projection/queries/restricted-among.ts';
import type { RebuildReport } from './rebuild.ts';
import type { Replay } from './replay.ts';
import type { RetentionReport } from './retention/report.ts';
import type { RetentionRequest } from './retention/retain.ts';
import type { Neo4jAddress } from './store/neo4j/connection.ts';
import { ChangesResolver } from './subgraph/changes.resolver.ts';
import { DatasetLineageResolver } from './subgraph/dataset-lineage.resolver.ts';
import { DeidentificationRelianceResolver, DeidentificationResolver } from './subgraph/deidentification.resolver.ts';
import { FlowResolver } from './subgraph/flow.resolver.ts';
import { DataChannelResolver, FlowListResolver, FlowRelianceResolver } from './subgraph/flow-list.resolver.ts';
import { JobsHeadResolver, NeighboursHeadResolver } from './subgraph/head.resolver.ts';
import { ImpactReportResolver } from './subgraph/impact-report.resolver.ts';
import { IngestionResolver } from './subgraph/ingestion.resolver.ts';
import { lineageContext } from './subgraph/lineage.context.ts';
import { LineageResolver } from './subgraph/lineage.resolver.ts';
import { LineageCostResolver } from './subgraph/lineage-cost.resolver.ts';
import { LineageDiffResolver } from './subgraph/lineage-diff.resolver.ts';
import { LineageEventResolver } from './subgraph/lineage-event.resolver.ts';
import { Lineage0001Initial } from './subgraph/migrations/0001-initial.ts';
import { Lineage0002Observations } from './subgraph/migrations/0002-observations.ts';
import { Lineage0003Policy } from './subgraph/migrations/0003-policy.ts';
import { Lineage0004Facets } from './subgraph/migrations/0004-facets.ts';
import { Lineage0005Dictionary } from './subgraph/migrations/0005-dictionary.ts';
import { Lineage0006Names } from './subgraph/migrations/0006-names.ts';
import { Lineage0007ToldFlows } from './subgraph/migrations/0007-told-flows.ts';
import { Lineage0008AppendSent } from './subgraph/migrations/0008-append-sent.ts';
import { Lineage0009DeadLetters } from './subgraph/migrations/0009-dead-letters.ts';
import { Lineage0010EventTimes } from './subgraph/migrations/0010-event-times.ts';
import { Lineage0011AppendSent } from './subgraph/migrations/0011-append-sent.ts';
import { Lineage0012SchemaHistory } from './subgraph/migrations/0012-schema-history.ts';
import { Lineage0013EventTimesOfText } from './subgraph/migrations/0013-event-times-of-text.ts';
import { Lineage0014EndsOfJobs } from './subgraph/migrations/0014-ends-of-jobs.ts';
import { Lineage0015Retention } from './subgraph/migrations/0015-retention.ts';
import { NameResolver, UnresolvedNameResolver } from './subgraph/name.resolver.ts';
import { NameRuleResolver } from './subgraph/name-rule.resolver.ts';
import { NeighboursResolver } from './subgraph/neighbours.resolver.ts';
import {
  ObservedDatasetResolver,
  ObservedGraphResolver,
  ObservedJobResolver,
  ObservedNodeResolver,
  ObservedResolver,
} from './subgraph/observed.resolver.ts';
import { ImpactReadersResolver, OneSidedJobsResolver } from './subgraph/one-sided-jobs.resolver.ts';
import { AcceptanceRelianceResolver, PolicyResolver } from './subgraph/policy.resolver.ts';
import { PolicyCheckResolver } from './subgraph/policy-check.resolver.ts';
import {
  dataChannelReference,
  datasetReference,
  documentRelianceReference,
  jobReference,
} from './subgraph/references.ts';
import { JobRunsResolver, RunResolver } from './subgraph/run.resolver.ts';
import {
  DatasetNameSchemaResolver,
  DatasetSchemaHistoryResolver,
  ToldSchemaPageResolver,
} from './subgraph/schema-history.resolver.ts';
import { SchemaImpactResolver } from './subgraph/schema-impact.resolver.ts';
import { StatisticsResolver } from './subgraph/statistics.resolver.ts';
import { DataChannelStub, DatasetStub, DocumentRelianceStub } from './subgraph/stubs.ts';
import { WaysResolver } from './subgraph/ways.resolver.ts';

export { type Candidate, candidates } from './election.ts';
export type { IngestionProgress } from './engine.ts';
export { eventRoutes } from './ingestion/openlineage/event-routes.ts';
export type { LineageState } from './inspect.ts';
export type { RebuildReport } from './rebuild.ts';
export type { RetentionReport } from './retention/report.ts';

/** The lineage subgraph on an engine; without one it can be printed but not asked. */
export const lineageDefinition = (engine: LineageEngine = new LineageEngine()): SubgraphDefinition =>
  defineSubgraph({
    name: 'lineage',
    entities: [],
    migrations: [
      Lineage0001Initial,
      Lineage0002Observations,
      Lineage0003Policy,
      Lineage0004Facets,
      Lineage0005Dictionary,
      Lineage0006Names,
      Lineage0007ToldFlows,
      Lineage0008AppendSent,
      Lineage0009DeadLetters,
      Lineage0010EventTimes,
      Lineage0011AppendSent,
      Lineage0012SchemaHistory,
      Lineage0013EventTimesOfText,
      Lineage0014EndsOfJobs,
      Lineage0015Retention,
    ],
    constraints: {},
    resolvers: [
      LineageResolver,
      LineageDiffResolver,
      ChangesResolver,
      LineageCostResolver,
      ImpactReportResolver,
      ImpactReadersResolver,
      OneSidedJobsResolver,
      FlowResolver,
      FlowListResolver,
      DataChannelResolver,
      FlowRelianceResolver,
      AcceptanceRelianceResolver,
      DeidentificationRelianceResolver,
      DatasetLineageResolver,
      NeighboursHeadResolver,
      NeighboursResolver,
      JobsHeadResolver,
      NameResolver,
      UnresolvedNameResolver,
      NameRuleResolver,
      ObservedResolver,
      ObservedJobResolver,
      ObservedDatasetResolver,
      ObservedNodeResolver,
      ObservedGraphResolver,
      DatasetNameSchemaResolver,
      DatasetSchemaHistoryResolver,
      ToldSchemaPageResolver,
      RunResolver,
      JobRunsResolver,
      LineageEventResolver,
      IngestionResolver,
      SchemaImpactResolver,
      WaysResolver,
      StatisticsResolver,
      PolicyResolver,
      PolicyCheckResolver,
      DeidentificationResolver,
    ],
    contributesTo: { Dataset: DatasetStub, DataChannel: DataChannelStub, DocumentReliance: DocumentRelianceStub },
    references: {
      Dataset: datasetReference,
      Job: jobReference,
      DataChannel: dataChannelReference,
      DocumentReliance: documentRelianceReference,
    },
    consumes: [],
    audit: {
      // Facts are events of the log, which is written in one place and recorded there; the rest is folded from it.
      tables: {
        derived: [
          'event',
          'dead_letter',
          'kept_columns',
          'folded_job',
          'graph_revision',
          'graph_node',
          'graph_edge',
          'graph_fact',
          'policy_finding',
        ],
      },
      restricted: (refs) => restrictedAmong(engine.projection, refs),
    },
    context: lineageContext(engine),
  });

/** Lineage, running: its subgraph, and the graph behind it. */
export interface Lineage extends AsyncDisposable {
  readonly subgraph: RunningSubgraph;
  /** Takes events of OpenLineage. */
  readonly intake: OpenLineageIntake;
  /** Resolves when everything that the feeds hold now is in the answers. */
  catchUp(): Promise<void>;
  /** Likewise, and the history of findings is what it is to be. */
  settle(): Promise<void>;
  /** Whether this process folds the log into the store, as far as it knows. */
  leads(): boolean;
  /** What is wrong, for readiness; null when nothing is. */
  problem(): Promise<string | null>;
  /** What is wrong with the second graph store, which can be done without; null when nothing is. */
  mirrorProblem(): string | null;
  /** Compares log, stores and projection. */
  inspect(): Promise<LineageState>;
  /** How the taking in of events goes. */
  ingestion(): Promise<IngestionProgress>;
  /** Events that could not be read. */
  readonly deadLetters: DeadLetters;
  /** Replays dead letters, by number; all that are open for null. Recorded as done by whoever operates the process. */
  replay(seqs: readonly number[] | null): Promise<Replay[]>;
  /**
   * Folds the events of old runs, or says what it would fold; the graph stays as it is. Recorded as done by whoever
   * operates the process.
   * @param progress told after every piece which place of how many of the log is reached.
   */
  retain(request: RetentionRequest, progress?: (done: number, of: number) => void): Promise<RetentionReport>;
  /**
   * Drops the graph and folds it anew from the log.
   * @param progress told after every batch how many of how many events are folded.
   */
  rebuild(progress?: (done: number, of: number) => void): Promise<RebuildReport>;
}

/** What lineage needs of its surroundings. */
export interface LineageSurroundings extends SubgraphSurroundings {
  /** Feeds of the catalog subgraphs. */
  readonly feeds: readonly OutboxFeed[];
  readonly log: Logger;
  /**
   * Who folds the log: this process, alone on its database (the default); whoever is elected among several; another one,
   * while this process looks on.
   */
  readonly folding?: 'alone' | 'elected' | 'looking on';
  /** Where the graph is kept a second time; nowhere unless given. */
  readonly neo4j?: Neo4jAddress | undefined;
  /** `projection` unless given. */
  readonly answersFrom?: AnswersFrom;
  /** Folder in which a snapshot of the graph is kept, for a quick start; nowhere unless given. */
  readonly snapshots?: string | undefined;
}

/** Starts the lineage subgraph, loads the graph and follows the catalog's feeds. */
export async function openLineage({
  feeds,
  log,
  folding = 'alone',
  neo4j,
  answersFrom = 'projection',
  snapshots,
  ...surroundings
}: LineageSurroundings): Promise<Lineage> {
  const engine = new LineageEngine();
  const subgraph = await startSubgraph(lineageDefinition(engine), surroundings);
  const elect = async (news: () => void): Promise<Leadership> => {
    if (folding === 'elected') return electedLeadership(surroundings.databaseUrl, news, log);
    return folding === 'alone' ? ALONE : LOOKING_ON;
  };
  try {
    const { clock } = surroundings;
    await engine.open({ running: subgraph, feeds, clock, logger: log, elect, neo4j, answersFrom, snapshots });
  } catch (error) {
    await subgraph.close();
    throw error;
  }
  return {
    subgraph,
    intake: engine.intake,
    catchUp: () => engine.catchUp(),
    settle: () => engine.settle(),
    leads: () => engine.leads,
    problem: () => engine.problem(),
    mirrorProblem: () => engine.mirrorProblem(),
    inspect: () => engine.inspect(),
    ingestion: () => engine.ingestion(),
    deadLetters: engine.deadLetters,
    replay: (seqs) => engine.replay(seqs),
    retain: (request, progress) => engine.retain(request, progress),
    rebuild: (progress) => engine.rebuild(progress),
    async [Symbol.asyncDispose]() {
      await engine.close();
      await subgraph.close();
    },
  };
}
