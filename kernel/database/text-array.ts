import { ArrayType } from '@mikro-orm/postgresql';

/**
 * A column of type `text[]`. Every text is quoted, in the form that PostgreSQL reads back byte for byte (manual, 8.15.2):
 * MikroORM's own array leaves `null` bare, which is no text any more, and spaces at the ends, which are cut off, and
 * writes line ends in the form of JSON, which are read as an `n`.
 */
export class TextArray extends ArrayType<string> {
  override convertToDatabaseValue(value: string[] | null): string | null {
    return Array.isArray(value) ? textArrayLiteral(value) : value;
  }
}

/** The array literal of texts: `{"Sở Y tế","a \"b\""}`. */
export const textArrayLiteral = (texts: readonly string[]): string =>
  `{${texts.map((text) => `"${text.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
