import { CAPTURES } from '../../kernel/audit/ddl.ts';
import { auditedTables } from '../../kernel/audit/install.ts';
import type { RunningSubgraph } from '../../kernel/subgraph/subgraph.ts';
import type { Sql } from '../../lineage/log/sql.ts';
import { type Check, type Finding, problem } from './check.ts';

/** The first record of a trail whose hash is not that of the record before it, its own number and its body; its end beside. */
const chainOf = (schema: string): string => `
  with chained as (
    select seq, hash, sha256(lag(hash, 1, '') over (order by seq) || convert_to(seq || ' ' || body::text, 'UTF8')) as made,
      row_number() over (order by seq) as place
    from "${schema}".audit_trail
  )
  select (select min(seq) from chained where made <> hash or seq <> place) as broken,
    (select max(seq) from chained) as last, h.seq as head,
    coalesce(h.hash = (select hash from chained order by seq desc limit 1), h.seq = 0) as ends
  from "${schema}".audit_trail_head as h`;

/** The first record that is in a trail and in the copy of it, and not the same in both. */
const copyOf = (schema: string): string => `
  select min(coalesce(t.seq, c.seq)) as differs from (select * from audit.record where subgraph = '${schema}') as c
  left join "${schema}".audit_trail as t on t.seq = c.seq
  where t.seq is null or c.hash <> encode(t.hash, 'hex') or c.body <> t.body`;

async function findings(sql: Sql, { definition, orm }: RunningSubgraph): Promise<Finding[]> {
  const { name, audit = {} } = definition;
  const found: Finding[] = [];
  const [chain] = await sql.query<{ broken: string | null; last: string | null; head: string; ends: boolean }>(
    chainOf(name),
  );
  if (chain?.broken != null)
    found.push(
      problem(
        `The audit trail of ${name} was changed: record ${chain.broken} is not what its hash says. Compare it with ${name}-${chain.broken.padStart(12, '0')} in audit.record and with a backup.`,
      ),
    );
  else if (chain?.ends !== true)
    found.push(
      problem(
        `The audit trail of ${name} ends at ${chain?.last ?? 0}, and its head says ${chain?.head}: records are gone.`,
      ),
    );
  const [copy] = await sql.query<{ differs: string | null }>(copyOf(name));
  if (copy?.differs != null)
    found.push(problem(`Record ${copy.differs} of the audit trail of ${name} is not what was copied of it.`));
  for (const { table, triggers } of await auditedTables(orm.em.fork(), name, audit.tables ?? {})) {
    if (triggers.length < CAPTURES.length)
      found.push(problem(`${name}.${table.name} is not recorded: triggers are missing or off. Run nguon migrate.`));
  }
  return found;
}

/** Whether the audit trails are whole: every chain of hashes, the copies in one place, and what captures changes. */
export const auditTrails = (sql: Sql, subgraphs: readonly RunningSubgraph[]): Check => ({
  name: 'audit trails',
  async run() {
    const all: Finding[] = [];
    for (const subgraph of subgraphs) all.push(...(await findings(sql, subgraph)));
    return all;
  },
});
