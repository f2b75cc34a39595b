// The embedded mode as `npm start` runs it, on a database that is there already: one process, gateway and subgraphs.
import 'reflect-metadata';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openIdentity } from '../../cli/identity.ts';
import { openInstance } from '../../cli/instance.ts';
import { listen } from '../../gateway/http/server.ts';
import { localIssuer } from '../../gateway/identity/local-issuer.ts';
import { readConfig } from '../../kernel/config/config.ts';
import { createLog } from '../../kernel/log.ts';
import { tellParent } from './tell-parent.ts';

const { databaseUrl, dataDir, counted } = JSON.parse(process.argv[2] ?? '{}') as {
  databaseUrl: string;
  dataDir: string;
  /** Text in the statements that are to be counted; without it none are looked at. */
  counted?: string;
};
/** Bytes of all that lineage keeps, indexes and long values included. */
const STORAGE = `select sum(pg_total_relation_size(c.oid)) as bytes from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'lineage' and c.relkind = 'r'`;
const LOG_STORAGE = "select pg_total_relation_size('lineage.event') as bytes";
let statements = 0;
const config = readConfig(
  { DATABASE_URL: databaseUrl, NGUON_DATA_DIR: dataDir, NGUON_PORT: '0', NGUON_SEED: '0' },
  dataDir,
);
const stack = new AsyncDisposableStack();
const log = createLog(config.logLevel);
const instance = stack.use(
  await openInstance(
    config,
    log,
    counted === undefined
      ? {}
      : {
          onStatement: (_subgraph, sql) => {
            if (sql.includes(counted)) statements++;
          },
        },
  ),
);
const { gateway, checks, logUnexpected, lineage } = instance;
const { identity } = stack.use(await openIdentity(config, instance.askAccess, log));
const issuer = await localIssuer(config.dataDir);
const host = await listen(
  { gateway, identity, intake: lineage.intake, checks, logUnexpected },
  config.host,
  config.port,
);
stack.defer(() => host.close());
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
tellParent(
  {
    address: host.address,
    architect: await issuer.issue('architect', []),
    service: await issuer.issue('service', []),
  },
  () => stack.disposeAsync(),
  {
    settle: async () => {
      await instance.settle();
      return true;
    },
    inspect: () => lineage.inspect(),
    storage: async () => {
      const [row] = await lineage.subgraph.orm.em.fork().execute<{ bytes: string }[]>(STORAGE);
      return Number(row?.bytes);
    },
    /** Folds all old runs; answers what that was, and how many bytes the log takes before and after. */
    fold: async () => {
      const log = async (): Promise<number> => {
        const em = lineage.subgraph.orm.em.fork();
        // What rows took that are not there any more is given back, or it would count.
        await em.execute('vacuum full lineage.event');
        const [row] = await em.execute<{ bytes: string }[]>(LOG_STORAGE);
        return Number(row?.bytes);
      };
      const before = await log();
      const { jobs, events } = await lineage.retain({ before: new Date(), keepLast: 0, apply: true });
      return { jobs, events, before, after: await log() };
    },
    // Since it was asked last: how long the loop that answers was busy with one thing at most.
    blocked: async () => {
      const most = delay.max / 1e6;
      delay.reset();
      return most;
    },
    memory: async () => process.memoryUsage.rss(),
    statements: async () => statements,
  },
);
