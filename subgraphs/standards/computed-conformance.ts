import { ComputedConformance } from './conformance.type.ts';
import { checkConformance } from './conformance-check.ts';
import type { StandardsContext } from './standards.context.ts';

const NO_WRONG_CODES = { count: 0, examples: [] };

/** Compares a dataset that the viewer sees with a standard: a constant number of statements for any number of both. */
export async function computedConformance(
  { standardLoaders, describedFieldLoaders, observedCodesLoaders }: StandardsContext,
  dataset: string,
  standard: string,
): Promise<ComputedConformance> {
  const [required, fields, observed] = await Promise.all([
    standardLoaders.requiredElements.load(standard),
    describedFieldLoaders.ofDataset.load(dataset),
    observedCodesLoaders.ofDataset.load(dataset),
  ]);
  const wrong = new Map(observed.map((row) => [row.fieldName, { count: row.wrong, examples: row.examples }]));
  const compared = fields.map((field) => ({ ...field, wrongCodes: wrong.get(field.fieldName) ?? NO_WRONG_CODES }));
  return ComputedConformance.of(dataset, fields, checkConformance(required, compared));
}
