import type { Column, Row, Sheet } from '../sheet.ts';
import { columnLetters, xlsxCell } from './cell.ts';
import { PLAIN, TITLE } from './styles.ts';

/** How much one sheet takes before its rows go on in another. */
export interface SheetBounds {
  /** Rows, that of the titles included; spreadsheets read 1,048,576. */
  readonly rows: number;
  /** Characters of XML, so that its size fits the 32 bits of a ZIP entry whatever they are. */
  readonly characters: number;
}

export const SHEET_BOUNDS: SheetBounds = { rows: 1_048_576, characters: 1_073_741_824 };

/** Rows that several sheets take from, one after another. */
export class RowSource {
  readonly #rows: AsyncIterator<Row> | Iterator<Row>;
  #next: IteratorResult<Row> | undefined;

  constructor({ rows }: Sheet) {
    this.#rows = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
  }

  /** Whether no row is left. */
  async done(): Promise<boolean> {
    this.#next ??= await this.#rows.next();
    return this.#next.done === true;
  }

  /** The next row; undefined after the last. */
  async take(): Promise<Row | undefined> {
    if (await this.done()) return undefined;
    const row = this.#next?.value;
    this.#next = undefined;
    return row;
  }

  /** Tells whoever makes the rows that no more are wanted. */
  async close(): Promise<void> {
    await this.#rows.return?.();
  }
}

const DEFAULT_WIDTH = 16;

/** The XML of one sheet (ECMA-376-1, 18.3.1.99), with as many of the rows as it takes; titles stay in sight. */
export async function* worksheet(
  columns: readonly Column[],
  rows: RowSource,
  bounds: SheetBounds,
): AsyncGenerator<string, void> {
  const letters = columns.map((_, index) => columnLetters(index));
  const rowXml = (number: number, cells: Row, style: number): string =>
    `<row r="${number}">${cells.map((cell, index) => xlsxCell(`${letters[index]}${number}`, cell, style)).join('')}</row>`;
  yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0">' +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>' +
    columns
      .map(
        ({ width = DEFAULT_WIDTH }, index) =>
          `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
      )
      .join('') +
    '</cols><sheetData>';
  yield rowXml(
    1,
    columns.map(({ title }) => title),
    TITLE,
  );
  let characters = 0;
  for (let number = 2; number <= bounds.rows && characters < bounds.characters; number += 1) {
    const row = await rows.take();
    if (row === undefined) break;
    const xml = rowXml(number, row, PLAIN);
    characters += xml.length;
    yield xml;
  }
  yield '</sheetData></worksheet>';
}
