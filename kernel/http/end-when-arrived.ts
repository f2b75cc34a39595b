import type { ServerResponse } from 'node:http';
import { LIMITS } from '../limits/limits.ts';

/**
 * Sends the body of a reply, whole, and ends it when the rest of its request has come, which is thrown away. A connection
 * that is closed while its client still sends is reset, and with it goes the reply (RFC 9112, section 9.6): the client
 * would see a broken pipe instead of why it was refused.
 *
 * Waits for `discardedBytes` at most, and until `arrivalMs`, when the server cuts the connection off.
 */
export function endWhenArrived(response: ServerResponse, body: string | Buffer): void {
  const { req: request } = response;
  if (request.complete) return void response.end(body);
  response.write(body);
  let left = LIMITS.discardedBytes;
  const end = (): void => void response.end();
  request.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) end();
  });
  for (const event of ['end', 'close', 'error']) request.once(event, end);
  request.resume();
}
