import { lockRow } from '../../kernel/database/lock-row.ts';
import type { Transact } from '../../kernel/database/transact.ts';
import { ConflictError, NotFoundError } from '../../kernel/errors/errors.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { DataElementService } from './data-element.service.ts';
import { requireStewardOfDatasets } from './dataset-stewards.ts';
import { DescribedFieldEntity } from './described-field.entity.ts';
import { ElementBindingEntity } from './field-binding.entity.ts';
import { fieldBound } from './field-binding.facts.ts';
import { type FieldRef, writtenField } from './field-ref.ts';
import { BindingDecisionEntity, type BindingDecisionRow } from './suggestion.entity.ts';
import { suggestionDecided } from './suggestion.facts.ts';
import type { DecideSuggestionInput, UndoSuggestionDecisionInput } from './suggestion.inputs.ts';

/** The verbs of suggested bindings: stewards decide for the fields of their own datasets. */
export class SuggestionService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;
  readonly #elements: DataElementService;

  constructor(scope: RequestScope, transact: Transact, elements: DataElementService) {
    this.#scope = scope;
    this.#transact = transact;
    this.#elements = elements;
  }

  /**
   * Accepts or rejects; the same decision again changes nothing. Of two that meet one wins.
   * @throws ConflictError when it was decided otherwise, or the field was bound meanwhile.
   */
  async decide(input: DecideSuggestionInput): Promise<BindingDecisionRow> {
    const field = await this.#own(input.field, 'decide on a suggestion');
    const element = await this.#elements.get(input.element);
    return this.#transact(this.#scope, async ({ em, emit }) => {
      if ((await em.count(DescribedFieldEntity, { ref: input.field })) === 0) {
        throw new NotFoundError('field', input.field);
      }
      const key = { datasetCode: field.dataset, fieldName: field.name, elementCode: element.code };
      const before = await em.findOne(BindingDecisionEntity, key);
      if (before !== null) {
        if (before.accepted === input.accept) return before;
        throw new ConflictError(
          `It was decided already that ${input.field} ${before.accepted ? 'is' : 'is not'} ${element.code}. Take that back first with undoSuggestionDecision.`,
        );
      }
      const decision = em.create(BindingDecisionEntity, {
        ...key,
        accepted: input.accept,
        reason: input.reason ?? null,
        decidedAt: this.#scope.clock.now(),
        decidedBy: this.#scope.viewer.subject,
      });
      await em.persist(decision).flush();
      if (input.accept) {
        const bound = await em.execute<object[]>(
          `insert into standards.element_binding (dataset_code, field_name, element_code, mark, source)
           values (?, ?, ?, 'ILLUSTRATIVE', null) on conflict (dataset_code, field_name) do nothing returning ref`,
          [field.dataset, field.name, element.code],
        );
        if (bound.length === 0) {
          throw new ConflictError(
            `${input.field} is bound to an element already. Unbind it first with unbindFields, or bind it with bindFields.`,
          );
        }
        emit(fieldBound(input.field, element.code));
      }
      emit(suggestionDecided(input.field, element.code, input.accept));
      return decision;
    });
  }

  /**
   * Takes a decision back; a binding that it made goes, unless the field was bound otherwise since.
   * @returns what was decided. @throws ConflictError when nothing was.
   */
  async undo(input: UndoSuggestionDecisionInput): Promise<BindingDecisionRow> {
    const field = await this.#own(input.field, 'take back a decision on a suggestion');
    const key = { datasetCode: field.dataset, fieldName: field.name, elementCode: input.element };
    return this.#transact(this.#scope, async ({ em, emit }) => {
      await lockRow(em, 'standards.binding_decision', {
        dataset_code: field.dataset,
        field_name: field.name,
        element_code: input.element,
      });
      const decision = await em.findOne(BindingDecisionEntity, key);
      if (decision === null) {
        throw new ConflictError(
          `Nothing was decided on ${input.element} for ${input.field}. Ask for Field.bindingDecisions to see what was.`,
        );
      }
      await em.remove(decision).flush();
      if (decision.accepted && (await em.nativeDelete(ElementBindingEntity, key)) > 0) {
        emit(fieldBound(input.field, null));
      }
      emit(suggestionDecided(input.field, input.element, null));
      return decision;
    });
  }

  async #own(ref: string, what: string): Promise<FieldRef> {
    const field = writtenField(ref, 'field');
    await requireStewardOfDatasets(this.#scope.em, this.#scope.viewer, [field.dataset], what);
    return field;
  }
}
