import { ArrayMaxSize, ArrayMinSize, Matches } from 'class-validator';
import { CODE_PATTERN } from '../../kernel/text/plain-text.ts';
import { FIELD_REF_PATTERN } from './field-ref.ts';

/** Most links that one mutation makes or takes back. */
export const MOST_IN_BATCH = 1_000;

const batchOf =
  (pattern: RegExp, what: string, example: string): PropertyDecorator =>
  (target, key) => {
    const bounds = { message: `$property takes 1 to ${MOST_IN_BATCH} ${what}` };
    ArrayMinSize(1, bounds)(target, key);
    ArrayMaxSize(MOST_IN_BATCH, bounds)(target, key);
    Matches(pattern, { each: true, message: `each of $property must look like ${example}` })(target, key);
  };

/** Property decorator: 1 to 1,000 dataset codes. */
export const IsDatasetCodes = (): PropertyDecorator => batchOf(CODE_PATTERN, 'codes of datasets', 'N01');

/** Property decorator: 1 to 1,000 fields. */
export const IsFieldRefs = (): PropertyDecorator => batchOf(FIELD_REF_PATTERN, 'fields', 'N01.ngay_sinh');
