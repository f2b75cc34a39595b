import type { Server, ServerOptions } from 'node:http';
import { LIMITS } from '../limits/limits.ts';

/** Node looks for requests that take too long only so often, every 30 seconds unless told. */
const CHECK_TIMEOUTS_MS = 1_000;

/** How requests may arrive, on every server of ours: a client that sends a byte a second holds nothing for long. */
export const ARRIVING: ServerOptions = {
  maxHeaderSize: LIMITS.headerBytes,
  headersTimeout: LIMITS.arrivalMs,
  requestTimeout: LIMITS.arrivalMs,
  keepAliveTimeout: LIMITS.idleMs,
  connectionsCheckingInterval: CHECK_TIMEOUTS_MS,
};

/** Bounds what options cannot: headers of a request, and connections. */
export function boundConnections(server: Server): void {
  server.maxHeadersCount = LIMITS.headers;
  server.maxConnections = LIMITS.connections;
}
