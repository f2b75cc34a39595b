import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';

/** How long a close may take, answers in flight included; less than what a stop as a whole may take (`lifecycle.ts`). */
const CLOSE_WITHIN_MS = 8_000;
/** How long a close waits at least for what was sent before it and is still on its way. */
const ARRIVING_MS = 100;
/** How long it goes on reading at most, however much comes: whoever never stops sending does not hold it up. */
const ARRIVING_MOST_MS = 2_000;
/** Turns of the event loop without anything new after which all that waited is read: one accepts it, the next reads it. */
const QUIET_TURNS = 3;

/**
 * How a server ends: it reads what has been sent already, then it accepts nothing more, connections that wait for a
 * request are closed, those with an answer in flight after it, and whatever is left after eight seconds is cut.
 * `server.close` alone resets what it has not read, and waits for every connection that a browser opened and never used.
 *
 * A turn of the event loop accepts one connection, however many wait, and a busy one takes long: so reading ends when
 * turns pass in which nothing new came, not when a time is over; after two seconds it ends in any case.
 * @returns the function that closes; calling it again waits for the same end.
 */
export function gracefulClose(server: Server): () => Promise<void> {
  const connections = new Set<Socket>();
  const answering = new Set<ServerResponse>();
  let closing: Promise<void> | undefined;
  let arrivals = 0;
  let allArrived = false;
  const closeIdle = (): void => {
    const busy = new Set([...answering].map(({ req }) => req.socket));
    for (const socket of connections) if (!busy.has(socket)) socket.destroySoon();
  };

  server.on('connection', (socket) => {
    arrivals++;
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) => {
    arrivals++;
    answering.add(response);
    response.once('close', () => {
      answering.delete(response);
      if (allArrived) closeIdle();
    });
    // Told in the answer, so that the client does not send another request on this connection.
    if (closing !== undefined) response.shouldKeepAlive = false;
  });

  const readWhatWasSent = async (): Promise<void> => {
    const end = performance.now() + ARRIVING_MOST_MS;
    await wait(ARRIVING_MS);
    for (let quiet = 0; quiet < QUIET_TURNS && performance.now() < end; ) {
      const before = arrivals;
      await turn();
      quiet = arrivals === before ? quiet + 1 : 0;
    }
  };

  return () => {
    closing ??= (async () => {
      const cut = setTimeout(() => server.closeAllConnections(), CLOSE_WITHIN_MS);
      for (const response of answering) response.shouldKeepAlive = false;
      await readWhatWasSent();
      allArrived = true;
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        closeIdle();
      });
      clearTimeout(cut);
    })();
    return closing;
  };
}
