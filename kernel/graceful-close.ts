import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';

/** How long answers in flight may take after a close; less than what a stop as a whole may take (`lifecycle.ts`). */
const CLOSE_WITHIN_MS = 8_000;
/** How long requests that were sent before the close, but not read yet, may take to be read. */
const ARRIVING_MS = 100;
/** Turns of the event loop after that: one accepts what waits, the next one reads it. */
const ARRIVING_TURNS = 3;

/**
 * How a server ends: for a tenth of a second it reads what has been sent already, then it accepts nothing more,
 * connections that wait for a request are closed, those with an answer in flight after it, and whatever is left after
 * eight seconds is cut. `server.close` alone resets what it has not read, and waits for every connection that a browser
 * opened and never used.
 * @returns the function that closes; calling it again waits for the same end.
 */
export function gracefulClose(server: Server): () => Promise<void> {
  const connections = new Set<Socket>();
  const answering = new Set<ServerResponse>();
  let closing: Promise<void> | undefined;
  let allArrived = false;
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
      if (allArrived) closeIdle();
    });
    // Told in the answer, so that the client does not send another request on this connection.
    if (closing !== undefined) response.shouldKeepAlive = false;
  });

  return () => {
    closing ??= (async () => {
      for (const response of answering) response.shouldKeepAlive = false;
      await wait(ARRIVING_MS);
      for (let turns = 0; turns < ARRIVING_TURNS; turns++) await turn();
      allArrived = true;
      await new Promise<void>((resolve) => {
        const cut = setTimeout(() => server.closeAllConnections(), CLOSE_WITHIN_MS);
        server.close(() => {
          clearTimeout(cut);
          resolve();
        });
        closeIdle();
      });
    })();
    return closing;
  };
}
