import type { Instant } from '../../domain/instant.ts';
import { datasetOfField, kindOfRef } from '../../domain/node-ref.ts';
import { Evaluation } from '../../domain/policy/evaluation.ts';
import { evidenceOf } from '../../domain/policy/evidence.ts';
import type { Finding, FoundColumn } from '../../domain/policy/finding.ts';
import type { AcceptanceFacts } from '../../domain/policy/policy-facts.ts';
import { prove } from '../../domain/policy/prove.ts';
import type { PolicyView } from '../../domain/policy/rule.ts';
import { type AnswerHead, type Asked, answerHead } from '../answers.ts';
import type { Projection } from '../projection.ts';
import { walkable } from '../visibility.ts';
import { ColumnGraph } from './column-graph.ts';
import { cycleFindings, type Rounds, roundsOf } from './cycles.ts';
import { FollowedFindings } from './followed-findings.ts';
import { nextInstant as nextInstantAfter } from './next-instant.ts';
import { ProposedGraph } from './proposed-graph.ts';

/** Question: what is found at an instant. */
export interface PolicyQuery extends Asked {
  /** See `PolicyAsked`. */
  readonly minimumCellSize?: number | undefined;
}

/** A finding as it is told. */
export interface ToldFinding extends Omit<Finding, 'columns' | 'datasets'> {
  /** What is told: the same object as long as nothing about it was evaluated anew. */
  readonly finding: Finding;
  /** Reference of the dataset that it is about; null for an element or a flow. */
  readonly dataset: string | null;
  /** By reference. */
  readonly columns: readonly ToldColumn[];
  /** References of the datasets that a finding about an element or a flow concerns, of those that are seen. */
  readonly datasets: readonly string[];
  /** What it rests on, see `evidence.ts`; of all of it, seen or not. */
  evidence(): string;
  /** Who answers for it, and whether that counts still; null when nobody ever did or it was withdrawn. */
  acceptance(): ToldAcceptance | null;
}

/** An acceptance: in force, over, or of something else than what is found now. */
export interface ToldAcceptance extends Pick<AcceptanceFacts, 'document' | 'article' | 'until'> {
  readonly state: 'IN_FORCE' | 'EXPIRED' | 'CHANGED';
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
const kept = new WeakMap<Projection, { readonly revision: number; readonly answers: Evaluated[] }>();

/** What was evaluated over all that whoever asks may be told of, and what they are told. */
export interface Evaluated {
  readonly graph: ColumnGraph;
  readonly evaluation: Evaluation;
  /** Groups of columns that data goes round in. */
  readonly rounds: Rounds;
  /** Whether some of these were not found within the budget. */
  readonly isCut: boolean;
  readonly findings: readonly ToldFinding[];
}

interface Computed extends Evaluated {
  /** Who asked, for figures of which size. */
  readonly asker: string;
  /** The answer is the same at every instant from this one on, until before the other. */
  readonly from: Instant;
  readonly until: Instant | null;
  readonly hides: boolean;
}

/**
 * What the rules find in the graph as whoever asks sees it. What is hidden without a trace does not exist: findings are
 * those of the graph without it. Where it is opaque, rules look at all, and findings about what is seen are told.
 *
 * Cost: what is told, where all of the graph is looked at and its findings are followed (`FollowedFindings`), and the
 * circles; else O(nodes + edges) the first time. Kept until the graph changes or an instant passes at which findings may;
 * a path when it is asked for.
 */
export function policyFindings(projection: Projection, query: PolicyQuery): PolicyAnswer {
  const found = computed(projection, query);
  const head = answerHead(projection, query, found.isCut ? 'BUDGET' : null, found.hides ? 'PERMISSION' : null);
  return { ...head, findings: found.findings };
}

/** What `policyFindings` tells of; to be looked at before the graph changes. Cost: as that. */
export function evaluated(projection: Projection, query: PolicyQuery): Evaluated {
  return computed(projection, query);
}

function computed(projection: Projection, query: PolicyQuery): Computed {
  const { revision } = projection;
  const { asOf } = query;
  const asker = JSON.stringify([query.visibility?.key ?? null, query.minimumCellSize ?? null]);
  const known = kept.get(projection);
  const answers = (known?.revision === revision ? known.answers : []) as Computed[];
  kept.set(projection, { revision, answers });
  const isThis = (one: Computed): boolean =>
    one.asker === asker && one.from <= asOf && (one.until === null || asOf < one.until);
  const found = answers.find(isThis) ?? compute(projection, query, asker);
  if (!found.isCut && !answers.includes(found)) answers.push(found);
  if (answers.length > MOST_KEPT) answers.shift();
  return found;
}

function compute(projection: Projection, query: PolicyQuery, asker: string): Computed {
  const { asOf, visibility = null } = query;
  const { graph, evaluation, nextInstant } = followedAt(projection, query) ?? evaluateAt(projection, query);
  const { rounds, isCut } = roundsOf(projection, query);
  const seen = projection.mask(visibility);
  const findings = [...evaluation.findings(), ...cycleFindings(graph, rounds)];
  return {
    ...{ graph, evaluation, rounds, isCut, asker },
    findings: tellAll(projection, query, { graph, labels: evaluation.labels }, findings),
    from: asOf,
    until: firstAfter(asOf, nextInstant, ...projection.policy.expiries()),
    hides: visibility?.hidden === 'OPAQUE' && seen?.includes(0) === true,
  };
}

type EvaluatedAt = Pick<Evaluated, 'graph' | 'evaluation'> & Pick<FollowedFindings, 'nextInstant'>;

/** What the findings of a whole graph were followed to, when that is what is asked about. */
function followedAt(
  projection: Projection,
  { asOf, visibility, minimumCellSize }: PolicyQuery,
): EvaluatedAt | undefined {
  if (walkable(visibility) !== null || minimumCellSize !== undefined) return undefined;
  const followed = FollowedFindings.over(projection);
  return followed?.isAt(asOf) === true ? followed : undefined;
}

function evaluateAt(projection: Projection, query: PolicyQuery): EvaluatedAt {
  const { asOf, visibility = null, minimumCellSize } = query;
  const graph = new ColumnGraph(projection, { asOf, visibility, minimumCellSize });
  return { graph, evaluation: new Evaluation(graph), nextInstant: nextInstantAfter(projection, asOf) };
}

/** Findings for whoever asks: those about what they see. Cost: linear in the findings and their columns. */
export function tellAll(
  projection: Projection,
  { asOf, visibility = null }: PolicyQuery,
  view: View,
  findings: readonly Finding[],
): ToldFinding[] {
  const seen = projection.mask(visibility);
  const sees =
    seen === null
      ? () => true
      : (dataset: string): boolean => {
          const node = projection.nodes.find(dataset);
          return node !== undefined && seen[node] === 1;
        };
  const told: ToldFinding[] = [];
  for (const finding of findings) {
    const one = tell(finding, { view, sees, policy: projection.policy, asOf });
    if (one !== null) told.push(one);
  }
  return told;
}

/** What was evaluated, on a graph that may have been laid out anew since. */
type View = PolicyView & { readonly graph: ColumnGraph | ProposedGraph };

/** Whether what was evaluated can be asked on: paths are found when they are asked for. */
const canBeAsked = ({ graph }: View): boolean => {
  if (graph instanceof ProposedGraph && !graph.stands) return false;
  graph.keepUp();
  return true;
};

/** What findings are told by. */
interface Telling {
  readonly view: View;
  readonly sees: (dataset: string) => boolean;
  readonly policy: Projection['policy'];
  readonly asOf: Instant;
}

/** A finding for whoever sees its target: a dataset, both ends of a flow, any dataset that claims an element. */
function tell(finding: Finding, telling: Telling): ToldFinding | null {
  const { sees } = telling;
  const { target, datasets = NONE } = finding;
  if (datasets.length === 0 && kindOfRef(target) === 'DATASET')
    return sees(target) ? new Told(finding, target, NONE, telling) : null;
  const seen = datasets.filter(sees);
  const isSeen = kindOfRef(target) === 'JOB' ? seen.length === datasets.length : seen.length > 0;
  return isSeen ? new Told(finding, null, seen, telling) : null;
}

const NONE: readonly string[] = [];

/** A finding as it is told; of thousands a page is, so that all that costs something is made when it is asked for. */
class Told implements ToldFinding {
  readonly finding: Finding;
  readonly dataset: string | null;
  readonly datasets: readonly string[];
  readonly #telling: Telling;
  #columns: readonly ToldColumn[] | undefined;
  #evidence: string | undefined;

