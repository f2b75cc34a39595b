import { lockRow } from '../../kernel/database/lock-row.ts';
import type { Transact } from '../../kernel/database/transact.ts';
import { ConflictError } from '../../kernel/errors/errors.ts';
import { markOf } from '../../kernel/graphql/marked-record.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { requireStewardOfDatasets } from './dataset-stewards.ts';
import { FieldCodeListEntity } from './field-binding.entity.ts';
import { writtenField } from './field-ref.ts';
import { ObservedCodesEntity, type ObservedCodesRow } from './observed-codes.entity.ts';
import { codesObserved } from './observed-codes.facts.ts';
import type { ReportObservedCodesInput } from './observed-codes.inputs.ts';

/** The verb of codes that were found in data: stewards report them for fields of their own datasets. */
export class ObservedCodesService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;

  constructor(scope: RequestScope, transact: Transact) {
    this.#scope = scope;
    this.#transact = transact;
  }

  /** @throws ConflictError for a field without a code list: values of other fields are data, and none of ours. */
  async report(input: ReportObservedCodesInput): Promise<ObservedCodesRow> {
    const { em, viewer } = this.#scope;
    const field = writtenField(input.field, 'field');
    await requireStewardOfDatasets(em, viewer, [field.dataset], 'report the codes of a field');
    return this.#transact(this.#scope, async ({ em, emit }) => {
      // The field has no row of its own here: reports of one dataset take turns, so that none stays mixed with another.
      await lockRow(em, 'standards.dataset_visibility', { code: field.dataset });
      if ((await em.findOne(FieldCodeListEntity, { ref: input.field })) === null) {
        throw new ConflictError(
          `${input.field} has no code list, so its values are not kept. Bind one first (bindCodeList, or bindFields with an element that has one).`,
        );
      }
      const codes = [...new Set(input.codes)].sort();
      const { mark, source } = markOf(input);
      await em.execute('delete from standards.observed_code where dataset_code = ? and field_name = ?', [
        field.dataset,
        field.name,
      ]);
      await em.execute(
        `insert into standards.observed_code (dataset_code, field_name, code, observed_at, method, mark, source)
         select ?, ?, code, ?::timestamptz, ?, ?, ? from jsonb_array_elements_text(?::jsonb) as code`,
        [
          field.dataset,
          field.name,
          input.observedAt.toISOString(),
          input.method ?? null,
          mark,
          source,
          JSON.stringify(codes),
        ],
      );
      emit(codesObserved(input.field, input.observedAt, codes.length));
      return em.findOneOrFail(ObservedCodesEntity, { ref: input.field });
    });
  }
}
