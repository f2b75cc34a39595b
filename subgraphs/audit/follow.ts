import type { EntityManager } from '@mikro-orm/postgresql';
import type { TrailFact } from '../../kernel/audit/feed.ts';
import type { OutboxFact } from '../../kernel/outbox/fact.ts';
import type { Consumption } from '../../kernel/subgraph/definition.ts';

/** Digits of a number in an id: enough for a thousand records a second for thirty years. */
const DIGITS = 12;

const idOf = (subgraph: string, seq: number): string => `${subgraph}-${String(seq).padStart(DIGITS, '0')}`;

/** Copies a page of the trail of one subgraph, hashes included: whoever rewrites a trail would have to rewrite this too. */
async function copy(em: EntityManager, subgraph: string, facts: readonly OutboxFact[]): Promise<void> {
  const rows = facts.map(({ seq, body }) => {
    const { record, hash } = body as unknown as TrailFact;
    return { id: idOf(subgraph, seq), seq, hash, body: record };
  });
  await em.execute(
    `insert into audit.record (id, subgraph, seq, hash, at, kind, outcome, subject, role, action, targets, correlation_id, body)
     select id, ?, seq, hash, (body ->> 'at')::timestamptz, body ->> 'kind', body ->> 'outcome', body ->> 'subject',
       body ->> 'role', body ->> 'action',
       array(select jsonb_array_elements_text(body -> 'targets')), body ->> 'correlationId', body
     from jsonb_to_recordset(?::jsonb) as r(id text, seq bigint, hash text, body jsonb)`,
    [subgraph, JSON.stringify(rows)],
  );
}

/** Follows the trail of a subgraph. */
export const followTrail = (subgraph: string): Consumption => ({
  from: subgraph,
  of: 'audit',
  apply: (em, facts) => copy(em, subgraph, facts),
});
