import type { IncomingMessage } from 'node:http';
import { createGunzip } from 'node:zlib';
import { NguonError } from '../../kernel/errors/errors.ts';
import { LIMITS } from '../../kernel/limits/limits.ts';

const RATIO_FROM_BYTES = 64 * 1024;

const tooLarge = (most: number): NguonError =>
  new NguonError('BODY_TOO_LARGE', `The body is larger than ${most} bytes after decoding. Send less.`, {
    limit: 'bodyBytes',
    most,
  });

/**
 * Reads a request body whole, counting while it is decoded.
 * @param decodes told of every piece that is kept; what it throws ends the reading.
 * @throws NguonError BODY_TOO_LARGE over `most` bytes or 100:1, UNSUPPORTED_MEDIA_TYPE for an encoding other than
 * identity and gzip, BAD_USER_INPUT for damaged gzip.
 */
export async function readBody(
  request: IncomingMessage,
  most: number,
  decodes: (bytes: number) => void = () => undefined,
): Promise<Buffer> {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding !== 'identity' && encoding !== 'gzip') {
    throw new NguonError(
      'UNSUPPORTED_MEDIA_TYPE',
      `Content-Encoding takes identity or gzip; given: "${encoding.slice(0, 40)}".`,
    );
  }
  // What cannot be packed grows by headers of blocks and of the whole when it is.
  const mostReceived = encoding === 'gzip' ? most + Math.ceil(most / 100) + 1_024 : most;
  if (Number(request.headers['content-length'] ?? 0) > mostReceived) throw tooLarge(most);
  const chunks: Buffer[] = [];
  let received = 0;
  let decoded = 0;
  const keep = (chunk: Buffer): void => {
    decoded += chunk.length;
    if (decoded > most || (decoded > RATIO_FROM_BYTES && encoding === 'gzip' && decoded > received * LIMITS.inflation))
      throw tooLarge(most);
    decodes(chunk.length);
    chunks.push(chunk);
  };
  // Neither may destroy the request: its connection goes with it, and the reply that says what is wrong.
  if (encoding === 'identity') await arrived(request, keep);
  else await collectUnpacked();
  return Buffer.concat(chunks, decoded);

  async function collectUnpacked(): Promise<void> {
    const gunzip = createGunzip();
    const count = (chunk: Buffer): void => {
      received += chunk.length;
      // Gzip may hold blocks of nothing without end.
      if (received > mostReceived) gunzip.destroy(tooLarge(most));
    };
    const cutOff = (error: Error): void => void gunzip.destroy(error);
    request.on('data', count).once('error', cutOff);
    request.pipe(gunzip);
    try {
      for await (const chunk of gunzip) keep(chunk as Buffer);
    } catch (error) {
      if (error instanceof NguonError) throw error;
      throw new NguonError(
        'BAD_USER_INPUT',
        'The body says gzip but cannot be decoded. Send it whole, or uncompressed.',
      );
    } finally {
      request.unpipe(gunzip).off('data', count).off('error', cutOff);
      gunzip.destroy();
    }
  }
}

/**
 * Resolves when a request has come, whole. By its events: its iterator takes longer than all else of reading an event.
 * @param keep told of every piece; what it throws ends the reading and leaves the rest where it is.
 * @throws Error when the client goes away before.
 */
function arrived(request: IncomingMessage, keep: (chunk: Buffer) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (error?: Error): void => {
      request.off('data', onData).off('end', end).off('error', end).off('close', onClose);
      if (error === undefined) resolve();
      else {
        request.pause();
        reject(error);
      }
    };
    const onData = (chunk: Buffer): void => {
      try {
        keep(chunk);
      } catch (error) {
        end(error as Error);
      }
    };
    const onClose = (): void => end(new Error('The client went away before its request had come.'));
    // One that is gone already tells nothing any more.
    if (request.destroyed) return onClose();
    request.on('data', onData).once('end', end).once('error', end).once('close', onClose);
  });
}
