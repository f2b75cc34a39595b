import type { EntityManager } from '@mikro-orm/postgresql';
import { isConflict } from '../../kernel/database/constraint-errors.ts';
import { flushChanges } from '../../kernel/database/flush-changes.ts';
import type { Transact } from '../../kernel/database/transact.ts';
import { datasetCondition } from '../../kernel/dataset-visibility/condition.ts';
import { ConflictError, NotFoundError } from '../../kernel/errors/errors.ts';
import { markOf } from '../../kernel/graphql/marked-record.ts';
import { codeNotFree } from '../../kernel/identity/code-not-free.ts';
import { definedOnly } from '../../kernel/subgraph/defined-only.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { didYouMean } from '../../kernel/text/did-you-mean.ts';
import { DistributionEntity, type DistributionRow } from './distribution.entity.ts';
import { distributionAdded } from './distribution.facts.ts';
import type { AddDistributionInput, UpdateDistributionInput } from './distribution.inputs.ts';
import { ownDataset } from './visible-dataset.ts';

/** Most distributions of a dataset: `Dataset.distributions` is a plain list. */
const MOST_DISTRIBUTIONS = 200;
/** Most codes that are looked at for "did you mean". */
const MOST_CANDIDATES = 5_000;

/** The verbs of distributions. */
export class DistributionService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;

  constructor(scope: RequestScope, transact: Transact) {
    this.#scope = scope;
    this.#transact = transact;
  }

  /** Adds a form in which a dataset can be had; the same one again changes nothing. */
  add(input: AddDistributionInput): Promise<DistributionRow> {
    const added = this.#transact(this.#scope, async ({ em, emit }) => {
      const { code: dataset } = await ownDataset(em, this.#scope.viewer, input.dataset, 'add a distribution');
      const given = {
        format: input.format,
        mediaType: input.mediaType ?? null,
        accessUrl: input.accessUrl ?? null,
        accessService: input.accessService ?? null,
        licenceVi: input.licenceVi ?? null,
        licenceEn: input.licenceEn ?? null,
        ...markOf(input),
      };
      const there = await em.findOne(DistributionEntity, { code: input.code, dataset, ...given });
      if (there !== null) return there;
      if ((await em.count(DistributionEntity, { dataset })) >= MOST_DISTRIBUTIONS) {
        throw new ConflictError(
          `${dataset} has ${MOST_DISTRIBUTIONS} distributions already, the most that a dataset may have.`,
        );
      }
      const distribution = em.create(DistributionEntity, { code: input.code, dataset, ...given });
      await em.persist(distribution).flush();
      emit(distributionAdded(distribution));
      return distribution;
    });
    return added.catch(async (error: unknown) => {
      throw isConflict(error, 'distribution_pkey') && !(await this.#isSeen(input.code))
        ? codeNotFree('distribution', input.code)
        : error;
    });
  }

  /** Whether the distribution with this code is of a dataset that the viewer sees. */
  async #isSeen(code: string): Promise<boolean> {
    const { em, viewer } = this.#scope;
    const seen = { $and: [{ code }, { dataset: datasetCondition(viewer) }] };
    return (await em.count(DistributionEntity, seen as never)) > 0;
  }

  /** Changes a distribution. */
  update({ code, ...input }: UpdateDistributionInput): Promise<DistributionRow> {
    const { viewer } = this.#scope;
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const seen = await em.findOne(DistributionEntity, {
        $and: [{ code }, { dataset: datasetCondition(viewer) }],
      } as never);
      if (seen === null) throw await this.#noSuchDistribution(em, code);
      await ownDataset(em, viewer, seen.dataset, 'change a distribution');
      const distribution = await em.findOneOrFail(DistributionEntity, { code }, { refresh: true });
      em.assign(distribution, definedOnly({ ...input, format: input.format ?? undefined }));
      if (await flushChanges(em)) emit(distributionAdded(distribution));
      return distribution;
    });
  }

  async #noSuchDistribution(em: EntityManager, code: string): Promise<NotFoundError> {
    const visible = { dataset: datasetCondition(this.#scope.viewer) } as never;
    const candidates = await em.find(DistributionEntity, visible, {
      fields: ['code'],
      limit: MOST_CANDIDATES,
      orderBy: { code: 'asc' },
      disableIdentityMap: true,
    });
    return new NotFoundError(
      'distribution',
      code,
      didYouMean(
        code,
        candidates.map((row) => row.code),
      ),
    );
  }
}
