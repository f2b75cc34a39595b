import type { DescribedFieldRow } from './described-field.entity.ts';
import type { StandardsContext } from './standards.context.ts';
import { BindingSuggestion } from './suggestion.type.ts';
import { rankElements } from './suggestion-ranking.ts';

/**
 * Suggestions for those of the fields of a dataset that are bound to no element, field by field; what was decided on is
 * not suggested again. A constant number of statements for any number of datasets.
 */
export async function suggestionsFor(
  { suggestionLoaders }: StandardsContext,
  dataset: string,
  fields: readonly DescribedFieldRow[],
): Promise<BindingSuggestion[]> {
  const [elements, decisions] = await Promise.all([
    suggestionLoaders.elements(),
    suggestionLoaders.decisionsOfDataset.load(dataset),
  ]);
  const decided = new Set(decisions.map(({ fieldName, elementCode }) => JSON.stringify([fieldName, elementCode])));
  const unbound = fields.filter(({ elementCode }) => elementCode === null);
  const ranked = unbound.map(async ({ ref, fieldName, type }) => {
    const [precedents, homonym] = await Promise.all([
      suggestionLoaders.precedentsOfName.load(fieldName),
      suggestionLoaders.homonymByName.load(fieldName),
    ]);
    const open = elements.filter(({ code }) => !decided.has(JSON.stringify([fieldName, code])));
    return rankElements({ name: fieldName, type }, open, precedents, homonym !== null).map((element) =>
      BindingSuggestion.of(ref, element),
    );
  });
  return (await Promise.all(ranked)).flat();
}
