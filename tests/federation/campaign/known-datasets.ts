import { asProcess } from '../../../kernel/database/acting-as.ts';
import type { OutboxFact } from '../../../kernel/outbox/fact.ts';
import type { TestSubgraph } from '../../support/subgraph.ts';

const FACTS: Readonly<Record<string, Record<string, unknown>>> = {
  O01: { publisher: 'A06', tier: 'OPEN', sharingClass: 'OPEN', importanceClass: 'OTHER', surveyState: 'CONNECTED' },
  N01: { publisher: 'B01', tier: 'NATIONAL', sharingClass: null, importanceClass: 'OTHER', surveyState: 'REVIEWED' },
  S16: {
    publisher: 'A07',
    tier: 'SPECIALIZED',
    sharingClass: 'SHARED',
    importanceClass: 'OTHER',
    surveyState: 'CONNECTED',
  },
  S26: {
    publisher: 'A11',
    tier: 'SPECIALIZED',
    sharingClass: 'PRIVATE',
    importanceClass: 'IMPORTANT',
    surveyState: 'NOT_REVIEWED',
  },
};

/**
 * Tells a subgraph of four datasets, as their own subgraph would: O01 is open, N01 national, S16 of A07 shared, S26 of
 * A11 private and important.
 */
export async function declareDatasets(subgraph: TestSubgraph): Promise<void> {
  const facts = Object.entries(FACTS).map(
    ([code, body], index): OutboxFact => ({
      seq: index + 1,
      kind: 'dataset.declared',
      key: code,
      body: { code, ...body },
      recordedAt: '2026-01-01T00:00:00.000000Z',
      actor: 'test',
    }),
  );
  for (const { from, apply } of subgraph.running.definition.consumes) {
    if (from === 'datasets') await asProcess(() => apply(subgraph.running.orm.em.fork(), facts));
  }
}
