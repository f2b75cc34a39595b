import { flushChanges } from '../../kernel/database/flush-changes.ts';
import type { Transact } from '../../kernel/database/transact.ts';
import { markOf } from '../../kernel/graphql/marked-record.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { ProcessingEntity, type ProcessingRow } from './processing.entity.ts';
import { processingRecorded } from './processing.facts.ts';
import type { RecordProcessingInput } from './processing.inputs.ts';
import { ownDataset } from './visible-dataset.ts';

/** The verb of why data is processed. */
export class ProcessingService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;

  constructor(scope: RequestScope, transact: Transact) {
    this.#scope = scope;
    this.#transact = transact;
  }

  /**
   * Records why the data of a dataset is processed and how long it is kept, in place of what was recorded before; the
   * same again changes nothing. Of two at once the later stands whole.
   * @throws NotFoundError, ForbiddenError unless the viewer writes for the publisher.
   */
  record(input: RecordProcessingInput): Promise<ProcessingRow> {
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const { code: dataset } = await ownDataset(em, this.#scope.viewer, input.dataset, 'record why data is processed');
      const given = {
        purposeVi: input.purposeVi,
        purposeEn: input.purposeEn,
        document: input.document,
        article: input.article ?? null,
        retention: input.retention ?? null,
        ...markOf(input),
      };
      const there = await em.findOne(ProcessingEntity, { dataset }, { refresh: true });
      const processing = there ?? em.create(ProcessingEntity, { dataset, ...given }, { persist: true });
      em.assign(processing, given);
      if (await flushChanges(em)) emit(processingRecorded(processing));
      return processing;
    });
  }
}
