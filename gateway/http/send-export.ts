import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { EXPORT_TYPES, type ExportForm } from '../../kernel/export/sheet.ts';
import { LIMITS } from '../../kernel/limits/limits.ts';

/** What is sent as a file. */
export interface Export {
  /** Name of the file without its end; ASCII. */
  readonly name: string;
  readonly form: ExportForm;
  readonly pieces: AsyncIterable<string | Buffer>;
  readonly correlationId: string;
}

/**
 * Sends a file as it is written, no faster than it is read, and gives up on whoever reads nothing for the idle time. All
 * that can be refused has to be before this: what goes wrong later ends the connection, so that a part is not taken for
 * the whole.
 */
export async function sendExport(
  response: ServerResponse,
  { name, form, pieces, correlationId }: Export,
): Promise<void> {
  response.writeHead(200, {
    'content-type': EXPORT_TYPES[form],
    'content-disposition': `attachment; filename="${name}.${form}"`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-correlation-id': correlationId,
  });
  response.setTimeout(LIMITS.idleMs, () => response.destroy());
  try {
    await pipeline(Readable.from(pieces), response);
  } catch {
    // The status has been sent: only the connection can say now that this is not the whole.
    response.destroy();
  }
}
