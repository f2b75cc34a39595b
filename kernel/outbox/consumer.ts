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
  /** Follows in the background: soon after every ring, and every `pollMs` besides. */
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
  /** Rest after a run in the background before the next: what is told meanwhile is one page, not many; 250 unless given. */
  restMs?: number;
  /** Whose turn it is to apply a page; nobody waits unless given. */
  turn?: Turns;
}): Consumer {
  const { feed, schema, fork, apply, applied: tell, pollMs = 1_000, restMs = 250, turn = (work) => work() } = options;
  let running: Promise<number> | undefined;
  let again = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let resting: NodeJS.Timeout | undefined;
  /** Whether a run in the background is going on, and whether somebody rang since it began. */
  let inBackground = false;
  let wanted = false;
  let unsubscribe: (() => void) | undefined;
  /** Position of the newest fact applied as far as this one knows; another process may be further. */
  let reached: number | undefined;

  const position = async (em: EntityManager = fork(), locked = ''): Promise<number | undefined> => {
    const [row] = await em.execute<{ seq: string }[]>(`select seq from "${schema}".inbox where source = ?${locked}`, [
      feed.source,
    ]);
    return row === undefined ? undefined : Number(row.seq);
  };

  const lockedPosition = async (em: EntityManager): Promise<number> => {
    const known = await position(em, ' for update');
    if (known !== undefined) return known;
    await em.execute(`insert into "${schema}".inbox (source, seq) values (?, 0) on conflict do nothing`, [feed.source]);
    return (await position(em, ' for update')) ?? 0;
  };

  const onePage = (): Promise<number> =>
    // Whoever rang: what is folded is not what that viewer may see.
    asProcess(() =>
      turn(async () => {
        // Looked at before there is a transaction: most looks find nothing.
        const from = reached ?? (await position()) ?? 0;
        const news = await feed.read(from, FEED_PAGE);
        if (news.length === 0) {
          reached = from;
          return 0;
        }
        const { count, last } = await fork().transactional(async (em) => {
          const at = await lockedPosition(em);
          const facts = at === from ? news : await feed.read(at, FEED_PAGE);
          const newest = facts.at(-1);
          if (newest === undefined) return { count: 0, last: at };
          await apply(em, facts);
          await em.execute(`update "${schema}".inbox set seq = ? where source = ?`, [newest.seq, feed.source]);
          return { count: facts.length, last: newest.seq };
        });
        reached = last;
        return count;
      }),
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

  return {
    catchUp,
    async reach() {
      const head = await feed.head();
      while (!stopped && ((await position()) ?? 0) < head) {
        await onePage();
        tell?.();
      }
    },
    follow(outage) {
      const run = (): void => {
        resting = undefined;
        if (stopped) return;
        wanted = false;
        inBackground = true;
        // A failure is told once, to whoever began.
        void catchUp()
          .then(outage.worked, outage.failed)
          .finally(() => {
            inBackground = false;
            if (!wanted || stopped) return;
            resting = setTimeout(run, restMs);
            resting.unref();
          });
      };
      const wake = (): void => {
        wanted = true;
        // A run that somebody else asked for looks once more: `catchUp` joins it.
        if (!inBackground && resting === undefined) run();
      };
      unsubscribe = feed.onNews(wake);
      timer = setInterval(() => {
        // What is kept here may have been set back by somebody else.
        reached = undefined;
        wake();
      }, pollMs);
      timer.unref();
      wake();
    },
    position: async () => (await position()) ?? 0,
    async stop() {
      stopped = true;
      unsubscribe?.();
      clearInterval(timer);
      clearTimeout(resting);
      await running?.catch(() => undefined);
    },
  };
}
