import { forEachEdge, OPEN_LABEL } from '../../domain/algorithms/adjacency.ts';
import type { Change } from '../../domain/change.ts';
import type { EventOf } from '../../domain/events.ts';
import { foldChanges } from '../../domain/fold.ts';
import type { NodeRecord } from '../../domain/graph-record.ts';
import { GraphState } from '../../domain/graph-state.ts';
import { datasetOfField, kindOfRef } from '../../domain/node-ref.ts';
import { normalise } from '../../domain/normalise.ts';
import { Evaluation } from '../../domain/policy/evaluation.ts';
import { findingKey, SEVERITIES } from '../../domain/policy/finding.ts';
import { answerHead } from '../answers.ts';
import { someEdgeOfJob } from '../job-edges.ts';
import type { Projection } from '../projection.ts';
import { cycleFindings, roundsAfter } from './cycles.ts';
import {
  evaluated,
  type PolicyAnswer,
  type PolicyQuery,
  policyFindings,
  type ToldFinding,
  tellAll,
} from './findings.ts';
import { ProposedGraph } from './proposed-graph.ts';

/** Kinds of events that can be thought of. */
export type ProposedKind = 'flow.declared' | 'flow.retired' | 'schema.written';

/** An event that is thought of. */
export type ProposedEvent = { [K in ProposedKind]: EventOf<K> }[ProposedKind];

/** What a proposal does to findings. */
export interface FindingChanges {
  /** Those that there are not yet, and those that get graver or a column more. */
  readonly added: readonly ToldFinding[];
  /** Those that there are no more. */
  readonly resolved: readonly ToldFinding[];
  /** Those that stay, with as many columns or fewer. */
  readonly unchanged: readonly ToldFinding[];
}

/** What is found without a proposal, and what would be found with it. */
export interface TriedProposal {
  readonly before: PolicyAnswer;
  readonly after: PolicyAnswer;
}

/**
 * What would be found if some events happened at the instant asked about. The graph is neither changed nor copied: what
 * would differ lies over it, and labels, findings and circles are brought up to date where that can matter.
 *
 * Cost: findings as `policyFindings` finds them; of the proposal what it touches, and two bytes a node. Precondition: whoever asks is not one from whom anything is hidden without a trace.
 */
export function tryProposal(
  projection: Projection,
  query: PolicyQuery,
  events: readonly ProposedEvent[],
): TriedProposal {
  const before = policyFindings(projection, query);
  const { graph: base, evaluation, rounds, isCut } = evaluated(projection, query);
  base.keepUp();
  const changes = events.map((event) => normalise({ ...event, recordedAt: query.asOf }));
  const state = stateFor(projection, changes.flat());
  const graph = new ProposedGraph(base, query.asOf, foldChanges(state, changes.flat()), state);
  const none = new Int32Array(0);
  const branch = new Evaluation(graph, { evaluation, order: none, numbers: none });
  branch.update(graph.dirty);
  const after = roundsAfter(projection, query, rounds, graph);
  const findings = [...branch.findings(), ...cycleFindings(graph, after.rounds)];
  const head = answerHead(
    projection,
    query,
    isCut || after.isCut ? 'BUDGET' : null,
    before.reasons.some(({ code }) => code === 'PERMISSION') ? 'PERMISSION' : null,
  );
  const told = tellAll(projection, query, { graph, labels: branch.labels }, findings);
  return { before, after: { ...head, findings: told } };
}

/**
 * The part of a graph that folding some changes looks at: the datasets, columns and flows that they name, all columns of
 * datasets whose schema is written, and the open edges of these flows and of all flows at such columns.
 * Cost: these edges.
 */
function stateFor(projection: Projection, changes: readonly Change[]): GraphState {
  const state = new GraphState();
  const { graph, nodes } = projection;
  const { columns } = graph;
  const jobs = new Set<number>();
  const load = (ref: string): void => {
    const node = nodes.find(ref);
    if (node !== undefined) state.load(recordOf(projection, node));
    if (kindOfRef(ref) === 'FIELD') load(datasetOfField(ref));
    if (node !== undefined && kindOfRef(ref) === 'JOB') jobs.add(node);
  };
  for (const change of changes) {
    if (change.change === 'schema.written') {
      load(change.dataset);
      const dataset = nodes.find(change.dataset);
      for (const column of dataset === undefined ? [] : nodes.fieldsOf(dataset)) {
        load(nodes.ref(column));
        for (const side of [graph.forward, graph.backward]) {
          forEachEdge(side, column, (_end, slot) => {
            if (columns.recordedTo[slot] === OPEN_LABEL) jobs.add(columns.job[slot] as number);
          });
        }
      }
    } else if ('job' in change) load(change.job);
    if (change.change === 'edges.replaced') {
      for (const { from, to } of change.edges) for (const ref of [from, to]) load(ref);
    }
  }
  for (const job of jobs) state.load(recordOf(projection, job));
  for (const job of jobs) {
    someEdgeOfJob(graph.jobs, job, (slot) => {
      if (columns.recordedTo[slot] === OPEN_LABEL) state.load(projection.edgeAt(slot));
      return false;
    });
  }
  return state;
}

function recordOf({ nodes }: Projection, node: number): NodeRecord {
  const ref = nodes.ref(node);
  switch (kindOfRef(ref)) {
    case 'FIELD':
      return { record: 'field', ref, facts: nodes.fieldFacts(node) };
    case 'JOB':
      return { record: 'job', ref, facts: nodes.jobFacts(node) };
    default:
      return { record: 'dataset', ref, facts: nodes.datasetFacts(node) };
  }
}

/** Compares the findings before with those after. Cost: linear in both. */
export function compareFindings(before: readonly ToldFinding[], after: readonly ToldFinding[]): FindingChanges {
  const [were, are] = [before, after].map((findings) => new Set(findings.map(({ finding }) => finding)));
  // Few are not the very same: these are compared by what they say.
  const former = new Map(
    before.filter(({ finding }) => are?.has(finding) !== true).map((told) => [findingKey(told), told]),
  );
  const later = new Set<string>();
  const added: ToldFinding[] = [];
  const unchanged: ToldFinding[] = [];
  for (const told of after) {
    const isSame = were?.has(told.finding) === true;
    if (!isSame) later.add(findingKey(told));
    (isSame || !isMore(told, former.get(findingKey(told))) ? unchanged : added).push(told);
  }
  return { added, resolved: [...former].flatMap(([key, told]) => (later.has(key) ? [] : told)), unchanged };
}

/** Whether a finding is new, graver, or of a column more than it was. */
function isMore(finding: ToldFinding, former: ToldFinding | undefined): boolean {
  if (former === undefined) return true;
  if (SEVERITIES.indexOf(finding.severity) < SEVERITIES.indexOf(former.severity)) return true;
  const known = new Set(former.columns.map(({ ref }) => ref));
  return finding.columns.some(({ ref }) => !known.has(ref));
}
