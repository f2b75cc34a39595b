import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** How long answers in flight may take after a close; less than what a stop as a whole may take (`lifecycle.ts`). */
const CLOSE_WITHIN_MS = 8_000;

/**
 * How a server ends: it accepts nothing more, connections that wait for a request are closed at once, those with an
 * answer in flight after it, and whatever is left after eight seconds is cut. `server.close` alone waits for every
 * connection that a browser opened and never used.
 * @returns the function that closes; calling it again waits for the same end.
 */
export function gracefulClose(server: Server): () => Promise<void> {
  const connections = new Set<Socket>();
  const answering = new Set<ServerResponse>();
  let closing: Promise<void> | undefined;
  const closeIdle = (): void => {
    const busy = new Set([...answering].map(({ req }) => req.socket));
    for (const socket of connections) if (!busy.has(socket)) socket.destroySoon();
  };

  server.on('connection', (socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) => {
    answering.add(response);
    response.once('close', () => {
      answering.delete(response);
      if (closing !== undefined) closeIdle();
    });
    // Told in the answer, so that the client does not send another request on this connection.
    if (closing !== undefined) response.shouldKeepAlive = false;
  });

  return () => {
    closing ??= new Promise<void>((resolve) => {
      const cut = setTimeout(() => server.closeAllConnections(), CLOSE_WITHIN_MS);
      server.close(() => {
        clearTimeout(cut);
        resolve();
      });
      for (const response of answering) response.shouldKeepAlive = false;
      closeIdle();
    });
    return closing;
  };
}
