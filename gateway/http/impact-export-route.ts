import type { ServerResponse } from 'node:http';
import { BadInputError } from '../../kernel/errors/errors.ts';
import type { ExportForm } from '../../kernel/export/sheet.ts';
import type { Caller } from '../../kernel/subgraph/subgraph.ts';
import { readChange } from '../exports/change-text.ts';
import { impactReport } from '../exports/impact-report.ts';
import { REPORT_WRITERS } from '../exports/write-report.ts';
import { askingPages, type ExportParts } from './asking-pages.ts';
import { sendExport } from './send-export.ts';

const PARAMETERS = ['of', 'changes', 'asOf'];

/**
 * `GET /api/v1/impact.csv`, `.md` and `.xlsx`: a whole impact report as whoever asks sees it, page by page of the query, each
 * within its deadline and no faster than it is read. What is wrong is said with the status before the first byte; what
 * goes wrong later ends the connection, so that a part is not taken for the whole.
 */
export async function impactExportRoute(
  parts: ExportParts,
  form: ExportForm,
  response: ServerResponse,
  url: URL,
  asking: Caller,
): Promise<void> {
  const stray = [...url.searchParams.keys()].find((key) => !PARAMETERS.includes(key));
  const of = url.searchParams.get('of');
  if (of === null || stray !== undefined) {
    throw new BadInputError(
      `${url.pathname} takes of=<node>, changes=<change> as often as there are changes, and asOf=<instant>${stray === undefined ? '; of is missing' : `; given: ${stray.slice(0, 40)}`}.`,
      { argument: stray === undefined ? 'of' : stray.slice(0, 40) },
    );
  }
  const changes = url.searchParams.getAll('changes').map(readChange);
  const report = await impactReport(askingPages(parts, response, asking), {
    of,
    changes,
    asOf: url.searchParams.get('asOf'),
  });
  const pieces = REPORT_WRITERS[form](report);
  await sendExport(response, { name: 'impact', form, pieces, correlationId: asking.correlationId });
}
