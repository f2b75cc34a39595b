import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { Pool, type PoolClient } from 'pg';

const signals = new AsyncLocalStorage<AbortSignal>();

/** Runs some work whose statements, SQL and Cypher, are cancelled when the signal is aborted; none are begun after that. */
export const cancellable = <T>(signal: AbortSignal | undefined, work: () => T): T =>
  signal === undefined ? work() : signals.run(signal, work);

/** The signal of the work that we are in; undefined when nobody would give it up. For drivers of other databases. */
export const signalOfWork = (): AbortSignal | undefined => signals.getStore();

/** What the driver knows of a connection and does not say in its types. */
interface Backend {
  readonly processID?: number;
}

/** Runs a statement; the promise form of the driver, which is the one that query builders use. */
type RunStatement = (...given: unknown[]) => unknown;

const IDLE_MS = 1_000;
const AGAIN_MS = 25;

/**
 * Teaches the connections of a pool to cancel what `cancellable` work runs on them. The request goes over a connection
 * beside the pool, so that it does not wait behind the statements that it is to end (a pool is busiest when there is
 * something to cancel), and the statement's own connection is given back only after it arrived, so that it ends no
 * statement of somebody else. Where the request cannot be made, `statement_timeout` ends the statement.
 */
export function cancelStatements(pool: Pool): void {
  let beside: Pool | undefined;
  const cancel = async ({ processID }: Backend): Promise<void> => {
    if (beside === undefined) {
      const { password } = pool.options;
      beside = new Pool({
        ...pool.options,
        // Not enumerable, so that it is not logged by accident.
        ...(password === undefined ? {} : { password }),
        application_name: `${pool.options.application_name ?? 'nguon'}:cancel`,
        min: 0,
        max: 1,
        idleTimeoutMillis: IDLE_MS,
        allowExitOnIdle: true,
      });
      beside.on('error', () => undefined);
    }
    await beside.query('select pg_cancel_backend($1)', [processID]).catch(() => undefined);
  };

  const until = async (signal: AbortSignal, client: PoolClient, running: Promise<unknown>): Promise<unknown> => {
    let cancelling: Promise<void> | undefined;
    let settled = false;
    const abort = (): void => {
      cancelling = (async () => {
        // Again and again: a request that comes before the server has begun the statement ends nothing.
        while (!settled) {
          await cancel(client as unknown as Backend);
          if (!settled) await wait(AGAIN_MS);
        }
      })();
    };
    signal.addEventListener('abort', abort, { once: true });
    try {
      return await running;
    } catch (error) {
      throw signal.aborted ? signal.reason : error;
    } finally {
      settled = true;
      signal.removeEventListener('abort', abort);
      await cancelling;
    }
  };

  pool.on('connect', (client) => {
    const run = client.query.bind(client) as RunStatement;
    client.query = ((...given: unknown[]) => {
      const signal = signals.getStore();
      if (signal === undefined) return run(...given);
      if (signal.aborted) return Promise.reject(signal.reason);
      const running = run(...given);
      return running instanceof Promise ? until(signal, client, running) : running;
    }) as typeof client.query;
  });

  const connect = pool.connect.bind(pool) as () => Promise<PoolClient>;
  pool.connect = (async () => {
    const signal = signals.getStore();
    signal?.throwIfAborted();
    const client = await connect();
    // Given back whole: whoever waited for it waits no more.
    if (signal?.aborted) client.release();
    signal?.throwIfAborted();
    return client;
  }) as Pool['connect'];

  const end = pool.end.bind(pool) as () => Promise<void>;
  pool.end = (async () => {
    await beside?.end();
    await end();
  }) as typeof pool.end;
}
