import { readFileSync } from 'node:fs';
import { BadInputError } from '../../kernel/errors/errors.ts';

/** Most bytes of a file that says a schema. */
const MOST_BYTES = 4 * 1_024 * 1_024;

/**
 * Reads the columns of a proposed schema from a file, `-` for standard input: a JSON list such as
 * `[{ "name": "ho_ten", "type": "varchar(100)", "renamedFrom": "ten", "nullable": false, "isKey": false }]`. What stands
 * in it is checked by whoever is asked.
 * @throws BadInputError for a file that cannot be read, is too large, or is no such list.
 */
export function readSchema(path: string): readonly object[] {
  const refuse = (why: string): never => {
    throw new BadInputError(
      `${path} is no schema: ${why} Write a JSON list of columns: [{ "name": "ho_ten", "type": "str", "nullable": false }].`,
      { argument: 'schema' },
    );
  };
  let text = '';
  try {
    text = readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch (error) {
    return refuse(`it cannot be read (${error instanceof Error ? error.message : String(error)}).`);
  }
  if (Buffer.byteLength(text) > MOST_BYTES) return refuse(`it is larger than ${MOST_BYTES} bytes.`);
  let columns: unknown;
  try {
    columns = JSON.parse(text);
  } catch {
    return refuse('it is no JSON.');
  }
  if (!Array.isArray(columns) || columns.some((one) => typeof one !== 'object' || one === null || Array.isArray(one)))
    return refuse('it is no list of objects.');
  return columns as object[];
}
