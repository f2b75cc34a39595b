import type { IncomingMessage, ServerResponse } from 'node:http';
import { ERROR_CODES } from '../../kernel/errors/codes.ts';
import { NguonError } from '../../kernel/errors/errors.ts';
import { patienceOf } from '../../kernel/limits/patience.ts';
import type { Caller } from '../../kernel/subgraph/subgraph.ts';
import { asking } from '../marquez/ask.ts';
import { Parameters } from '../marquez/parameters.ts';
import type { Matched } from '../marquez/read-paths.ts';
import type { Gateway } from '../runtime.ts';
import type { Admission } from './admission.ts';
import { errorHeaders, replyJson } from './replies.ts';

/** What the read paths need. */
export interface ReadRouteParts {
  readonly gateway: Gateway;
  readonly admit: Admission;
  /** Until an operation is given up. */
  readonly deadlineMs: number;
}

/**
 * A read path of Marquez, answered by questions to GraphQL as whoever asks: identity, what is hidden and limits are those
 * of the questions. The header `x-nguon-complete` says whether the answer is all that was asked for.
 */
export async function readRoute(
  { gateway, admit, deadlineMs }: ReadRouteParts,
  { path, parts }: Matched,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  callerOf: () => Promise<Caller>,
): Promise<void> {
  try {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      throw new NguonError('METHOD_NOT_ALLOWED', `This path is read by GET; given: ${request.method?.slice(0, 20)}.`, {
        allow: 'GET, HEAD',
      });
    }
    const caller = await callerOf();
    using patience = patienceOf(deadlineMs);
    response.once('close', () => patience.leave());
    const ask = asking((query, variables) =>
      admit(() => gateway.answer({ query, variables }, { ...caller, signal: patience.signal })),
    );
    const { body, complete } = await path.read(ask, new Parameters(parts, url.searchParams));
    replyJson(response, 200, body, { 'x-nguon-complete': String(complete) });
  } catch (error) {
    if (!(error instanceof NguonError)) throw error;
    replyReadError(response, error);
  }
}

/** An error as clients of Marquez read it (code, message, details), with ours beside it. */
function replyReadError(response: ServerResponse, error: NguonError): void {
  const { status } = ERROR_CODES[error.code];
  const { message, extensions } = error;
  const body = { code: status, message, details: error.code, errors: [{ message, extensions }] };
  replyJson(response, status, body, errorHeaders(error));
}
