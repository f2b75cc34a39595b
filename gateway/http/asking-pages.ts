import type { ServerResponse } from 'node:http';
import { patienceOf } from '../../kernel/limits/patience.ts';
import type { Caller } from '../../kernel/subgraph/subgraph.ts';
import type { ReportAsker } from '../exports/impact-report.ts';
import type { Gateway } from '../runtime.ts';
import type { Admission } from './admission.ts';

/** What a route of exports needs. */
export interface ExportParts {
  readonly gateway: Gateway;
  readonly admit: Admission;
  /** Until one page of an export is given up. */
  readonly deadlineMs: number;
}

/** Asks the gateway for page after page as a caller, each admitted and within its deadline, as long as somebody reads. */
export const askingPages =
  ({ gateway, admit, deadlineMs }: ExportParts, response: ServerResponse, asking: Caller): ReportAsker =>
  async (query, variables) => {
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
