import { asProcess } from '../../../kernel/database/acting-as.ts';
import type { OutboxFact } from '../../../kernel/outbox/fact.ts';
import type { Answer, TestSubgraph } from '../../support/subgraph.ts';

/** A field as a test writes it: `a:STR`, `b:NUM?` nullable, `k:STR!` key, `p:STR:BASIC`, `id:STR:BASIC*` direct identifier. */
export function field(text: string): Record<string, unknown> {
  const [name = '', type = 'STR', piiClass = 'NONE'] = text.split(':');
  return {
    name,
    type: type.replace(/[?!]$/, ''),
    nullable: type.endsWith('?'),
    isKey: type.endsWith('!'),
    piiClass: piiClass.replace('*', ''),
    directIdentifier: piiClass.endsWith('*'),
  };
}

/** Input of a dataset of A11 with one field, unless said otherwise. */
export const dataset = (code: string, differently: Record<string, unknown> = {}): Record<string, unknown> => ({
  code,
  titleVi: `Dữ liệu ${code}`,
  titleEn: `Data ${code}`,
  descriptionVi: `Mô tả ${code}`,
  descriptionEn: `Description ${code}`,
  publisher: 'A11',
  tier: 'SPECIALIZED',
  fields: [field('ma:STR!')],
  ...differently,
});

/** Creates datasets; fails the test when one is refused. */
export async function declare(subgraph: TestSubgraph, ...inputs: Record<string, unknown>[]): Promise<void> {
  for (const input of inputs) {
    const answer = await create(subgraph, input);
    if (answer.errors.length > 0) throw new Error(answer.errors.map((error) => error.message).join('\n'));
  }
}

/** Asks to create a dataset. */
export const create = (subgraph: TestSubgraph, input: Record<string, unknown>): Promise<Answer> =>
  subgraph.ask('mutation ($input: CreateDatasetInput!) { createDataset(input: $input) { code } }', { input });

/** The facts that were told after a position of the feed. */
export const factsAfter = (subgraph: TestSubgraph, position: number): Promise<readonly OutboxFact[]> =>
  subgraph.running.feed.read(position, 1_000);

/** Position of the newest fact. */
export const head = (subgraph: TestSubgraph): Promise<number> => subgraph.running.feed.head();

/** Runs SQL against the database of a subgraph. */
export const sql = <T extends object>(
  subgraph: TestSubgraph,
  statement: string,
  parameters: unknown[] = [],
): Promise<T[]> => asProcess(() => subgraph.running.orm.em.fork().execute<T[]>(statement, parameters as never));

/** How many rows every table of the schema holds, to show that nothing was written; what is recorded of it aside. */
export async function rowCounts(subgraph: TestSubgraph): Promise<Record<string, number>> {
  const tables = await sql<{ name: string }>(
    subgraph,
    `select table_name as name from information_schema.tables where table_schema = 'datasets' and table_name not like 'audit%' order by table_name`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = await sql<{ count: number }>(subgraph, `select count(*)::int as count from datasets."${name}"`);
    counts[name] = row?.count ?? 0;
  }
  return counts;
}

/** Number of SQL statements that an action takes; what was shown is recorded later, for many requests at once. */
export async function statementsOf(subgraph: TestSubgraph, action: () => Promise<unknown>): Promise<number> {
  await subgraph.running.audit.flush();
  subgraph.statements.length = 0;
  await action();
  return subgraph.statements.length;
}
