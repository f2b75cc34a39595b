import { randomUUID } from 'node:crypto';
import { Socket } from 'node:net';
import { Client } from 'pg';
import { type OutageLog, outageLog } from '../kernel/outage-log.ts';

/**
 * Which of the processes on one log folds it into the store. The others follow what the leader wrote. Leading is about
 * not doing work twice; that nothing is *written* twice is the promise of `GraphStore.apply`, which a process that
 * still believes to lead meets too.
 */
export interface Leadership {
  /** Whether this process folds, as far as it knows. */
  leads(): boolean;
  /** Tells the other processes that the log has grown or the store has moved. May be lost: everybody looks besides. */
  tell(): void;
  /** Gives up leading, at once for the others. */
  close(): Promise<void>;
}

/** One process alone on its database: guarded by the lock of the instance, not by an election. */
export const ALONE: Leadership = { leads: () => true, tell: () => undefined, close: () => Promise.resolve() };

/** A process that only looks on. */
export const LOOKING_ON: Leadership = { ...ALONE, leads: () => false };

/** Key of the lock that the leader holds: "nguonfol". */
export const LEADER_LOCK = '7955456388227297132';
/** What the sessions of the election are called, before the process id; `pg_stat_activity` shows it. */
export const SESSION_NAME = 'nguon:lineage:elects:';

const CHANNEL = 'nguon_lineage';
/** How often each process shows that it lives, and tries to take the lead. */
const BEAT_MS = 1_000;
/** After so long without a beat the database ends the session, and the lock with it. */
const SILENCE_MS = 5_000;
/** How long a beat may take; less than the silence, so that a leader cut off knows it before another leads. */
const BEAT_WITHIN_MS = 2_500;

/**
 * Elects the leader among all processes on a database: whoever holds a lock of a session of its own. A process that is
 * killed loses the lock with its connection, at once. One that hangs, or whose machine is gone, says nothing any more:
 * the database itself ends a session that is silent for five seconds, whatever the network believes. So another leads
 * within a beat, or five seconds and a beat.
 *
 * The session must be one: a pooler that hands out connections by transaction does not do.
 * @param news called when another process told that there is something new, and when this one has come to lead.
 */
export async function electedLeadership(
  databaseUrl: string,
  news: () => void,
  log: { info(message: string): void; warn(fields: object, message: string): void },
): Promise<Leadership> {
  const self = randomUUID();
  const outage: OutageLog = outageLog(
    (error) => log.warn({ err: error }, 'no part in the election of the lineage leader; trying again'),
    () => log.warn({}, 'takes part in the election of the lineage leader again'),
  );
  let session: Session | undefined;
  let leading = false;
  let closed = false;
  let beating = false;
  let telling = false;
  let turn: Promise<void> = Promise.resolve();

  /** The session takes one statement at a time. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    turn = turn.then(work).catch(lose);
    return turn;
  };

  const lose = (error?: unknown): void => {
    if (leading && !closed) log.info('does not lead lineage any more');
    leading = false;
    session?.cut();
    session = undefined;
    if (error !== undefined && !closed) outage.failed(error);
  };

  const connected = async (): Promise<Session> => {
    if (session !== undefined) return session;
    let opened: Session | undefined;
    opened = await openSession(databaseUrl, {
      lost: (error) => {
        // One that never opened is told by its own failure.
        if (opened !== undefined && session === opened) lose(error);
      },
      heard: (from) => {
        if (from !== self) news();
      },
    });
    session = opened;
    return opened;
  };

  const beat = async (): Promise<void> => {
    beating = false;
    const beaten = await connected();
    if (leading) {
      await beaten.client.query('select 1');
    } else {
      const { rows } = await beaten.client.query<{ leads: boolean }>(
        'select pg_try_advisory_lock($1::bigint) as leads',
        [LEADER_LOCK],
      );
      // The session may have been lost while the answer was on its way.
      if (rows[0]?.leads === true && session === beaten && !closed) {
        leading = true;
        log.info('leads lineage');
        news();
      }
    }
    outage.worked();
  };

  const onBeat = (): Promise<void> => {
    if (beating || closed) return turn;
    beating = true;
    return inTurn(beat);
  };
  await onBeat();
  const timer = setInterval(() => void onBeat(), BEAT_MS);

  return {
    leads: () => leading,
    tell() {
      // One that waits for its turn tells what came since, too.
      if (telling || session === undefined || closed) return;
      telling = true;
      void inTurn(async () => {
        telling = false;
        await session?.client.query('select pg_notify($1, $2)', [CHANNEL, self]);
      });
    },
    async close() {
      closed = true;
      clearInterval(timer);
      await turn;
      lose();
    },
  };
}

/** A connection of its own that is known to live. */
interface Session {
  readonly client: Client;
  /** Ends it without asking the other side, which may not be there any more. */
  cut(): void;
}

async function openSession(
  databaseUrl: string,
  on: { lost(error: unknown): void; heard(from: string | undefined): void },
): Promise<Session> {
  const socket = new Socket();
  const client = new Client({
    connectionString: databaseUrl,
    application_name: `${SESSION_NAME}${process.pid}`,
    connectionTimeoutMillis: BEAT_WITHIN_MS,
    query_timeout: BEAT_WITHIN_MS,
    keepAlive: true,
    stream: () => socket,
  });
  const cut = (): void => void socket.destroy();
  client.on('error', on.lost);
  client.on('end', () => on.lost(new Error('The connection of the election was ended.')));
  client.on('notification', ({ payload }) => on.heard(payload));
  try {
    await client.connect();
    await client.query(`set idle_session_timeout = ${SILENCE_MS}`);
    await client.query(`listen ${CHANNEL}`);
  } catch (error) {
    cut();
    throw error;
  }
  return { client, cut };
}
