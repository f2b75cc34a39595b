import { BadInputError } from '../../kernel/errors/errors.ts';
import type { FieldInput } from './field.inputs.ts';
import { type FieldState, fieldState } from './field-state.ts';
import { PiiClass } from './pii-class.ts';

/** Most fields of a dataset. */
export const MOST_FIELDS = 10_000;
/** Longest name of a field, in characters (code points, as PostgreSQL counts them). */
export const LONGEST_FIELD_NAME = 1_024;

const lengthOf = (text: string): number => (text.length <= LONGEST_FIELD_NAME ? text.length : [...text].length);

/**
 * The field list as it is kept. Names are opaque: any text of 1 to 1,024 characters, once in the list.
 * @throws BadInputError for the first field that is not accepted, by its place.
 */
export function checkedFields(fields: readonly FieldInput[]): FieldState[] {
  if (fields.length > MOST_FIELDS) {
    throw new BadInputError(
      `fields takes at most ${MOST_FIELDS} fields; given: ${fields.length}. Describe the dataset as several datasets.`,
      { argument: 'fields', given: fields.length, most: MOST_FIELDS },
    );
  }
  const places = new Map<string, number>();
  fields.forEach(({ name, piiClass, directIdentifier }, place) => {
    const refuse = (why: string): never => {
      throw new BadInputError(`fields[${place}] ("${name.slice(0, 80)}") is not accepted: ${why}`, {
        argument: `fields[${place}]`,
      });
    };
    if (name === '' || lengthOf(name) > LONGEST_FIELD_NAME) {
      refuse(`a name takes 1 to ${LONGEST_FIELD_NAME} characters, it has ${lengthOf(name)}.`);
    }
    const earlier = places.get(name);
    if (earlier !== undefined) refuse(`fields[${earlier}] has the same name. Give each name once.`);
    if (directIdentifier && piiClass === PiiClass.NONE) {
      refuse('a direct identifier is personal data. Give it the class BASIC or SENSITIVE, or directIdentifier: false.');
    }
    places.set(name, place);
  });
  return fields.map(fieldState);
}
