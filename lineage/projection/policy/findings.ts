import { kindOfRef } from '../../domain/node-ref.ts';
import { Evaluation } from '../../domain/policy/evaluation.ts';
import type { Finding, FoundColumn } from '../../domain/policy/finding.ts';
import { prove } from '../../domain/policy/prove.ts';
import type { PolicyView } from '../../domain/policy/rule.ts';
import { type AnswerHead, type Asked, answerHead } from '../answers.ts';
import type { Projection } from '../projection.ts';
import { ColumnGraph } from './column-graph.ts';
import { cycleFindings } from './cycles.ts';

/** Question: what is found at an instant. */
export interface PolicyQuery extends Asked {
  /** See `PolicyAsked`. */
  readonly minimumCellSize?: number | undefined;
}

/** A finding as it is told. */
export interface ToldFinding extends Omit<Finding, 'columns' | 'datasets'> {
  /** Reference of the dataset that it is about; null for an element or a flow. */
  readonly dataset: string | null;
  /** By reference. */
  readonly columns: readonly ToldColumn[];
  /** References of the datasets that a finding about an element or a flow concerns, of those that are seen. */
  readonly datasets: readonly string[];
}

/** A column of a finding. */
export interface ToldColumn {
  readonly ref: string;
  /** Column, flow, column …, one edge or more; null when it was not found within its budget. Made when asked for. */
  path(): readonly string[] | null;
}

/** Answer: the findings by rule, then target. */
export type PolicyAnswer = AnswerHead & { readonly findings: readonly ToldFinding[] };

/** Most answers that are kept for one projection: pages of one question find theirs. */
const MOST_KEPT = 16;
const kept = new WeakMap<Projection, { revision: number; readonly byQuestion: Map<string, Computed> }>();

interface Computed {
  readonly findings: readonly ToldFinding[];
  readonly isCut: boolean;
  readonly hides: boolean;
}

/**
 * What the rules find in the graph as whoever asks sees it. What is hidden without a trace does not exist: findings are
 * those of the graph without it. Where it is opaque, rules look at all, and findings about what is seen are told.
 *
 * Cost: O(nodes + edges) the first time, then kept until the graph changes; a path when it is asked for.
 */
export function policyFindings(projection: Projection, query: PolicyQuery): PolicyAnswer {
  const { revision } = projection;
  const known = kept.get(projection);
  const { byQuestion } = known?.revision === revision ? known : { byQuestion: new Map<string, Computed>() };
  kept.set(projection, { revision, byQuestion });
  const key = JSON.stringify([query.asOf, query.visibility?.key ?? null, query.minimumCellSize ?? null]);
  const found = byQuestion.get(key) ?? compute(projection, query);
  byQuestion.delete(key);
  if (!found.isCut) byQuestion.set(key, found);
  const oldest = byQuestion.keys().next();
  if (byQuestion.size > MOST_KEPT && oldest.done !== true) byQuestion.delete(oldest.value);
  const head = answerHead(projection, query, found.isCut ? 'BUDGET' : null, found.hides ? 'PERMISSION' : null);
  return { ...head, findings: found.findings };
}

function compute(projection: Projection, query: PolicyQuery): Computed {
  const { asOf, visibility = null, minimumCellSize } = query;
  const graph = new ColumnGraph(projection, { asOf, visibility, minimumCellSize });
  const evaluation = new Evaluation(graph);
  const cycles = cycleFindings(projection, graph, query);
  const seen = projection.mask(visibility);
  const sees = (ref: string): boolean => {
    const node = projection.nodes.find(ref);
    return seen === null || (node !== undefined && seen[node] === 1);
  };
  const findings = [...evaluation.findings(), ...cycles.findings].flatMap((finding) => tell(evaluation, finding, sees));
  return { findings, isCut: cycles.isCut, hides: visibility?.hidden === 'OPAQUE' && seen?.includes(0) === true };
}

/** A finding for whoever sees its target: a dataset, both ends of a flow, any dataset that claims an element. */
function tell(view: PolicyView, finding: Finding, sees: (ref: string) => boolean): ToldFinding[] {
  const { rule, severity, target } = finding;
  const kind = kindOfRef(target);
  const datasets = (finding.datasets ?? []).filter(sees);
  const isSeen =
    kind === 'DATASET'
      ? sees(target)
      : kind === 'JOB'
        ? datasets.length === finding.datasets?.length
        : datasets.length > 0;
  if (!isSeen) return [];
  const columns = finding.columns.map((column) => toldColumn(view, column)).filter(({ ref }) => sees(ref));
  return [{ rule, severity, target, dataset: kind === 'DATASET' ? target : null, columns, datasets }];
}

const toldColumn = (view: PolicyView, { column, proof }: FoundColumn): ToldColumn => {
  let path: readonly string[] | null | undefined;
  return {
    ref: view.graph.ref(column),
    path() {
      path ??= 'path' in proof ? proof.path : prove(view, column, proof.label);
      return path;
    },
  };
};
