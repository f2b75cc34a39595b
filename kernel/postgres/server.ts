import { startEmbedded } from './embedded.ts';
import { connectExternal } from './external.ts';

export { type DatabaseInspection, inspectDatabase } from './inspection.ts';

/** A PostgreSQL server that answers and holds our database. */
export interface DatabaseServer {
  /** Address of the database, `postgres://…/nguon` when embedded. Contains the password: never log it. */
  readonly url: string;
  /** Whether we run the server, or somebody else does and DATABASE_URL names it. */
  readonly kind: 'embedded' | 'external';
  /** True when the embedded server was running before: an earlier process of ours was killed. */
  readonly adopted: boolean;
  /** Process id of the embedded server, as it is now. */
  readonly postmasterPid?: number;
  /**
   * From now on the embedded server is started again, on the same port, whenever it is gone, until `stop`; does nothing
   * for an external one. For the process whose server it is: one that holds the instance's lock.
   */
  keepRunning(): void;
  /**
   * Ends the embedded server, adopted or not, within 20 s, cutting off its clients; does nothing to an external one.
   * May be called again.
   */
  stop(): Promise<void>;
}

/**
 * Makes a database available: the one that `databaseUrl` names, else the embedded one in `<dataDir>/postgres`, which is
 * made, started, recovered or adopted as need be.
 *
 * Nothing of ours stops the embedded server but `stop`: it survives the process that started it, killed or not.
 *
 * @param options.log receives one line for each notable step; never a password.
 * @throws ConfigurationError when configuration, folder or machine do not allow it; UnavailableError when the server
 *   is still recovering after two minutes.
 */
export async function startDatabase(options: {
  databaseUrl?: string;
  dataDir: string;
  log(message: string): void;
}): Promise<DatabaseServer> {
  const log = (message: string) => options.log(message);
  return options.databaseUrl === undefined
    ? startEmbedded(options.dataDir, log)
    : connectExternal(options.databaseUrl, log);
}
