import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { LineageEngine } from '../engine.ts';
import { ChangesService } from './changes.service.ts';
import { DeidentificationService } from './deidentification.service.ts';
import { FlowService } from './flow.service.ts';
import { FlowListService } from './flow-list.service.ts';
import { IngestionService } from './ingestion.service.ts';
import { LineageService } from './lineage.service.ts';
import { NameService } from './name.service.ts';
import { NameDecisionService } from './name-decisions.service.ts';
import { NameRuleService } from './name-rule.service.ts';
import { ObservedService } from './observed.service.ts';
import { OneSidedJobsService } from './one-sided-jobs.service.ts';
import { PolicyService } from './policy.service.ts';
import { PolicyCheckService } from './policy-check.service.ts';
import { WaysService } from './ways.service.ts';

/** What a resolver of this subgraph finds in its context. */
export interface LineageContext extends RequestScope {
  readonly lineage: LineageService;
  readonly ways: WaysService;
  readonly oneSidedJobs: OneSidedJobsService;
  readonly changes: ChangesService;
  readonly flows: FlowService;
  readonly flowLists: FlowListService;
  readonly names: NameService;
  readonly nameDecisions: NameDecisionService;
  readonly nameRules: NameRuleService;
  readonly observed: ObservedService;
  readonly ingestion: IngestionService;
  readonly policy: PolicyService;
  readonly policyCheck: PolicyCheckService;
  readonly deidentifications: DeidentificationService;
}

/** Made once for each request. */
export const lineageContext =
  (engine: LineageEngine) =>
  (scope: RequestScope): LineageContext => {
    const lineage = new LineageService(scope, engine);
    const flows = new FlowService(scope, engine);
    return {
      ...scope,
      lineage,
      ways: new WaysService(() => lineage.asking),
      oneSidedJobs: new OneSidedJobsService(() => lineage.asking),
      flows,
      flowLists: new FlowListService(lineage),
      changes: new ChangesService(scope, engine),
      names: new NameService(scope, engine),
      nameDecisions: new NameDecisionService(scope, engine),
      nameRules: new NameRuleService(scope, engine),
      observed: new ObservedService(scope, engine),
      ingestion: new IngestionService(scope, engine),
      policy: new PolicyService(scope, engine, lineage),
      deidentifications: new DeidentificationService(scope, engine, lineage),
      policyCheck: new PolicyCheckService(scope, engine, lineage, flows),
    };
  };
