import { raw } from '@mikro-orm/postgresql';
import { readRows } from '../../kernel/database/read-rows.ts';
import { KnownAgencyEntity } from '../../kernel/known-agencies/known-agency.entity.ts';
import type { Page } from '../../kernel/pagination/connection.ts';
import { Direction, type ListSpec } from '../../kernel/pagination/ordering.ts';
import { type PageRequest, pageOf } from '../../kernel/pagination/page.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { beginOfYear } from './city-time.ts';
import { type PostSums, postSums, type ReportCount, type TaskSums, taskSums } from './evaluation.ts';
import { ProgressReportEntity } from './progress-report.entity.ts';
import { ProgressTargetEntity } from './progress-target.entity.ts';
import { seenProgress } from './progress-target.visibility.ts';
import type { RollUpService, SurveyStanding } from './roll-up.service.ts';
import type { TargetStanding } from './roll-up.ts';
import { TaskEntity } from './task.entity.ts';

/** What an agency did in a year of a campaign. */
export interface Evaluation {
  readonly agency: string;
  readonly tasks: TaskSums;
  readonly standings: readonly TargetStanding[];
  readonly posts: readonly PostSums[];
  /** Of the datasets that it publishes, now. */
  readonly surveys: readonly SurveyStanding[];
}

const EVALUATIONS: ListSpec<'CODE'> = {
  name: 'evaluations',
  key: 'code',
  orderings: { CODE: 'code' },
  ordering: 'CODE',
};

/** Which year of which campaign is looked at, and at which instant. */
export interface EvaluationAsked {
  readonly campaign: string;
  readonly year: number;
  readonly asOf: Date;
}

/** Yearly evaluations: what agencies and their posts did of what was due, as far as the viewer sees it. */
export class EvaluationService {
  readonly #scope: RequestScope;
  readonly #rollUps: RollUpService;

  constructor(scope: RequestScope, rollUps: RollUpService) {
    this.#scope = scope;
    this.#rollUps = rollUps;
  }

  /** A page of agencies of the city that existed in the year, by code; a constant number of statements. */
  async page(asked: EvaluationAsked, request: Pick<PageRequest, 'first' | 'after'>): Promise<Page<Evaluation>> {
    const { campaign, year, asOf } = asked;
    const [begin, end] = [beginOfYear(year), beginOfYear(year + 1)];
    const where = {
      level: { $ne: 'CENTRAL' },
      validFrom: { $lt: end },
      $or: [{ validTo: null }, { validTo: { $gt: begin } }],
    };
    const page = await pageOf(this.#scope.em, KnownAgencyEntity, EVALUATIONS, where, {
      ...request,
      orderBy: { field: 'CODE', direction: Direction.ASC },
      filter: [campaign, year],
    });
    const agencies = page.edges.map(({ node }) => node.code);
    const [tasks, standings, reports, surveys] = await Promise.all([
      readRows(this.#scope.em, TaskEntity, {
        campaignCode: campaign,
        agencyCode: { $in: agencies },
        dueOn: { $gte: begin, $lt: end },
      }),
      this.#rollUps.targets(campaign, { year }, asOf),
      this.#reports(campaign, agencies, begin, end),
      this.#rollUps.surveys(null),
    ]);
    const tasksOf = Map.groupBy(tasks, ({ agencyCode }) => agencyCode);
    const standingsOf = Map.groupBy(standings, ({ agency }) => agency);
    const surveysOf = Map.groupBy(surveys.standings, ({ agency }) => agency);
    return {
      ...page,
      edges: page.edges.map(({ cursor, node: { code: agency } }) => {
        const own = tasksOf.get(agency) ?? [];
        return {
          cursor,
          node: {
            agency,
            tasks: taskSums(own, asOf),
            standings: standingsOf.get(agency) ?? [],
            surveys: surveysOf.get(agency) ?? [],
            posts: postSums(own, reports.get(agency) ?? [], asOf),
          },
        };
      }),
    };
  }

  /** Reports of targets that the viewer sees on what was reached in the year, counted by agency and post. */
  async #reports(
    campaign: string,
    agencies: readonly string[],
    begin: Date,
    end: Date,
  ): Promise<ReadonlyMap<string, readonly ReportCount[]>> {
    const { em, viewer } = this.#scope;
    const counted = em
      .createQueryBuilder(ProgressReportEntity, 'r')
      .select([
        raw('r.agency_code as agency'),
        raw('r.reporter_post_vi as "postVi"'),
        raw('min(r.reporter_post_en) as "postEn"'),
        raw('count(*)::int as reports'),
        raw('count(r.corrects)::int as corrections'),
      ] as never)
      .where({
        $and: [
          seenProgress(em, viewer),
          { agencyCode: { $in: [...agencies] }, measuredOn: { $gte: begin, $lt: end } },
          {
            targetCode: {
              $in: em.createQueryBuilder(ProgressTargetEntity, 'own').select('code').where({ campaignCode: campaign }),
            },
          },
        ],
      } as never)
      .groupBy(['agencyCode', 'reporterPostVi'] as never);
    const rows = await em.execute<(ReportCount & { readonly agency: string })[]>(counted.getQuery(), [
      ...counted.getParams(),
    ]);
    return Map.groupBy(rows, ({ agency }) => agency);
  }
}
