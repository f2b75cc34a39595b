import type { ServerResponse } from 'node:http';
import { LIMITS } from '../../kernel/limits/limits.ts';

/**
 * Ends a reply, written whole, when the rest of its request has come, which is thrown away. A connection that is closed
 * while its client still sends is reset, and with it goes the reply (RFC 9112, section 9.6): the client would see a
 * broken pipe instead of why it was refused.
 *
 * Waits for `discardedBytes` at most, and until `arrivalMs`, when the server cuts the connection off.
 */
export function endWhenArrived(response: ServerResponse): void {
  const { req: request } = response;
  let left = LIMITS.discardedBytes;
  const end = (): void => void response.end();
  request.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) end();
  });
  for (const event of ['end', 'close', 'error']) request.once(event, end);
  request.resume();
}
