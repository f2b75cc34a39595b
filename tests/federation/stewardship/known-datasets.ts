import { asProcess } from '../../../kernel/database/acting-as.ts';
import type { OutboxFact } from '../../../kernel/outbox/fact.ts';
import type { TestSubgraph } from '../../support/subgraph.ts';

const FACTS = {
  S16: { publisher: 'A07', tier: 'SPECIALIZED', sharingClass: 'SHARED', importanceClass: 'OTHER' },
  S09: { publisher: 'A05', tier: 'SPECIALIZED', sharingClass: 'SHARED', importanceClass: 'OTHER' },
  S26: { publisher: 'A11', tier: 'SPECIALIZED', sharingClass: 'PRIVATE', importanceClass: 'IMPORTANT' },
} as const;

let told = 0;

/** Tells a subgraph of a dataset, as its own subgraph would; what is given changes the facts below. */
async function declare(
  subgraph: TestSubgraph,
  code: keyof typeof FACTS,
  change: Record<string, unknown>,
): Promise<void> {
  const fact: OutboxFact = {
    seq: ++told,
    kind: 'dataset.declared',
    key: code,
    body: { code, ...FACTS[code], ...change },
    recordedAt: '2026-01-01T00:00:00.000000Z',
    actor: 'test',
  };
  for (const { from, apply } of subgraph.running.definition.consumes) {
    if (from === 'datasets') await asProcess(() => apply(subgraph.running.orm.em.fork(), [fact]));
  }
}

/** S16 of A07 and S09 of A05 are shared; S26 of A11 is private and important. */
export async function declareDatasets(subgraph: TestSubgraph): Promise<void> {
  for (const code of ['S16', 'S09', 'S26'] as const) await declare(subgraph, code, {});
}

/** S09 becomes private, or shared again. */
export const hideS09 = (subgraph: TestSubgraph, hidden: boolean): Promise<void> =>
  declare(subgraph, 'S09', { sharingClass: hidden ? 'PRIVATE' : 'SHARED' });
