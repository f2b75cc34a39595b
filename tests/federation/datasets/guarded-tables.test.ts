import { describe, expect, it } from 'vitest';
import type { SubgraphDefinition } from '../../../kernel/subgraph/definition.ts';
import { campaign } from '../../../subgraphs/campaign/index.ts';
import { datasets } from '../../../subgraphs/datasets/index.ts';
import { standards } from '../../../subgraphs/standards/index.ts';
import { stewardship } from '../../../subgraphs/stewardship/index.ts';
import { testSubgraph } from '../../support/subgraph.ts';

/** Tables without a policy of their own, and why (decision 11). */
const REASONS: ReadonlyMap<string, string> = new Map([
  ['campaign.task_dataset', 'A steward who changes a task tells its whole list, hidden datasets included.'],
  ['standards.master_claim', 'The bound of claims of an element counts those of hidden datasets too.'],
  ['stewardship.access_request', 'Who made a request sees it, also when the dataset was hidden from them since.'],
]);

describe.each<readonly [string, SubgraphDefinition]>(
  [datasets, standards, campaign, stewardship].map((definition) => [definition.name, definition] as const),
)('every table of %s that names datasets', (name, definition) => {
  it('has a row policy, or a written reason why not', async () => {
    const subgraph = await testSubgraph(definition);
    try {
      const found = await subgraph.running.orm.em.fork().execute<{ name: string; guarded: boolean }[]>(
        `select distinct c.oid::regclass::text as name, c.relrowsecurity and c.relforcerowsecurity
           and exists (select from pg_policy p where p.polrelid = c.oid and p.polcmd = 'r') as guarded
         from pg_class c join pg_attribute a on a.attrelid = c.oid
         where c.relnamespace = '${name}'::regnamespace and c.relkind in ('r', 'p')
           and (a.attname like '%dataset%' or c.relname like '%dataset%') order by 1`,
      );
      expect(found.length).toBeGreaterThan(1);
      const open = found.filter(({ guarded }) => !guarded).map((table) => table.name);
      expect(open).toEqual([...REASONS.keys()].filter((table) => table.startsWith(`${name}.`)));
    } finally {
      await subgraph.close();
    }
  });
});
