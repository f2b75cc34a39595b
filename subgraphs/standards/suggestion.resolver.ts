import { Arg, Ctx, FieldResolver, Int, Mutation, Resolver, Root } from 'type-graphql';
import { BadInputError } from '../../kernel/errors/errors.ts';
import { DataElement } from './data-element.type.ts';
import { parseFieldRef } from './field-ref.ts';
import type { StandardsContext } from './standards.context.ts';
import { Dataset, DatasetField } from './stubs.ts';
import { DecideSuggestionInput, UndoSuggestionDecisionInput } from './suggestion.inputs.ts';
import { BindingDecision, BindingSuggestion } from './suggestion.type.ts';
import { suggestionsFor } from './suggestions.ts';

/** Most suggestions of one dataset. */
const MOST_SUGGESTIONS = 200;

@Resolver(() => Dataset)
export class DatasetSuggestionsResolver {
  @FieldResolver(() => [BindingSuggestion], {
    description: 'Elements for its fields that are bound to none, the likeliest first; nothing is bound by itself.',
  })
  async bindingSuggestions(
    @Root() { code }: Dataset,
    @Ctx() context: StandardsContext,
    @Arg('most', () => Int, { defaultValue: 50, description: 'How many, 1 to 200.' }) most: number,
  ): Promise<BindingSuggestion[]> {
    if (most < 1 || most > MOST_SUGGESTIONS) {
      throw new BadInputError(`most takes a number from 1 to ${MOST_SUGGESTIONS}; given: ${most}.`, {
        argument: 'most',
        given: most,
      });
    }
    const found = await suggestionsFor(context, code, await context.describedFieldLoaders.ofDataset.load(code));
    return found.toSorted((a, b) => b.score - a.score).slice(0, most);
  }
}

@Resolver(() => DatasetField)
export class FieldSuggestionsResolver {
  @FieldResolver(() => [BindingSuggestion], {
    description: 'Elements that it could be bound to, the likeliest first, at most 5; none when it is bound already.',
  })
  async bindingSuggestions(
    @Root() { ref }: DatasetField,
    @Ctx() context: StandardsContext,
  ): Promise<BindingSuggestion[]> {
    const field = await context.describedFieldLoaders.byRef.load(ref);
    return field === null ? [] : suggestionsFor(context, field.datasetCode, [field]);
  }

  @FieldResolver(() => [BindingDecision], { description: 'What was decided on suggestions for it, by element.' })
  async bindingDecisions(
    @Root() { ref }: DatasetField,
    @Ctx() { suggestionLoaders }: StandardsContext,
  ): Promise<BindingDecision[]> {
    const field = parseFieldRef(ref);
    if (field === null) return [];
    const decisions = await suggestionLoaders.decisionsOfDataset.load(field.dataset);
    return decisions.filter(({ fieldName }) => fieldName === field.name).map(BindingDecision.from);
  }

  @Mutation(() => BindingDecision, {
    description:
      "Accepts a suggested binding, which binds the field, or rejects it. Stewards of its dataset's publisher and administrators.",
  })
  async decideSuggestion(
    @Ctx() { suggestions }: StandardsContext,
    @Arg('input', () => DecideSuggestionInput, { description: 'The decision.' }) input: DecideSuggestionInput,
  ): Promise<BindingDecision> {
    return BindingDecision.from(await suggestions.decide(input));
  }

  @Mutation(() => BindingDecision, {
    description:
      "Takes back what was decided on a suggested binding; a binding that it made goes. Stewards of its dataset's publisher and administrators.",
  })
  async undoSuggestionDecision(
    @Ctx() { suggestions }: StandardsContext,
    @Arg('input', () => UndoSuggestionDecisionInput, { description: 'The decision.' })
    input: UndoSuggestionDecisionInput,
  ): Promise<BindingDecision> {
    return BindingDecision.from(await suggestions.undo(input));
  }
}

@Resolver(() => BindingSuggestion)
export class BindingSuggestionResolver {
  @FieldResolver(() => DataElement, { nullable: true, description: 'The element.' })
  async element(
    @Root() { elementCode }: BindingSuggestion,
    @Ctx() { dataElementLoaders }: StandardsContext,
  ): Promise<DataElement | null> {
    const row = await dataElementLoaders.byCode.load(elementCode);
    return row === null ? null : DataElement.from(row);
  }
}

@Resolver(() => BindingDecision)
export class BindingDecisionResolver {
  @FieldResolver(() => DataElement, { nullable: true, description: 'The element.' })
  async element(
    @Root() { elementCode }: BindingDecision,
    @Ctx() { dataElementLoaders }: StandardsContext,
  ): Promise<DataElement | null> {
    const row = await dataElementLoaders.byCode.load(elementCode);
    return row === null ? null : DataElement.from(row);
  }
}
