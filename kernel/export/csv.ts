import { inPieces } from './pieces.ts';
import { type Cell, readsAsFormula, type Sheet } from './sheet.ts';

/**
 * A cell of CSV (RFC 4180): quoted where it must be, and where a spreadsheet that separates by semicolons or tabs would
 * split it. A text that would be read as a formula gets an apostrophe before it, which spreadsheets show as text.
 */
export function csvCell(value: Cell): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const text = readsAsFormula(value) ? `'${value}` : value;
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A sheet as CSV in UTF-8, with the mark at its beginning that spreadsheets need to read Vietnamese. */
export const asCsv = (sheet: Sheet): AsyncGenerator<string, void> => inPieces(linesOf(sheet));

async function* linesOf({ columns, rows }: Sheet): AsyncGenerator<string, void> {
  yield `\uFEFF${columns.map(({ title }) => csvCell(title)).join(',')}\r\n`;
  for await (const row of rows) yield `${row.map(csvCell).join(',')}\r\n`;
}
