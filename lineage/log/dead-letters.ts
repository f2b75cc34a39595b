import type { Sql } from './sql.ts';

/** Events of the log that could not be read, with the reason. */
export interface DeadLetters {
  /** Notes an event; noting it again changes nothing. */
  add(seq: number, reason: string): Promise<void>;
  count(): Promise<number>;
}

/** Its table; the event itself stays in the log. */
export const DEAD_LETTER_DDL: readonly string[] = [
  `create table lineage.dead_letter (
    seq bigint primary key references lineage.event (seq),
    reason text not null
  )`,
];

/** Dead letters in the table `lineage.dead_letter`. */
export const postgresDeadLetters = (sql: Sql): DeadLetters => ({
  async add(seq, reason) {
    await sql.query('insert into lineage.dead_letter (seq, reason) values ($1, $2) on conflict (seq) do nothing', [
      seq,
      reason,
    ]);
  },
  async count() {
    const [row] = await sql.query<{ count: string }>('select count(*) as count from lineage.dead_letter');
    return Number(row?.count ?? 0);
  },
});
