import type { EntityManager } from '@mikro-orm/postgresql';
import type { OutboxFact } from '../outbox/fact.ts';
import { FEED_PAGE, type OutboxFeed } from '../outbox/feed.ts';
import type { AuditBody } from './body.ts';

/** Name of the trail of a subgraph among the feeds that somebody follows. */
export const trailOf = (subgraph: string): string => `audit:${subgraph}`;

/** What the body of a fact of a trail holds. */
export interface TrailFact {
  readonly record: AuditBody;
  /** Of the chain, in hexadecimal. */
  readonly hash: string;
}

/** The trail of a schema in the same database, as a feed: in commit order, without gaps (ADR 4). */
export function trailFeed(
  subgraph: string,
  fork: () => EntityManager,
  news: { on(listener: () => void): () => void },
): OutboxFeed {
  return {
    source: trailOf(subgraph),
    async read(after, limit) {
      const rows = await fork().execute<{ seq: string; record: AuditBody; hash: string }[]>(
        `select seq, body as record, encode(hash, 'hex') as hash from "${subgraph}".audit_trail
         where seq > ? order by seq limit ?`,
        [after, Math.min(limit, FEED_PAGE)],
      );
      return rows.map(
        ({ seq, record, hash }): OutboxFact => ({
          seq: Number(seq),
          kind: 'audit.recorded',
          key: `${subgraph}-${seq}`,
          body: { record, hash } satisfies TrailFact,
          recordedAt: record.at,
          actor: record.subject,
        }),
      );
    },
    async head() {
      const [row] = await fork().execute<{ seq: string }[]>(`select seq from "${subgraph}".audit_trail_head`);
      return Number(row?.seq ?? 0);
    },
    onNews: (listener) => news.on(listener),
  };
}
