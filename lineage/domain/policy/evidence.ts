import { canonicalJson } from '../canonical-json.ts';
import { codeOf } from '../code-of.ts';
import type { Finding } from './finding.ts';
import { LABELS, passed } from './labels.ts';
import type { PolicyView } from './rule.ts';

/** Most columns with a label that evidence is taken from; what lies farther upstream is left out of it. */
export const MOST_EVIDENCE = 200_000;

/**
 * What a finding rests on, as a text of fixed length: its severity, columns and datasets, all edges over which what is
 * found arrives, where it begins, and what the flows on the way declare. Whoever accepts a finding accepts this: a flow
 * on the way that changes, a new way or a new source is another evidence, and what does not touch the finding is not.
 *
 * Cost: the edges upstream that carry the label, up to `MOST_EVIDENCE` columns of each column found, nearest first.
 */
export function evidenceOf(view: PolicyView, { rule, severity, target, columns, datasets = [] }: Finding): string {
  const { graph } = view;
  const lines = new Set<string>([`${rule} ${severity} ${target}`, ...datasets.map((dataset) => `dataset ${dataset}`)]);
  const jobs = new Set<number>();
  const node = graph.find(target);
  if (node !== undefined) {
    const facts = graph.datasetFacts(node);
    if (facts !== null) lines.add(`target ${facts.sharingClass} ${facts.importanceClass}`);
    if (graph.jobFacts(node) !== null) jobs.add(node);
  }
  for (const { column, proof } of columns) {
    lines.add(`column ${graph.ref(column)} ${graph.fieldFacts(column)?.piiClass ?? null}`);
    if ('path' in proof) {
      lines.add(`path ${proof.path.join(' ')}`);
      const seen = proof.path.length === 1 ? graph.find(proof.path[0] ?? '') : undefined;
      if (seen !== undefined)
        lines.add(`types ${graph.fieldFacts(column)?.type ?? null} ${graph.fieldFacts(seen)?.type ?? null}`);
      proof.path.forEach((ref, place) => {
        const job = place % 2 === 1 ? graph.find(ref) : undefined;
        if (job !== undefined) jobs.add(job);
      });
    } else addWays(view, column, proof.label, lines, jobs);
  }
  for (const job of jobs) {
    const { mark: _mark, source: _source, ...declared } = graph.jobFacts(job) ?? { mark: null, source: null };
    lines.add(`flow ${graph.ref(job)} ${canonicalJson(declared)}`);
  }
  return codeOf(...[...lines].sort());
}

/** Adds every edge over which a label arrives at a column, backwards, breadth-first. */
function addWays(
  { graph, labels }: PolicyView,
  column: number,
  label: number,
  lines: Set<string>,
  jobs: Set<number>,
): void {
  const states = new Set([column * LABELS + Math.log2(label)]);
  for (const state of states) {
    const [node, bit] = [Math.floor(state / LABELS), state % LABELS];
    graph.eachIn(node, (end, transformation, job) => {
      const carried = labels.carried(end);
      for (let from = 0; from < LABELS; from++) {
        if ((carried & (1 << from)) === 0) continue;
        if ((passed(transformation, graph.traitsOf(job), 1 << from) & (1 << bit)) === 0) continue;
        jobs.add(job);
        lines.add(`edge ${graph.ref(end)} ${graph.ref(job)} ${graph.ref(node)} ${transformation}`);
        const own = labels.seeds[end] as number;
        if ((own & (1 << from)) !== 0) lines.add(`origin ${graph.ref(end)} ${own}`);
        if (states.size < MOST_EVIDENCE) states.add(end * LABELS + from);
      }
    });
  }
}
