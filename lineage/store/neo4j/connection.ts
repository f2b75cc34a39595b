import neo4j, { type Driver } from 'neo4j-driver';

/** Where a Neo4j is and who asks. */
export interface Neo4jAddress {
  /** `bolt://`, `neo4j://`, or one of them with `+s` or `+ssc`. */
  readonly uri: string;
  readonly user: string;
  readonly password: string;
}

/** The server must accept a connection within this. */
const CONNECT_WITHIN_MS = 1_000;
/** A connection of the pool must be had within this, connecting included. */
const ACQUIRE_WITHIN_MS = 1_400;
/** What fails in passing is tried again for so long; who calls us tries again anyway. */
const RETRY_FOR_MS = 700;
const MOST_CONNECTIONS = 20;

/**
 * A driver with limits of its own: with the driver's defaults a server that is down takes a minute to show. It connects
 * at the first question. Integers come as numbers: all that we keep are safe ones.
 */
export const neo4jDriver = ({ uri, user, password }: Neo4jAddress): Driver =>
  neo4j.driver(uri, neo4j.auth.basic(user, password), {
    connectionTimeout: CONNECT_WITHIN_MS,
    connectionAcquisitionTimeout: ACQUIRE_WITHIN_MS,
    maxTransactionRetryTime: RETRY_FOR_MS,
    maxConnectionPoolSize: MOST_CONNECTIONS,
    disableLosslessIntegers: true,
    telemetryDisabled: true,
    notificationFilter: { minimumSeverityLevel: 'OFF' },
    userAgent: 'nguon',
  });
