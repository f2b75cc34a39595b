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

/**
 * Whether a spreadsheet takes a text for a formula when it reads or edits the cell (OWASP, CSV Injection): by its first
 * character, the full-width ones of East Asian input included.
 */
export const readsAsFormula = (text: string): boolean => /^[=+\-@\t\r\n＝＋－＠]/.test(text);
