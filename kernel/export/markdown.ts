import { inPieces } from './pieces.ts';
import type { Cell, Sheet } from './sheet.ts';

/** A cell of a table in Markdown (GFM 4.10): nothing in it ends the cell, makes markup or HTML. */
export const markdownCell = (value: Cell): string =>
  String(value ?? '')
    .replace(/[\r\n]+/g, ' ')
    .replace(/[\\`*_[\]<>|]/g, (character) =>
      character === '<' ? '&lt;' : character === '>' ? '&gt;' : `\\${character}`,
    );

/** A sheet as a table in Markdown, without its name. */
export const asMarkdownTable = (sheet: Sheet): AsyncGenerator<string, void> => inPieces(linesOf(sheet));

async function* linesOf({ columns, rows }: Sheet): AsyncGenerator<string, void> {
  yield `| ${columns.map(({ title }) => markdownCell(title)).join(' | ')} |\n|${' --- |'.repeat(columns.length)}\n`;
  for await (const row of rows) yield `| ${row.map(markdownCell).join(' | ')} |\n`;
}
