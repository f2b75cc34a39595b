import { defineSubgraph, type SubgraphDefinition } from '../../kernel/subgraph/definition.ts';
import { auditContext } from './audit.context.ts';
import { followTrail } from './follow.ts';
import { Audit0001Initial } from './migrations/0001-initial.ts';
import { RecordEntity } from './record.entity.ts';
import { AuditRecordResolver } from './record.resolver.ts';

/** Whose trails are followed: everybody's, so that reading the records is on record too. */
const RECORDED = [
  'owners',
  'datasets',
  'standards',
  'partners',
  'campaign',
  'stewardship',
  'access',
  'lineage',
  'quality',
  'audit',
] as const;

/** Who did what, from the trails of all. */
export const audit: SubgraphDefinition = defineSubgraph({
  name: 'audit',
  entities: [RecordEntity],
  migrations: [Audit0001Initial],
  constraints: {},
  resolvers: [AuditRecordResolver],
  contributesTo: {},
  references: {},
  consumes: RECORDED.map(followTrail),
  // A copy of what is recorded elsewhere. Whoever reads it is recorded; there is nothing else to be shown.
  audit: { tables: { derived: ['record'] }, restricted: (refs) => refs },
  context: auditContext,
});
