import type { EntityManager } from '@mikro-orm/postgresql';
import type { NewFact } from './fact.ts';

/**
 * Writes facts into the outbox of a schema inside the caller's transaction. The head row is locked until commit, so
 * that numbers have no gaps and become visible in order: a reader that asks for `seq > last` never skips a late commit.
 * @returns the last number given.
 */
export async function emitFacts(
  em: EntityManager,
  schema: string,
  facts: readonly NewFact[],
  by: { readonly actor: string; readonly at: Date },
): Promise<number> {
  const [head] = await em.execute<{ seq: string }[]>(`update "${schema}".outbox_head set seq = seq + ? returning seq`, [
    facts.length,
  ]);
  const last = Number(head?.seq);
  const first = last - facts.length + 1;
  const numbered = facts.map((fact, index) => ({ seq: first + index, ...fact }));
  await em.execute(
    `insert into "${schema}".outbox (seq, kind, key, body, actor, recorded_at)
     select (fact ->> 'seq')::bigint, fact ->> 'kind', fact ->> 'key', fact -> 'body', ?, ?::timestamptz
     from jsonb_array_elements(?::jsonb) as fact`,
    [by.actor, by.at.toISOString(), JSON.stringify(numbered)],
  );
  return last;
}
