import type { EntityManager } from '@mikro-orm/postgresql';
import type { OutboxFact } from './fact.ts';

/** The feed of one subgraph, read directly or over HTTP; both answer alike. */
export interface OutboxFeed {
  readonly source: string;
  /** Facts after a position, in order, at most `limit` (1,000 at most). */
  read(after: number, limit: number): Promise<readonly OutboxFact[]>;
  /** Position of the newest fact. */
  head(): Promise<number>;
  /** Calls back when there may be news; returns how to stop. A feed without a signal is polled. */
  onNews(listener: () => void): () => void;
}

/** Most facts that one read returns. */
export const FEED_PAGE = 1_000;

interface FactRow {
  seq: string;
  kind: string;
  key: string;
  body: Record<string, unknown>;
  actor: string;
  recorded_at: string;
}

/** The feed of a schema in the same database. */
export function databaseFeed(
  source: string,
  schema: string,
  fork: () => EntityManager,
  news: { on(listener: () => void): () => void },
): OutboxFeed {
  return {
    source,
    async read(after, limit) {
      const rows = await fork().execute<FactRow[]>(
        `select seq, kind, key, body, actor, to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as recorded_at
         from "${schema}".outbox where seq > ? order by seq limit ?`,
        [after, Math.min(limit, FEED_PAGE)],
      );
      return rows.map(({ seq, recorded_at, ...fact }) => ({ ...fact, seq: Number(seq), recordedAt: recorded_at }));
    },
    async head() {
      const [row] = await fork().execute<{ seq: string }[]>(`select seq from "${schema}".outbox_head`);
      return Number(row?.seq ?? 0);
    },
    onNews: (listener) => news.on(listener),
  };
}
