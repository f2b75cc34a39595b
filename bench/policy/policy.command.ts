import { Command } from 'commander';
import { closure } from '../../lineage/domain/algorithms/closure.ts';
import { Evaluation } from '../../lineage/domain/policy/evaluation.ts';
import { LABELS } from '../../lineage/domain/policy/labels.ts';
import { labelAll, relabel } from '../../lineage/domain/policy/propagate.ts';
import { ProjectionLoader } from '../../lineage/projection/load.ts';
import { ColumnGraph } from '../../lineage/projection/policy/column-graph.ts';
import { policyFindings } from '../../lineage/projection/policy/findings.ts';
import { FollowedFindings } from '../../lineage/projection/policy/followed-findings.ts';
import { tryProposal } from '../../lineage/projection/policy/proposal.ts';
import type { Projection } from '../../lineage/projection/projection.ts';
import { broken, readBounds } from '../bounds.ts';
import { ratios, spread } from '../statistics.ts';
import { shown, table } from '../table.ts';
import { GroupedGraph, MANY_LABELS } from './many-labels.ts';
import { columnsOf, edgeInto, numbers, policyGraph, proposedFlow } from './policy-graph.ts';

const NOW = 1_800_000_000_000_000;

interface Options {
  readonly edges: string;
  readonly rounds: string;
  readonly steps: string;
  readonly failAbove: readonly string[];
}

const timed = <T>(work: () => T): { readonly took: number; readonly result: T } => {
  const begun = performance.now();
  const result = work();
  return { took: performance.now() - begun, result };
};

/** Everything reached from columns that carry a label by themselves, once, as every question is walked: the baseline. */
function closurePass(projection: Projection, sources: Int32Array): number {
  const { graph, scratch } = projection;
  const [memory] = scratch;
  const walk = {
    adjacency: graph.forward,
    window: graph.window(NOW, null),
    mask: null,
    scratch: memory,
    budget: Infinity,
  };
  return closure(walk, sources, Infinity).nodes.length;
}

/** The columns that carry a label by themselves. */
function* nodesWithLabels(graph: ColumnGraph): IterableIterator<number> {
  for (let node = 0; node < graph.count; node++) if (graph.seedOf(node) !== 0) yield node;
}

/** What of some times stands at a share of them, in a baseline. */
const placeIn = (took: readonly number[], share: number, base: number): string => {
  const sorted = [...took].sort((a, b) => a - b);
  return ((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) / base).toFixed(4);
};

/** A full evaluation, and one after each change, against one closure over the same edges. */
export const policyCommand = (): Command =>
  new Command('policy')
    .description(
      'Policy findings in full, after a change and of a proposal, against one closure pass over the same edges.',
    )
    .option('--edges <n>', 'column edges', '1000000')
    .option('--rounds <n>', 'rounds', '5')
    .option('--steps <n>', 'single changes that are followed', '300')
    .option('--fail-above <baseline=ratio...>', 'exit 1 when a full run is above: closure=8', [])
    .action((options: Options) => {
      const bounds = readBounds(options.failAbove, ['closure']);
      const [edges, rounds, steps] = [Number(options.edges), Number(options.rounds), Number(options.steps)];
      const loader = new ProjectionLoader();
      loader.add(policyGraph(edges));
      const projection = loader.finish(1);
      projection.compact();
      const asked = { asOf: NOW, visibility: null };
      const graph = (): ColumnGraph => new ColumnGraph(projection, asked);
      const grouped = new GroupedGraph(projection, asked);
      const sources = Int32Array.from(nodesWithLabels(graph()));
      const took = { closure: [] as number[], labels: [] as number[], many: [] as number[], full: [] as number[] };
      let findings = 0;
      // The first round warms up.
      for (let round = 0; round <= rounds; round++) {
        const all = [
          timed(() => closurePass(projection, sources)),
          timed(() => labelAll(graph())),
          timed(() => labelAll(grouped, MANY_LABELS)),
          timed(() => new Evaluation(graph()).findings().length),
        ] as const;
        findings = all[3].result;
        if (round === 0) continue;
        took.closure.push(all[0].took);
        took.labels.push(all[1].took);
        took.many.push(all[2].took);
        took.full.push(all[3].took);
      }
      const followed = new FollowedFindings(projection, { asOf: NOW });
      const manyLabels = labelAll(grouped, MANY_LABELS);
      const next = numbers(11);
      const after = { findings: [] as number[], many: [] as number[], proposal: [] as number[] };
      for (let step = 0; step < steps; step++) {
        const record = edgeInto(1 + next(columnsOf(edges) - 1), next);
        const isLoss = step % 2 === 1;
        projection.apply([isLoss ? { ...record, recordedTo: NOW - 1 } : record], projection.revision + 1);
        after.findings.push(timed(() => followed.step([record], NOW)).took);
        grouped.refresh();
        const column = projection.nodes.find(record.to) as number;
        after.many.push(timed(() => relabel(grouped, manyLabels, [column], isLoss)).took);
      }
      for (let step = 0; step < steps / 10; step++) {
        const flow = proposedFlow(1 + next(columnsOf(edges) - 1), next);
        // What is found without it is known, as it is for whoever asks twice.
        policyFindings(projection, { asOf: NOW });
        after.proposal.push(timed(() => tryProposal(projection, { asOf: NOW }, [flow]).after.findings.length).took);
      }
      const full = new Evaluation(graph()).findings().length;
      const now = followed.findings().length;
      if (full !== now) throw new Error(`Followed to ${now} findings; evaluated in full there are ${full}.`);
      const again = labelAll(grouped, MANY_LABELS);
      if (again.arrived.some((mask, node) => mask !== manyLabels.arrived[node]))
        throw new Error('Followed labels are not those that are found in full.');
      const base = spread(took.closure).median;
      const fullRatios = spread(ratios(took.full, took.closure));
      process.stdout.write(
        `${columnsOf(edges)} columns, ${edges} column edges, ${findings} findings; one closure pass from all ${sources.length} columns with a label ${base.toFixed(1)} ms\n${table(
          [
            ['', 'to one closure pass'],
            [`${LABELS} labels of all columns`, shown(spread(ratios(took.labels, took.closure)))],
            [`${MANY_LABELS.count} labels of all columns`, shown(spread(ratios(took.many, took.closure)))],
            ['all findings, in full', shown(fullRatios)],
            ['findings after one change, median', placeIn(after.findings, 0.5, base)],
            ['findings after one change, p99', placeIn(after.findings, 0.99, base)],
            [`${MANY_LABELS.count} labels after one change, p99`, placeIn(after.many, 0.99, base)],
            ['a proposed flow, median', placeIn(after.proposal, 0.5, base)],
            ['a proposed flow, p99', placeIn(after.proposal, 0.99, base)],
          ],
        )}\n`,
      );
      const failed = broken(bounds, [{ what: 'in full', baseline: 'closure', ratio: fullRatios.median }]);
      for (const sentence of failed) process.stderr.write(`${sentence}\n`);
      if (failed.length > 0) process.exitCode = 1;
    });
