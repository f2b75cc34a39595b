import type { ServerResponse } from 'node:http';
import { ERROR_CODES } from '../../kernel/errors/codes.ts';
import type { NguonError } from '../../kernel/errors/errors.ts';
import { endWhenArrived } from '../../kernel/http/end-when-arrived.ts';

/** Headers of every reply. */
const EVERYWHERE = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
} as const;

/** Sends a whole reply. */
export function reply(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Buffer,
  headers: Record<string, string> = {},
): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, {
    ...EVERYWHERE,
    'content-type': type,
    'content-length': String(Buffer.byteLength(body)),
    ...headers,
  });
  endWhenArrived(response, body);
}

/** Sends JSON. */
export const replyJson = (
  response: ServerResponse,
  status: number,
  body: unknown,
  headers?: Record<string, string>,
): void => reply(response, status, 'application/json; charset=utf-8', `${JSON.stringify(body)}\n`, headers);

/** Headers that go with a coded error. */
export function errorHeaders(error: NguonError): Record<string, string> {
  const { status } = ERROR_CODES[error.code];
  return {
    ...(status === 503 ? { 'retry-after': '1' } : {}),
    ...(status === 405 ? { allow: String(error.extensions['allow']) } : {}),
    ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    // What was not read of a refused body must not be taken for the next request.
    ...(status === 413 || status === 415 ? { connection: 'close' } : {}),
  };
}

/** Sends a coded error in the form of GraphQL, so that every client reads it alike. */
export function replyError(response: ServerResponse, error: NguonError): void {
  const { status } = ERROR_CODES[error.code];
  replyJson(
    response,
    status,
    { errors: [{ message: error.message, extensions: error.extensions }] },
    errorHeaders(error),
  );
}
