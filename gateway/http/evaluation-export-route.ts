import type { ServerResponse } from 'node:http';
import { BadInputError } from '../../kernel/errors/errors.ts';
import type { ExportForm } from '../../kernel/export/sheet.ts';
import type { Caller } from '../../kernel/subgraph/subgraph.ts';
import { EVALUATION_WRITERS, evaluationReport } from '../exports/evaluation-report.ts';
import { askingPages, type ExportParts } from './asking-pages.ts';
import { sendExport } from './send-export.ts';

const PARAMETERS = ['campaign', 'year', 'asOf'];

/**
 * `GET /api/v1/evaluation.csv`, `.md` and `.xlsx`: the yearly evaluation of a campaign as whoever asks sees it, by agency and
 * post. What is wrong is said with the status before the first byte.
 */
export async function evaluationExportRoute(
  parts: ExportParts,
  form: ExportForm,
  response: ServerResponse,
  url: URL,
  asking: Caller,
): Promise<void> {
  const stray = [...url.searchParams.keys()].find((key) => !PARAMETERS.includes(key));
  const campaign = url.searchParams.get('campaign');
  const year = url.searchParams.get('year') ?? '';
  const wrong = stray ?? (campaign === null ? 'campaign' : /^\d{4}$/.test(year) ? undefined : 'year');
  if (campaign === null || wrong !== undefined) {
    throw new BadInputError(
      `${url.pathname} takes campaign=<code>, year=<four digits> and asOf=<instant>; ${stray === undefined ? `${wrong} is missing or not one` : `given: ${stray.slice(0, 40)}`}.`,
      { argument: wrong?.slice(0, 40) },
    );
  }
  const question = { campaign, year: Number(year), asOf: url.searchParams.get('asOf') };
  const sheet = await evaluationReport(askingPages(parts, response, asking), question);
  const pieces = EVALUATION_WRITERS[form](sheet);
  await sendExport(response, { name: `evaluation-${year}`, form, pieces, correlationId: asking.correlationId });
}
