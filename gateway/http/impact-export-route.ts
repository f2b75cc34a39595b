import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { BadInputError } from '../../kernel/errors/errors.ts';
import { LIMITS } from '../../kernel/limits/limits.ts';
import { patienceOf } from '../../kernel/limits/patience.ts';
import type { Caller } from '../../kernel/subgraph/subgraph.ts';
import { readChange } from '../exports/change-text.ts';
import { type ImpactReportStream, impactReport } from '../exports/impact-report.ts';
import { reportAsCsv, reportAsMarkdown } from '../exports/write-report.ts';
import type { Gateway } from '../runtime.ts';
import type { Admission } from './admission.ts';

/** What the route of exports needs. */
export interface ImpactExportParts {
  readonly gateway: Gateway;
  readonly admit: Admission;
  /** Until one page of a report is given up. */
  readonly deadlineMs: number;
}

/** How a report may be had, by the end of the path. */
export const EXPORTS = {
  csv: { type: 'text/csv; charset=utf-8; header=present', write: reportAsCsv },
  md: { type: 'text/markdown; charset=utf-8', write: reportAsMarkdown },
} as const satisfies Record<string, { type: string; write: (report: ImpactReportStream) => AsyncIterable<string> }>;

const PARAMETERS = ['of', 'changes', 'asOf'];

/**
 * `GET /api/v1/impact.csv` and `.md`: a whole impact report as whoever asks sees it, page by page of the query, each
 * within its deadline and no faster than it is read. What is wrong is said with the status before the first byte; what
 * goes wrong later ends the connection, so that a part is not taken for the whole.
 */
export async function impactExportRoute(
  { gateway, admit, deadlineMs }: ImpactExportParts,
  form: keyof typeof EXPORTS,
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
  const ask = async (query: string, variables: Readonly<Record<string, unknown>>) => {
    using patience = patienceOf(deadlineMs);
    const leave = (): void => patience.leave();
    response.once('close', leave);
    try {
      const caller = { ...asking, signal: patience.signal };
      return JSON.parse(await admit(() => gateway.answer({ query, variables }, caller)));
    } finally {
      response.off('close', leave);
    }
  };
  const report = await impactReport(ask, { of, changes, asOf: url.searchParams.get('asOf') });
  const { type, write } = EXPORTS[form];
  response.writeHead(200, {
    'content-type': type,
    'content-disposition': `attachment; filename="impact.${form}"`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-correlation-id': asking.correlationId,
  });
  // Whoever reads nothing for so long is not waited for.
  response.setTimeout(LIMITS.idleMs, () => response.destroy());
  try {
    await pipeline(Readable.from(write(report)), response);
  } catch {
    // The status has been sent: only the connection can say now that this is not the whole.
    response.destroy();
  }
}
