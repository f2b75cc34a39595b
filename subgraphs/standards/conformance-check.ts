/** What a standard requires of the data that conform to it. */
export interface Requirement {
  readonly name: string;
  readonly type: string;
  readonly codeListCode: string | null;
}

/** A field as it is compared with a requirement. */
export interface ComparedField {
  readonly fieldName: string;
  readonly type: string;
  readonly elementCode: string | null;
  readonly codeListCode: string | null;
  /** Codes that were found in it and are not in its code list: how many, and the first of them. */
  readonly wrongCodes: { readonly count: number; readonly examples: readonly string[] };
}

/** Why a requirement is not met. */
export type GapReason =
  | 'MISSING_ELEMENT'
  | 'WRONG_TYPE'
  | 'CODE_LIST_NOT_BOUND'
  | 'OTHER_CODE_LIST'
  | 'CODE_NOT_IN_LIST';

/** One thing that is not as required. */
export interface Gap {
  readonly element: string;
  readonly reason: GapReason;
  /** Null when there is no field to blame. */
  readonly fieldName: string | null;
  readonly expected: string;
  /** Null when nothing was found. */
  readonly found: string | null;
}

/** How a field was recognised as the element. */
export type MatchedBy = 'BINDING' | 'NAME';

/** A requirement with the field that answers it best, and what is missing of it. */
export interface ElementCheck {
  readonly element: string;
  readonly fieldName: string | null;
  readonly matchedBy: MatchedBy | null;
  readonly gaps: readonly Gap[];
}

const gapsOf = ({ name, type, codeListCode }: Requirement, field: ComparedField): Gap[] => {
  const gap = (reason: GapReason, expected: string, found: string | null): Gap => ({
    element: name,
    reason,
    fieldName: field.fieldName,
    expected,
    found,
  });
  const gaps: Gap[] = [];
  if (field.type !== type) gaps.push(gap('WRONG_TYPE', type, field.type));
  if (codeListCode !== null && field.codeListCode === null) gaps.push(gap('CODE_LIST_NOT_BOUND', codeListCode, null));
  else if (codeListCode !== null && field.codeListCode !== codeListCode) {
    gaps.push(gap('OTHER_CODE_LIST', codeListCode, field.codeListCode));
  } else if (field.codeListCode !== null && field.wrongCodes.count > 0) {
    const { count, examples } = field.wrongCodes;
    const more = count > examples.length ? `, and ${count - examples.length} more` : '';
    gaps.push(gap('CODE_NOT_IN_LIST', field.codeListCode, `${examples.join(', ')}${more}`));
  }
  return gaps;
};

/**
 * Compares one requirement with the fields of a dataset. A field answers it when it is bound to the element, else when
 * it has its name and is bound to nothing: one that is bound to another element is a homonym, whatever its name. Of
 * several the one with the fewest gaps counts, then the first.
 */
function checkElement(required: Requirement, fields: readonly ComparedField[]): ElementCheck {
  const element = required.name;
  const bound = fields.filter(({ elementCode }) => elementCode === element);
  const named = fields.filter(({ elementCode, fieldName }) => elementCode === null && fieldName === element);
  const [matchedBy, candidates] = bound.length > 0 ? (['BINDING', bound] as const) : (['NAME', named] as const);
  const judged = candidates.map((field) => ({ field, gaps: gapsOf(required, field) }));
  const best = judged.toSorted((a, b) => a.gaps.length - b.gaps.length)[0];
  if (best !== undefined) return { element, fieldName: best.field.fieldName, matchedBy, gaps: best.gaps };
  const homonym = fields.find(({ fieldName }) => fieldName === element);
  const missing: Gap = {
    element,
    reason: 'MISSING_ELEMENT',
    fieldName: homonym?.fieldName ?? null,
    expected: element,
    found: homonym?.elementCode ?? null,
  };
  return { element, fieldName: null, matchedBy: null, gaps: [missing] };
}

/**
 * Compares the fields of a dataset, in their order, with what a standard requires. Fields are grouped by name and by
 * element first: the cost is the number of fields and requirements, at most 10,000 and 1,000.
 */
export function checkConformance(
  required: readonly Requirement[],
  fields: readonly ComparedField[],
): readonly ElementCheck[] {
  const byName = Map.groupBy(fields, ({ fieldName }) => fieldName);
  const byElement = Map.groupBy(fields, ({ elementCode }) => elementCode);
  return required.map((one) =>
    checkElement(one, [...new Set([...(byElement.get(one.name) ?? []), ...(byName.get(one.name) ?? [])])]),
  );
}