  constructor(finding: Finding, dataset: string | null, datasets: readonly string[], telling: Telling) {
    this.finding = finding;
    this.dataset = dataset;
    this.datasets = datasets;
    this.#telling = telling;
  }

  get rule(): string {
    return this.finding.rule;
  }

  get severity(): Finding['severity'] {
    return this.finding.severity;
  }

  get target(): string {
    return this.finding.target;
  }

  get columns(): readonly ToldColumn[] {
    const { view, sees } = this.#telling;
    this.#columns ??= this.finding.columns
      .map((column) => toldColumn(view, column))
      .filter(({ ref }) => sees(datasetOfField(ref)));
    return this.#columns;
  }

  evidence(): string {
    const { view } = this.#telling;
    // Of a proposal over a graph that has moved on: no evidence that anybody accepted.
    this.#evidence ??= canBeAsked(view) ? evidenceOf(view, this.finding) : '';
    return this.#evidence;
  }

  acceptance(): ToldAcceptance | null {
    const { policy, asOf } = this.#telling;
    const facts = policy.acceptanceOf(this.rule, this.target);
    if (facts === undefined || facts.evidence === null) return null;
    const { document, article, until } = facts;
    const isOver = until !== null && until <= asOf;
    const state = isOver ? 'EXPIRED' : facts.evidence === this.evidence() ? 'IN_FORCE' : 'CHANGED';
    return { document, article, until, state };
  }
}

/** The first of some instants after another; null when there is none. */
function firstAfter(asOf: Instant, ...instants: readonly (Instant | null)[]): Instant | null {
  let first: Instant | null = null;
  for (const instant of instants) {
    if (instant !== null && instant > asOf && (first === null || instant < first)) first = instant;
  }
  return first;
}

const toldColumn = (view: View, { column, proof }: FoundColumn): ToldColumn => {
  let path: readonly string[] | null | undefined;
  return {
    ref: view.graph.ref(column),
    path() {
      if (path === undefined && !canBeAsked(view)) return null;
      path ??= 'path' in proof ? proof.path : prove(view, column, proof.label);
      return path;
    },
  };
};
