import {
  DIRECT_TRANSFORMATIONS,
  INDIRECT_TRANSFORMATIONS,
  TRANSFORMATIONS,
  type Transformation,
} from '../transformations.ts';
import { asObject, type JsonObject, member } from './json.ts';

/** What is assumed of values that flow in a way that nobody named: never that they stay as they are. */
const UNKNOWN_DIRECT: Transformation = 'TRANSFORMATION';
/** What is assumed of a column that decides about rows in a way that nobody named. */
const UNKNOWN_INDIRECT: Transformation = 'CONDITIONAL';

const upper = (value: unknown): string => (typeof value === 'string' ? value.trim().toUpperCase() : '');

const among = <T extends Transformation>(list: readonly T[], name: string): T | undefined =>
  list.find((transformation) => transformation === name);

/**
 * What an input field does to its output field, after the facet columnLineage 1-0-0 to 1-2-0 and lineage 1-0-0. From
 * 1-1-0 on `transformations` say it: DIRECT or INDIRECT, the subtype, and `masking`, which of a direct one makes a HASH.
 * Before that, or where the list is empty, the deprecated `transformationType` of the output field does.
 * @param whole true for an input field that affects every column of the dataset.
 * @returns at least one, each once.
 */
export function transformationsOf(
  inputField: JsonObject,
  outputField: JsonObject | undefined,
  whole: boolean,
): Transformation[] {
  const listed = member(inputField, 'transformations');
  const items: readonly unknown[] = Array.isArray(listed) ? listed : [];
  const given = items.map(asObject).filter((item) => item !== undefined);
  if (given.length > 0) return [...new Set(given.map((transformation) => oneOf(transformation, whole)))];
  if (whole) return [UNKNOWN_INDIRECT];
  switch (upper(outputField === undefined ? undefined : member(outputField, 'transformationType'))) {
    case 'IDENTITY':
      return ['IDENTITY'];
    case 'MASKED':
      return ['HASH'];
    default:
      return [UNKNOWN_DIRECT];
  }
}

function oneOf(transformation: JsonObject, whole: boolean): Transformation {
  const [type, subtype] = [upper(member(transformation, 'type')), upper(member(transformation, 'subtype'))];
  const masking = member(transformation, 'masking') === true;
  const known = among(TRANSFORMATIONS, subtype);
  const indirect = among(INDIRECT_TRANSFORMATIONS, subtype);
  if (type === 'INDIRECT') return indirect ?? UNKNOWN_INDIRECT;
  if (type !== 'DIRECT' && (indirect !== undefined || (whole && known === undefined)))
    return indirect ?? UNKNOWN_INDIRECT;
  if (masking) return 'HASH';
  const direct = among(DIRECT_TRANSFORMATIONS, subtype);
  // That data are de-identified is a statement of law, which no producer can make.
  return direct === undefined || direct === 'DEIDENTIFICATION' ? UNKNOWN_DIRECT : direct;
}
