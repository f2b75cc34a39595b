import type { ServerResponse } from 'node:http';
import { BadInputError } from '../../kernel/errors/errors.ts';
import type { ExportForm } from '../../kernel/export/sheet.ts';
import type { Caller } from '../../kernel/subgraph/subgraph.ts';
import { LIST_WRITERS, type ListAsked, listDiffReport, listReport } from '../exports/list-report.ts';
import { askingPages, type ExportParts } from './asking-pages.ts';
import { sendExport } from './send-export.ts';

const NUMBER = /^[1-9]\d{0,5}$/;

/**
 * `GET /api/v1/list.csv`, `.md` and `.xlsx`: what a version of a list names, the one in force unless its number is given, as
 * whoever asks sees it. What is wrong is said with the status before the first byte.
 */
export async function listExportRoute(
  parts: ExportParts,
  form: ExportForm,
  response: ServerResponse,
  url: URL,
  asking: Caller,
): Promise<void> {
  const takes = 'list=<code> or mandateList=<code>, and version=<number>';
  const list = listIn(url, ['version'], takes);
  const version = url.searchParams.get('version');
  if (version !== null) requireNumber(url, 'version', takes);
  const sheet = await listReport(askingPages(parts, response, asking), list, version === null ? null : Number(version));
  const pieces = LIST_WRITERS[form](sheet);
  await sendExport(response, { name: 'list', form, pieces, correlationId: asking.correlationId });
}

/**
 * `GET /api/v1/list-diff.csv`, `.md` and `.xlsx`: what differs between two versions of a list, as whoever asks sees it. What
 * is wrong is said with the status before the first byte.
 */
export async function listDiffExportRoute(
  parts: ExportParts,
  form: ExportForm,
  response: ServerResponse,
  url: URL,
  asking: Caller,
): Promise<void> {
  const takes = 'list=<code> or mandateList=<code>, from=<number> and to=<number>';
  const list = listIn(url, ['from', 'to'], takes);
  const [from, to] = [requireNumber(url, 'from', takes), requireNumber(url, 'to', takes)];
  const sheet = await listDiffReport(askingPages(parts, response, asking), list, from, to);
  const pieces = LIST_WRITERS[form](sheet);
  await sendExport(response, { name: 'list-diff', form, pieces, correlationId: asking.correlationId });
}

/** The list that is asked for. @throws BadInputError unless exactly one is, and nothing else that is not taken. */
function listIn({ pathname, searchParams }: URL, others: readonly string[], takes: string): ListAsked {
  const stray = [...searchParams.keys()].find((key) => !['list', 'mandateList', ...others].includes(key));
  const [list, mandateList] = [searchParams.get('list'), searchParams.get('mandateList')];
  if (stray !== undefined || (list === null) === (mandateList === null)) {
    const what = stray === undefined ? 'give one of list and mandateList' : `given: ${stray.slice(0, 40)}`;
    throw new BadInputError(`${pathname} takes ${takes}; ${what}.`, { argument: stray?.slice(0, 40) ?? 'list' });
  }
  return list === null ? { kind: 'mandateList', code: String(mandateList) } : { kind: 'list', code: list };
}

/** A parameter that is the number of a version. @throws BadInputError when it is missing or none. */
function requireNumber({ pathname, searchParams }: URL, name: string, takes: string): number {
  const given = searchParams.get(name) ?? '';
  if (!NUMBER.test(given)) {
    throw new BadInputError(`${pathname} takes ${takes}; ${name} is missing or not a number from 1.`, {
      argument: name,
    });
  }
  return Number(given);
}
