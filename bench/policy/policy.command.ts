import { Command } from 'commander';
import { Evaluation } from '../../lineage/domain/policy/evaluation.ts';
import { LABELS } from '../../lineage/domain/policy/labels.ts';
import { labelAll } from '../../lineage/domain/policy/propagate.ts';
import { ProjectionLoader } from '../../lineage/projection/load.ts';
import { ColumnGraph } from '../../lineage/projection/policy/column-graph.ts';
import { FollowedFindings } from '../../lineage/projection/policy/followed-findings.ts';
import { broken, readBounds } from '../bounds.ts';
import { ratios, spread } from '../statistics.ts';
import { shown, table } from '../table.ts';
import { columnsOf, edgeInto, numbers, policyGraph } from './policy-graph.ts';

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

/** Everything reached from columns that carry a label by themselves, once: the baseline. */
function closure(graph: ColumnGraph): number {
  const reached = new Uint8Array(graph.count);
  const stack: number[] = [];
  for (let node = 0; node < graph.count; node++) if (graph.seedOf(node) !== 0) stack.push(node);
  let count = 0;
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    graph.eachOut(node, (end) => {
      if (reached[end] === 1) return;
      reached[end] = 1;
      count++;
      stack.push(end);
    });
  }
  return count;
}

/** A full evaluation, and one after each change, against one closure over the same edges. */
export const policyCommand = (): Command =>
  new Command('policy')
    .description('Policy findings in full and after a change, against one closure pass over the same edges.')
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
      const graph = (): ColumnGraph => new ColumnGraph(projection, { asOf: NOW, visibility: null });
      const took = { closure: [] as number[], labels: [] as number[], full: [] as number[] };
      let findings = 0;
      // The first round warms up.
      for (let round = 0; round <= rounds; round++) {
        const one = timed(() => closure(graph()));
        const two = timed(() => labelAll(graph()));
        const three = timed(() => new Evaluation(graph()).findings().length);
        findings = three.result;
        if (round === 0) continue;
        took.closure.push(one.took);
        took.labels.push(two.took);
        took.full.push(three.took);
      }
      const followed = new FollowedFindings(projection, { asOf: NOW });
      const next = numbers(11);
      const increments = Array.from({ length: steps }, (_, step) => {
        const record = edgeInto(1 + next(columnsOf(edges) - 1), next);
        projection.apply([step % 2 === 0 ? record : { ...record, recordedTo: NOW - 1 }], projection.revision + 1);
        return timed(() => followed.step([record], NOW)).took;
      }).sort((a, b) => a - b);
      const full = new Evaluation(graph()).findings().length;
      const now = followed.findings().length;
      if (full !== now) throw new Error(`Followed to ${now} findings; evaluated in full there are ${full}.`);
      const base = spread(took.closure).median;
      const p = (share: number): string =>
        ((increments[Math.min(steps - 1, Math.floor(steps * share))] ?? 0) / base).toFixed(4);
      const fullRatios = spread(ratios(took.full, took.closure));
      process.stdout.write(
        `${edges} column edges, ${LABELS} labels, ${findings} findings\n${table([
          ['', 'to one closure pass'],
          ['labels of all columns', shown(spread(ratios(took.labels, took.closure)))],
          ['all findings, in full', shown(fullRatios)],
          ['after one change, median', p(0.5)],
          ['after one change, p99', p(0.99)],
        ])}\n`,
      );
      const failed = broken(bounds, [{ what: 'in full', baseline: 'closure', ratio: fullRatios.median }]);
      for (const sentence of failed) process.stderr.write(`${sentence}\n`);
      if (failed.length > 0) process.exitCode = 1;
    });
