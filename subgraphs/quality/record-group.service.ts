import type { EntityManager } from '@mikro-orm/postgresql';
import type { Transact } from '../../kernel/database/transact.ts';
import { DatasetVisibilityEntity } from '../../kernel/dataset-visibility/dataset-visibility.entity.ts';
import { requireVisibleDatasets } from '../../kernel/dataset-visibility/require-visible-datasets.ts';
import { BadInputError, ConflictError } from '../../kernel/errors/errors.ts';
import { markOf } from '../../kernel/graphql/marked-record.ts';
import { requireAdministrator, requireStewardOf } from '../../kernel/identity/permissions.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import {
  DatasetUpdateEntity,
  type DatasetUpdateRow,
  RecordGroupCountEntity,
  type RecordGroupCountRow,
} from './record-group.entity.ts';
import { datasetUpdated, recordsCounted } from './record-group.facts.ts';
import type { AddRecordGroupCountInput, ReportDatasetUpdateInput } from './record-group.inputs.ts';

/** The verbs of what stewards state about the data of their datasets; it is added, never changed. */
export class RecordGroupService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;

  constructor(scope: RequestScope, transact: Transact) {
    this.#scope = scope;
    this.#transact = transact;
  }

  /** Adds a count; the same one again changes nothing. @throws ConflictError for another one of the same instant. */
  async count(input: AddRecordGroupCountInput): Promise<RecordGroupCountRow> {
    const { em } = this.#scope;
    await this.#requireOwn(em, input.dataset, 'count the records');
    const { dataset: datasetCode, countedAt, complete, missing, toRebuild } = input;
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const there = await em.findOne(RecordGroupCountEntity, { datasetCode, countedAt });
      if (there !== null) {
        if (there.complete === complete && there.missing === missing && there.toRebuild === toRebuild) return there;
        throw new ConflictError(
          `The records of ${datasetCode} were counted at that instant already, with another result. Give the instant of the new count.`,
        );
      }
      const count = em.create(RecordGroupCountEntity, {
        datasetCode,
        countedAt,
        complete,
        missing,
        toRebuild,
        method: input.method ?? null,
        ...markOf(input),
      });
      await em.persist(count).flush();
      emit(recordsCounted(count));
      return count;
    });
  }

  /** Notes when data changed; the same again changes nothing. */
  async update({ dataset: datasetCode, updatedAt }: ReportDatasetUpdateInput): Promise<DatasetUpdateRow> {
    const { em, clock } = this.#scope;
    await this.#requireOwn(em, datasetCode, 'report an update');
    if (updatedAt > clock.now()) {
      throw new BadInputError(
        `updatedAt is in the future; given: ${updatedAt.toISOString()}. Give when the data changed.`,
        {
          argument: 'updatedAt',
        },
      );
    }
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const key = { datasetCode, updatedAt, origin: 'DECLARED' };
      const there = await em.findOne(DatasetUpdateEntity, key);
      if (there !== null) return there;
      const update = em.create(DatasetUpdateEntity, key);
      await em.persist(update).flush();
      emit(datasetUpdated(datasetCode, updatedAt));
      return update;
    });
  }

  /** Other roles are refused before any dataset is looked at. */
  async #requireOwn(em: EntityManager, code: string, what: string): Promise<void> {
    const { viewer } = this.#scope;
    if (viewer.role !== 'steward') requireAdministrator(viewer, what);
    await requireVisibleDatasets(em, viewer, [code]);
    const { publisherCode } = await em.findOneOrFail(DatasetVisibilityEntity, { code });
    requireStewardOf(viewer, publisherCode, `${what} of ${code}`);
  }
}
