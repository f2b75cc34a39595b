import type { EntityManager } from '@mikro-orm/postgresql';
import type { Logger } from '../kernel/log.ts';
import { type Consumer, consumer } from '../kernel/outbox/consumer.ts';
import type { OutboxFeed } from '../kernel/outbox/feed.ts';
import { feedOutageLog } from '../kernel/outbox/feed-outage-log.ts';
import {
  CATALOG_FEEDS,
  catalogEvents,
  DICTIONARY_FEEDS,
  dictionaryEvents,
  POLICY_FEEDS,
  policyEvents,
} from './ingestion/catalog-events.ts';
import type { EventLog } from './log/event-log.ts';
import { mikroSql } from './log/mikro-sql.ts';

/** Which feeds are read for what: one that is read twice is followed under two names, with a place for each. */
const READ_FOR = [
  { sources: CATALOG_FEEDS, eventsOf: catalogEvents, apart: '' },
  { sources: POLICY_FEEDS, eventsOf: policyEvents, apart: 'policy' },
  { sources: DICTIONARY_FEEDS, eventsOf: dictionaryEvents, apart: 'dictionary' },
] as const;

/** What following needs. */
export interface Following {
  fork(): EntityManager;
  readonly log: EventLog;
  readonly logger: Logger;
  /** Told when something was appended to the log. */
  appended(): void;
}

/** Follows the feeds of other subgraphs: what they tell is appended to the log, each fact once. */
export function followFeeds(feeds: readonly OutboxFeed[], { fork, log, logger, appended }: Following): Consumer[] {
  return READ_FOR.flatMap(({ sources, eventsOf, apart }) =>
    feeds
      .filter(({ source }) => (sources as readonly string[]).includes(source))
      .map((feed) => {
        const follower = consumer({
          feed: apart === '' ? feed : apartFrom(feed, apart),
          schema: 'lineage',
          fork,
          async apply(em, facts) {
            await log.append(eventsOf(facts), mikroSql(em));
          },
          applied: appended,
        });
        follower.follow(feedOutageLog(logger, { from: feed.source }));
        return follower;
      }),
  );
}

/** The same feed under another name, so that whoever follows it has a place of its own in it. */
const apartFrom = (feed: OutboxFeed, name: string): OutboxFeed => ({
  source: `${feed.source}/${name}`,
  read: (after, limit) => feed.read(after, limit),
  head: () => feed.head(),
  onNews: (listener) => feed.onNews(listener),
});
