import { asProcess } from '../../../kernel/database/acting-as.ts';
import type { TestSubgraph } from '../../support/subgraph.ts';

const VALID = { validFrom: '2000-01-01T00:00:00.000Z', validTo: null };

const AGENCIES = [
  { code: 'A07', bloc: 'GOVERNMENT', level: 'CITY', parent: null },
  { code: 'A11', bloc: 'GOVERNMENT', level: 'CITY', parent: null },
  { code: 'A19', bloc: 'PARTY', level: 'CITY', parent: null },
  { code: 'A27', bloc: 'PARTY', level: 'WARD', parent: 'A19' },
];

const PARTNERS: Readonly<Record<string, readonly { readonly partner: string; readonly isLead: boolean }[]>> = {
  A07: [
    { partner: 'CMC', isLead: true },
    { partner: 'VNPT', isLead: false },
  ],
  A11: [
    { partner: 'VTL', isLead: true },
    { partner: 'VNPT', isLead: false },
  ],
  A27: [{ partner: 'VNPT', isLead: true }],
};

/** Tells the subgraph of agencies and of the partners that work for them, as their own subgraphs would. A19 has none. */
export async function declareAgencies(subgraph: TestSubgraph): Promise<void> {
  const told = {
    owners: AGENCIES.map((body) => ({ kind: 'agency.declared', key: body.code, body: { ...body, ...VALID } })),
    partners: Object.entries(PARTNERS).map(([agency, partners]) => ({
      kind: 'assignments.set',
      key: agency,
      body: { agency, assignments: partners.map((partner) => ({ ...partner, ...VALID })) },
    })),
  };
  for (const { from, apply } of subgraph.running.definition.consumes) {
    if (from !== 'owners' && from !== 'partners') continue;
    const facts = told[from].map((fact, index) => ({
      ...fact,
      seq: index + 1,
      recordedAt: '2026-01-01T00:00:00.000000Z',
      actor: 'test',
    }));
    await asProcess(() => apply(subgraph.running.orm.em.fork(), facts));
  }
}
