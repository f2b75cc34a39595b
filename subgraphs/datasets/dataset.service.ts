import { isConflict } from '../../kernel/database/constraint-errors.ts';
import { flushChanges } from '../../kernel/database/flush-changes.ts';
import type { Transact } from '../../kernel/database/transact.ts';
import { datasetCondition } from '../../kernel/dataset-visibility/condition.ts';
import { markOf } from '../../kernel/graphql/marked-record.ts';
import { codeNotFree } from '../../kernel/identity/code-not-free.ts';
import { requireAdministrator, requireStewardOf } from '../../kernel/identity/permissions.ts';
import type { Page } from '../../kernel/pagination/connection.ts';
import { type PageRequest, pageOf } from '../../kernel/pagination/page.ts';
import { definedOnly } from '../../kernel/subgraph/defined-only.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { DatasetEntity, type DatasetRow } from './dataset.entity.ts';
import { datasetDeclared } from './dataset.facts.ts';
import { datasetFilterCondition } from './dataset.filter.ts';
import {
  type CreateDatasetInput,
  DATASETS,
  type DatasetFilter,
  type DatasetOrderField,
  type UpdateDatasetInput,
} from './dataset.inputs.ts';
import { checkedFields } from './field-list.ts';
import { insertSchemaVersion, replaceFields } from './field-rows.ts';
import { strongestClass } from './pii-class.ts';
import { schemaChanges } from './schema-changes.ts';
import { schemaWritten } from './schema-version.facts.ts';
import { sharingClassFor } from './sharing-class.ts';
import { recordDeclaredSurvey } from './survey-transition.service.ts';
import { ownDataset, visibleDataset } from './visible-dataset.ts';

/** The verbs of datasets: who may do what, and what must hold. */
export class DatasetService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;

  constructor(scope: RequestScope, transact: Transact) {
    this.#scope = scope;
    this.#transact = transact;
  }

  /** @throws NotFoundError with near codes, when there is none, or none that the viewer may see. */
  get(code: string): Promise<DatasetRow> {
    return visibleDataset(this.#scope.em, this.#scope.viewer, code);
  }

  /** Those that the viewer may see. */
  list(
    filter: DatasetFilter | null,
    request: Omit<PageRequest<DatasetOrderField>, 'filter'>,
  ): Promise<Page<DatasetRow>> {
    const asked = datasetFilterCondition(filter);
    const where = { $and: [asked, datasetCondition(this.#scope.viewer)] };
    return pageOf(this.#scope.em, DatasetEntity, DATASETS, where, { ...request, filter: asked });
  }

  /**
   * Declares a dataset and writes version 1 of its schema.
   * @throws ConflictError when there is one with this code; ForbiddenError when that is hidden from the viewer.
   */
  async create(input: CreateDatasetInput): Promise<DatasetRow> {
    requireStewardOf(this.#scope.viewer, input.publisher, 'create a dataset');
    if (input.surveyState !== 'NOT_REVIEWED') {
      requireAdministrator(this.#scope.viewer, 'declare a dataset whose survey was begun before');
    }
    const sharingClass = sharingClassFor(input.tier, input.sharingClass);
    const fields = checkedFields(input.fields);
    const created = this.#transact(this.#scope, async ({ em, emit }) => {
      const dataset = em.create(DatasetEntity, {
        code: input.code,
        titleVi: input.titleVi,
        titleEn: input.titleEn,
        descriptionVi: input.descriptionVi,
        descriptionEn: input.descriptionEn,
        publisherCode: input.publisher,
        tier: input.tier,
        sharingClass,
        importanceClass: input.importanceClass,
        piiClass: strongestClass(fields),
        highValue: input.highValue,
        updateInterval: input.updateInterval ?? null,
        dataLayer: input.dataLayer ?? null,
        dataBlock: input.dataBlock ?? null,
        systemCode: input.system ?? null,
        surveyState: input.surveyState,
        contactPostVi: input.contactPostVi ?? null,
        contactPostEn: input.contactPostEn ?? null,
        schemaVersion: 1,
        ...markOf(input),
      });
      await em.persist(dataset).flush();
      recordDeclaredSurvey(em, dataset, this.#scope.clock.now());
      await replaceFields(em, dataset.code, fields);
      const recordedAt = this.#scope.clock.now();
      await insertSchemaVersion(em, dataset.code, 1, { fields, changes: schemaChanges([], fields), recordedAt });
      emit(datasetDeclared(dataset));
      emit(schemaWritten(dataset.code, 1, fields));
      return dataset;
    });
    return created.catch(async (error: unknown) => {
      throw isConflict(error, 'dataset_pkey') && !(await this.#isSeen(input.code))
        ? codeNotFree('dataset', input.code)
        : error;
    });
  }

  /** Whether the dataset with this code is one that the viewer sees. */
  async #isSeen(code: string): Promise<boolean> {
    const { em, viewer } = this.#scope;
    return (await em.count(DatasetEntity, { $and: [{ code }, datasetCondition(viewer)] } as never)) > 0;
  }

  /** Changes what is said of a dataset; its fields change by a schema version. */
  update(input: UpdateDatasetInput): Promise<DatasetRow> {
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const dataset = await ownDataset(em, this.#scope.viewer, input.code, 'change a dataset');
      if (input.publisher !== undefined && input.publisher !== null) {
        requireStewardOf(this.#scope.viewer, input.publisher, 'take over a dataset');
      }
      const tier = input.tier ?? dataset.tier;
      em.assign(
        dataset,
        definedOnly({
          titleVi: input.titleVi ?? undefined,
          titleEn: input.titleEn ?? undefined,
          descriptionVi: input.descriptionVi ?? undefined,
          descriptionEn: input.descriptionEn ?? undefined,
          publisherCode: input.publisher ?? undefined,
          tier,
          sharingClass: sharingClassFor(tier, input.sharingClass, dataset.sharingClass),
          importanceClass: input.importanceClass ?? undefined,
          highValue: input.highValue ?? undefined,
          updateInterval: input.updateInterval,
          dataLayer: input.dataLayer,
          dataBlock: input.dataBlock,
          systemCode: input.system,
          contactPostVi: input.contactPostVi,
          contactPostEn: input.contactPostEn,
        }),
      );
      if (await flushChanges(em)) emit(datasetDeclared(dataset));
      return dataset;
    });
  }
}
