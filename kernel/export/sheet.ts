/** What stands in a cell. Instants and days are texts in ISO 8601: no spreadsheet turns them into another zone's. */
export type Cell = string | number | boolean | null;

/** A row: its cells in the order of the columns of its sheet. */
export type Row = readonly Cell[];

/** A column of a sheet. */
export interface Column {
  /** Stands in the first row. */
  readonly title: string;
  /** In characters, where the form has widths; 16 unless told. */
  readonly width?: number;
}

/**
 * A table to be written as CSV, Markdown or a sheet of a workbook. Rows are read once, one at a time and no faster than
 * what is written is read, so that a sheet may have any number of them.
 */
export interface Sheet {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: AsyncIterable<Row> | Iterable<Row>;
}

/** Media types of what is written. */
export const EXPORT_TYPES = {
  csv: 'text/csv; charset=utf-8; header=present',
  md: 'text/markdown; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** A form of writing sheets, as the end of a file's name has it. */
export type ExportForm = keyof typeof EXPORT_TYPES;

/** What begins a formula, in its forms for East Asian input too (U+FF0B …, U+FE62 …), and the minus sign of mathematics. */
const BEGINS_FORMULA = '=+\\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B\u2212';

/** White space, and characters without a width, that a spreadsheet or whoever cleans its cells may take away in front. */
const MAY_GO = '\\s\\p{Cc}\\p{Cf}';

const FORMULA = new RegExp(`^(?:[\\t\\r\\n]|[${MAY_GO}]*[${BEGINS_FORMULA}])`, 'u');

/**
 * Whether a spreadsheet takes a text for a formula when it reads or edits the cell (OWASP, CSV Injection): by its first
 * character, or by the first one behind what may be taken away in front.
 */
export const readsAsFormula = (text: string): boolean => FORMULA.test(text);
