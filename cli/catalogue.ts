import type { SubgraphDefinition } from '../kernel/subgraph/definition.ts';
import { access } from '../subgraphs/access/index.ts';
import { audit } from '../subgraphs/audit/index.ts';
import { campaign } from '../subgraphs/campaign/index.ts';
import { datasets } from '../subgraphs/datasets/index.ts';
import { owners } from '../subgraphs/owners/index.ts';
import { partners } from '../subgraphs/partners/index.ts';
import { quality } from '../subgraphs/quality/index.ts';
import { standards } from '../subgraphs/standards/index.ts';
import { stewardship } from '../subgraphs/stewardship/index.ts';

/** The catalog subgraphs, in the order in which they start where one process holds them all. */
export const CATALOGUE: readonly SubgraphDefinition[] = [
  owners,
  datasets,
  standards,
  partners,
  campaign,
  stewardship,
  access,
  quality,
  audit,
];

const followsLineage = ({ consumes }: SubgraphDefinition): boolean =>
  consumes.some(({ from, of }) => from === 'lineage' && of === undefined);

/** Names of the catalog subgraphs whose facts lineage follows: all but those that follow it, and the records of the audit. */
export const LINEAGE_FOLLOWS: readonly string[] = CATALOGUE.filter(
  (subgraph) => subgraph.name !== 'audit' && !followsLineage(subgraph),
).map(({ name }) => name);

/**
 * The parts in the order in which they can start as processes of their own: those of a step at once, after all that they
 * follow. @throws Error when some follow one another in a circle.
 */
export function startSteps(): string[][] {
  const waiting = new Map<string, readonly string[]>([
    ...CATALOGUE.map(({ name, consumes }) => [name, consumes.map(({ from }) => from)] as const),
    ['lineage', LINEAGE_FOLLOWS],
  ]);
  const steps: string[][] = [];
  while (waiting.size > 0) {
    const step = [...waiting].filter(([name, follows]) =>
      follows.every((other) => other === name || !waiting.has(other)),
    );
    if (step.length === 0) throw new Error(`${[...waiting.keys()].join(', ')} follow one another in a circle`);
    for (const [name] of step) waiting.delete(name);
    steps.push(step.map(([name]) => name));
  }
  return steps;
}
