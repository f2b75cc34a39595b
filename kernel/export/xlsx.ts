import { PassThrough, Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { inPieces } from './pieces.ts';
import type { Sheet } from './sheet.ts';
import { sheetName, sheetPath, workbookParts } from './xlsx/workbook.ts';
import { RowSource, SHEET_BOUNDS, type SheetBounds, worksheet } from './xlsx/worksheet.ts';

/** Of every entry, so that equal rows make equal bytes. The earliest that ZIP can say. */
const ENTRY = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true };

/**
 * A workbook of Office Open XML (ECMA-376), one sheet after another, written as its rows come: what is in memory does not
 * grow with their number. Rows of a sheet that is full go on in another, whose name ends in `(2)`. A sheet's rows are
 * asked for after those of the sheets before it, so that a last sheet may count what came before.
 * @throws what the rows throw: what was written until then is no workbook.
 */
export async function* asXlsx(
  sheets: Iterable<Sheet>,
  bounds: SheetBounds = SHEET_BOUNDS,
): AsyncGenerator<Buffer, void> {
  const zip = new ZipFile();
  const output = new PassThrough();
  zip.outputStream.pipe(output);
  const stop = new AbortController();
  zip.on('error', (error: Error) => output.destroy(error));
  const written = write(zip, sheets, bounds, stop.signal).catch((error: Error) => {
    output.destroy(error);
  });
  try {
    for await (const piece of output) yield piece;
  } finally {
    stop.abort();
    await written;
  }
}

async function write(zip: ZipFile, sheets: Iterable<Sheet>, bounds: SheetBounds, signal: AbortSignal): Promise<void> {
  const names: string[] = [];
  for (const sheet of sheets) {
    const rows = new RowSource(sheet);
    try {
      do {
        names.push(sheetName(sheet.name, names));
        const xml = Readable.from(bytes(worksheet(sheet.columns, rows, bounds)), { objectMode: false, signal });
        zip.addReadStream(xml, sheetPath(names.length), ENTRY);
        await finished(xml);
      } while (!(await rows.done()));
    } finally {
      await rows.close();
    }
  }
  for (const [path, xml] of workbookParts(names)) zip.addBuffer(Buffer.from(xml), path, ENTRY);
  zip.end();
}

async function* bytes(texts: AsyncIterable<string>): AsyncGenerator<Buffer, void> {
  for await (const piece of inPieces(texts)) yield Buffer.from(piece);
}
