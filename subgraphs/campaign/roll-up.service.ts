import { AgencyPartnerEntity } from '../../kernel/agency-partners/agency-partner.entity.ts';
import { readRows } from '../../kernel/database/read-rows.ts';
import { datasetCondition } from '../../kernel/dataset-visibility/condition.ts';
import { DatasetVisibilityEntity } from '../../kernel/dataset-visibility/dataset-visibility.entity.ts';
import { ofVisibleDatasets } from '../../kernel/dataset-visibility/of-visible-datasets.ts';
import { KnownAgencyEntity } from '../../kernel/known-agencies/known-agency.entity.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { validAt } from '../../kernel/validity.ts';
import { cityYear } from './city-time.ts';
import { DatasetSurveyEntity, type DatasetSurveyRow } from './dataset-survey.entity.ts';
import { newestReports } from './progress-reports.ts';
import { ProgressTargetEntity } from './progress-target.entity.ts';
import { seenProgress } from './progress-target.visibility.ts';
import type { RollUpFilter } from './roll-up.inputs.ts';
import { type Belonging, isUnder, type TargetStanding } from './roll-up.ts';

/** Most datasets whose surveys are counted at once. */
const MOST_SURVEYS = 50_000;

/** The survey of one dataset. */
export interface SurveyStanding extends Belonging {
  readonly state: string;
}

/** Where a dataset stands in the National Data Architecture Framework. */
type Place = Pick<Belonging, 'layer' | 'block'>;

const NO_PLACE: Place = { layer: null, block: null };

const placeOf = ({ dataLayer, dataBlock }: Pick<DatasetSurveyRow, 'dataLayer' | 'dataBlock'>): Place => ({
  layer: dataLayer,
  block: dataBlock,
});

/** Who leads and who stands where, at an instant. */
interface Directory {
  readonly publishers: ReadonlyMap<string, string>;
  readonly agencies: ReadonlyMap<string, { readonly level: string; readonly bloc: string }>;
  readonly parents: ReadonlyMap<string, string | null>;
  readonly leads: ReadonlyMap<string, string>;
}

/**
 * What roll-ups are made of, for one viewer: only datasets that the viewer sees, in a constant number of statements.
 * Nothing is asked of another subgraph: agencies, partners and datasets are followed here.
 */
export class RollUpService {
  readonly #scope: RequestScope;

  constructor(scope: RequestScope) {
    this.#scope = scope;
  }

  /** The instant that is asked about. */
  at(asOf: Date | null): Date {
    return asOf ?? this.#scope.clock.now();
  }

  /** Targets of a campaign with what was reached of each at an instant, by code. */
  async targets(campaign: string, filter: RollUpFilter | null, asOf: Date): Promise<TargetStanding[]> {
    const { em, viewer } = this.#scope;
    const targets = await readRows(
      em,
      ProgressTargetEntity,
      { $and: [{ campaignCode: campaign }, seenProgress(em, viewer)] },
      { orderBy: { code: 'asc' } },
    );
    const [directory, places] = await Promise.all([
      this.#directory(asOf),
      this.#places(targets.flatMap(({ datasetCode }) => datasetCode ?? [])),
    ]);
    const standings = targets
      .map((target) => ({
        ...belonging(directory, target.datasetCode, target.agencyCode, cityYear(target.dueOn)),
        ...(places.get(target.datasetCode ?? '') ?? NO_PLACE),
        code: target.code,
        baseline: target.baseline,
        value: target.value,
        dueOn: target.dueOn,
        training: target.trainingTopic !== null,
      }))
      .filter((standing) => isAsked(directory, filter, standing))
      .filter(
        ({ training }) => filter?.training === null || filter?.training === undefined || filter.training === training,
      );
    const newest = await newestReports(
      em,
      standings.map(({ code }) => code),
      asOf,
      1,
    );
    return standings.map(({ training: _, ...standing }) => ({
      ...standing,
      reached: newest.get(standing.code)?.[0]?.value ?? null,
    }));
  }

  /** Datasets that the viewer sees, with the state of the survey of each now. */
  async surveys(
    filter: RollUpFilter | null,
  ): Promise<{ readonly standings: readonly SurveyStanding[]; readonly complete: boolean }> {
    const { em, viewer } = this.#scope;
    const surveys = await readRows(em, DatasetSurveyEntity, ofVisibleDatasets(em, viewer), {
      orderBy: { datasetCode: 'asc' },
      limit: MOST_SURVEYS + 1,
    });
    const directory = await this.#directory(this.#scope.clock.now());
    const standings = surveys
      .slice(0, MOST_SURVEYS)
      .map(({ datasetCode, surveyState, ...place }) => ({
        ...belonging(directory, datasetCode, null, null),
        ...placeOf(place),
        state: surveyState,
      }))
      .filter((standing) => isAsked(directory, filter, standing));
    return { standings, complete: surveys.length <= MOST_SURVEYS };
  }

  /** Where datasets that the viewer sees stand in the framework. */
  async #places(datasets: readonly string[]): Promise<ReadonlyMap<string, Place>> {
    const { em, viewer } = this.#scope;
    const rows = await readRows(em, DatasetSurveyEntity, {
      $and: [{ datasetCode: { $in: [...new Set(datasets)] } }, ofVisibleDatasets(em, viewer)],
    });
    return new Map(rows.map((row) => [row.datasetCode, placeOf(row)]));
  }

  async #directory(asOf: Date): Promise<Directory> {
    const { em, viewer } = this.#scope;
    const [datasets, agencies, leads] = await Promise.all([
      readRows(em, DatasetVisibilityEntity, datasetCondition(viewer)),
      readRows(em, KnownAgencyEntity, {}),
      readRows(em, AgencyPartnerEntity, { isLead: true, ...validAt(asOf) }),
    ]);
    return {
      publishers: new Map(datasets.map(({ code, publisherCode }) => [code, publisherCode])),
      agencies: new Map(agencies.map(({ code, level, bloc }) => [code, { level, bloc }])),
      parents: new Map(agencies.map(({ code, parentCode }) => [code, parentCode])),
      leads: new Map(leads.map(({ agencyCode, partnerCode }) => [agencyCode, partnerCode])),
    };
  }
}

function belonging(
  { publishers, agencies, leads }: Directory,
  dataset: string | null,
  own: string | null,
  year: number | null,
): Omit<Belonging, keyof Place> {
  const agency = own ?? publishers.get(dataset ?? '') ?? null;
  const { level = null, bloc = null } = agencies.get(agency ?? '') ?? {};
  return { dataset, agency, level, bloc, partner: leads.get(agency ?? '') ?? null, year };
}

function isAsked({ parents }: Directory, filter: RollUpFilter | null, of: Belonging): boolean {
  if (filter === null) return true;
  const holds = (asked: string | number | null | undefined, is: string | number | null): boolean =>
    asked === null || asked === undefined || asked === is;
  return (
    holds(filter.dataset, of.dataset) &&
    holds(filter.agency, of.agency) &&
    holds(filter.level, of.level) &&
    holds(filter.bloc, of.bloc) &&
    holds(filter.partner, of.partner) &&
    holds(filter.year, of.year) &&
    holds(filter.layer, of.layer) &&
    holds(filter.block, of.block) &&
    (filter.under === null || filter.under === undefined || isUnder(parents, of.agency, filter.under))
  );
}
