/** The tables that every subgraph with an outbox (and every consumer) has in its own schema, for its first migration. */
export const outboxDdl = (schema: string): string[] => [
  `create table "${schema}".outbox (
     seq bigint primary key,
     kind text not null,
     key text not null,
     body jsonb not null,
     actor text not null,
     recorded_at timestamptz not null
   )`,
  // The one row that numbers the feed: its row lock makes sequence order and commit order the same.
  `create table "${schema}".outbox_head (only_row boolean primary key default true check (only_row), seq bigint not null)`,
  `insert into "${schema}".outbox_head (seq) values (0)`,
];

/** Where a consumer notes how far it has read each feed. */
export const inboxDdl = (schema: string): string[] => [
  `create table "${schema}".inbox (source text primary key, seq bigint not null)`,
];
