import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { VERSION_IN_FORCE } from './list-versions.ts';
import type { ProfileRow } from './profile.entity.ts';
import { profileOf } from './profiles.ts';
import type { QualityLoaders } from './quality.loaders.ts';
import { QualityRollup } from './rollup.type.ts';
import { rollUp, scoreOf } from './score.ts';
import { seenDatasets } from './seen-datasets.ts';

/** Most datasets of one roll-up. */
export const MOST_ROLLED_UP = 1_000;

/** Which datasets are rolled up, and how they are judged. */
export interface RollupAsked {
  readonly list: string | null;
  readonly asOf: Date;
  readonly profile: ProfileRow;
}

/** Roll-ups of many datasets. */
export class RollupService {
  readonly #scope: RequestScope;
  readonly #loaders: QualityLoaders;

  constructor(scope: RequestScope, loaders: QualityLoaders) {
    this.#scope = scope;
    this.#loaders = loaders;
  }

  /**
   * One roll-up for each agency, or one of all agencies for null: a constant number of statements for any number.
   * Datasets are those that the viewer sees.
   */
  async of(agencies: readonly (string | null)[], asked: RollupAsked): Promise<QualityRollup[]> {
    const members = await this.#members(agencies, asked);
    const judged = profileOf(asked.profile);
    return Promise.all(
      agencies.map(async (agency) => {
        const codes = (agency === null ? [...members.values()].flat() : (members.get(agency) ?? [])).toSorted();
        const looked = codes.slice(0, MOST_ROLLED_UP);
        const [values, counts] = await Promise.all([
          Promise.all(looked.map((code) => this.#loaders.values(code, asked.asOf.toISOString()))),
          Promise.all(looked.map((code) => this.#loaders.recordGroups(code, asked.asOf.toISOString()))),
        ]);
        return QualityRollup.of(rollUp(values.map((one) => scoreOf(one, judged))), {
          ...asked,
          truncated: codes.length > looked.length,
          counts: counts.filter((count) => count !== null),
        });
      }),
    );
  }

  /** Codes of datasets by publisher, at most one more than is rolled up of each. */
  async #members(
    agencies: readonly (string | null)[],
    { list, asOf }: RollupAsked,
  ): Promise<ReadonlyMap<string, string[]>> {
    const { em, viewer } = this.#scope;
    const { sql: seen, parameters } = seenDatasets(em, viewer);
    const named = agencies.includes(null) ? null : JSON.stringify(agencies);
    const rows = await em.execute<{ code: string; publisher: string }[]>(
      `select code, publisher from (
         select code, publisher_code as publisher,
           row_number() over (partition by case when ?::jsonb is null then '' else publisher_code end order by code) as place
         from quality.dataset_visibility
         where code in (${seen})
           and (?::jsonb is null or publisher_code in (select jsonb_array_elements_text(?::jsonb)))
           and (?::text is null or code in (
             select dataset_code from quality.list_member
             where list_code = ? and version = ${VERSION_IN_FORCE}))) as numbered
       where place <= ?`,
      [named, ...parameters, named, named, list, list, list, asOf.toISOString(), MOST_ROLLED_UP + 1],
    );
    return new Map(
      [...Map.groupBy(rows, ({ publisher }) => publisher)].map(([publisher, of]) => [
        publisher,
        of.map(({ code }) => code),
      ]),
    );
  }
}
