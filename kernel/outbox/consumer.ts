import type { EntityManager } from '@mikro-orm/postgresql';
import { asProcess } from '../database/acting-as.ts';
import type { OutageLog } from '../outage-log.ts';
import type { OutboxFact } from './fact.ts';
import { FEED_PAGE, type OutboxFeed } from './feed.ts';
import type { Turns } from './turns.ts';

/** Applies a page of facts inside the transaction that also notes the position. */
export type ApplyFacts = (em: EntityManager, facts: readonly OutboxFact[]) => Promise<void>;

/** What follows one feed into one schema. */
export interface Consumer {
  /** Reads until the feed has nothing new; resolves to how many facts were applied. */
  catchUp(): Promise<number>;
  /** Resolves when what the feed holds now is applied, however much is written meanwhile. */
  reach(): Promise<void>;
  /** Follows in the background: at every ring, and every `pollMs` besides. */
  follow(outage: OutageLog): void;
  /** Position reached. */
  position(): Promise<number>;
  stop(): Promise<void>;
}

/**
 * Follows a feed exactly once in effect: the facts and the position are committed together, and the position row is
 * locked while they are applied, so that two processes never apply one page twice.
 */
export function consumer(options: {
  feed: OutboxFeed;
  schema: string;
  fork: () => EntityManager;
  apply: ApplyFacts;
  /** Called after every page that is committed. */
  applied?: () => void;
  pollMs?: number;
  /** Whose turn it is to apply a page; nobody waits unless given. */
  turn?: Turns;
}): Consumer {
  const { feed, schema, fork, apply, applied: tell, pollMs = 1_000, turn = (work) => work() } = options;
  let running: Promise<number> | undefined;
  let again = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let unsubscribe: (() => void) | undefined;

  const onePage = (): Promise<number> =>
    // Whoever rang: what is folded is not what that viewer may see.
    asProcess(() =>
      turn(() =>
        fork().transactional(async (em) => {
          await em.execute(`insert into "${schema}".inbox (source, seq) values (?, 0) on conflict do nothing`, [
            feed.source,
          ]);
          const [row] = await em.execute<{ seq: string }[]>(
            `select seq from "${schema}".inbox where source = ? for update`,
            [feed.source],
          );
          const facts = await feed.read(Number(row?.seq ?? 0), FEED_PAGE);
          const last = facts.at(-1);
          if (last === undefined) return 0;
          await apply(em, facts);
          await em.execute(`update "${schema}".inbox set seq = ? where source = ?`, [last.seq, feed.source]);
          return facts.length;
        }),
      ),
    );

  const drain = async (): Promise<number> => {
    let applied = 0;
    try {
      do {
        again = false;
        for (;;) {
          const count = await onePage();
          applied += count;
          if (count === 0 || stopped) break;
          tell?.();
        }
      } while (again && !stopped);
    } finally {
      // At once, not when the promise settles: who asks in between must start a new run, not join one that has ended.
      running = undefined;
    }
    return applied;
  };

  const catchUp = (): Promise<number> => {
    if (running !== undefined) {
      again = true;
      return running;
    }
    running = Promise.resolve().then(drain);
    return running;
  };

  const position = async (): Promise<number> => {
    const [row] = await fork().execute<{ seq: string }[]>(`select seq from "${schema}".inbox where source = ?`, [
      feed.source,
    ]);
    return Number(row?.seq ?? 0);
  };

  return {
    catchUp,
    async reach() {
      const head = await feed.head();
      while (!stopped && (await position()) < head) {
        await onePage();
        tell?.();
      }
    },
    follow(outage) {
      const wake = (): void => {
        // A run that is going on looks once more; its failure is told once, to whoever began it.
        if (running !== undefined) again = true;
        else if (!stopped) void catchUp().then(outage.worked, outage.failed);
      };
      unsubscribe = feed.onNews(wake);
      timer = setInterval(wake, pollMs);
      timer.unref();
      wake();
    },
    position,
    async stop() {
      stopped = true;
      unsubscribe?.();
      clearInterval(timer);
      await running?.catch(() => undefined);
    },
  };
}
