import type { Instant } from '../../domain/instant.ts';
import type { NameRecord } from '../../domain/names/name-facts.ts';
import { Evaluation } from '../../domain/policy/evaluation.ts';
import { type Finding, findingKey } from '../../domain/policy/finding.ts';
import type { LabelArray } from '../../domain/policy/label-scheme.ts';
import type { PolicyRecord } from '../../domain/policy/policy-facts.ts';
import { Labels } from '../../domain/policy/propagate.ts';
import { type LentProjection, Projection } from '../projection.ts';
import { putFact } from '../put-fact.ts';
import { ColumnGraph } from './column-graph.ts';
import { type Followed, FollowedFindings } from './followed-findings.ts';
import { nextInstant } from './next-instant.ts';

/** What is evaluated: a graph as it was lent, and what the rules look at beside it. Can be handed to a thread. */
export interface EvaluationTask extends Followed {
  readonly lent: LentProjection;
  readonly facts: readonly (NameRecord | PolicyRecord)[];
}

/** What was found, in arrays and texts, so that handing it over costs next to nothing. */
export interface FoundElsewhere {
  readonly seeds: LabelArray;
  readonly arrived: LabelArray;
  /** See `ColumnGraph.traits`. */
  readonly traits: Uint8Array;
  /** Lists of findings as JSON, `FINDINGS_A_TEXT` at most in each. */
  readonly findings: readonly string[];
  readonly nextInstant: Instant | null;
}

/** Findings in one text: reading them takes a millisecond or two. */
export const FINDINGS_A_TEXT = 500;

/** An evaluation that was begun: what is to be evaluated, and what its findings go on with. */
export interface BegunEvaluation {
  readonly task: EvaluationTask;
  /** To be called when the task is not read any more. */
  giveBack(): void;
  /**
   * The findings of the projection as it stood when it was lent: to be brought up to date with what came since, and to
   * be moved to whatever projection goes on for it. Others are served between portions of the findings.
   */
  takeOver(found: FoundElsewhere): Promise<FollowedFindings>;
}

/**
 * Hands over what the rules look at. Nothing is hidden from them.
 * Cost: as `Projection.lend`; the names that stand elsewhere and the facts of policy, one by one.
 */
export function beginEvaluation(projection: Projection, followed: Followed): BegunEvaluation {
  const { names, policy, revision } = projection;
  const { lent, giveBack } = projection.lend(null);
  // What lists say is compared with what they said when the task was handed over.
  const graph = new ColumnGraph(projection, { ...followed, visibility: null });
  return {
    task: { ...followed, lent, facts: [...names.placesElsewhere(), ...policy.records()] },
    giveBack,
    async takeOver({ seeds, arrived, traits, findings, nextInstant: next }) {
      const found = new Map<string, Finding>();
      for (const text of findings) {
        for (const finding of JSON.parse(text) as Finding[]) found.set(findingKey(finding), finding);
        await new Promise(setImmediate);
      }
      graph.tell(traits);
      const evaluation = new Evaluation(graph, { labels: Labels.of(seeds, arrived), found });
      return new FollowedFindings(projection, followed, { graph, evaluation, nextInstant: next, revision });
    },
  };
}

/** Evaluates in full. Pure: a thread does it. Cost: O(nodes + edges). */
export function evaluationOf({ lent, facts, asOf, minimumCellSize }: EvaluationTask): FoundElsewhere {
  const { projection } = Projection.lent(lent);
  for (const record of facts) putFact(projection, record);
  const graph = new ColumnGraph(projection, { asOf, visibility: null, minimumCellSize });
  const evaluation = new Evaluation(graph);
  const all = [...evaluation.found()];
  const findings: string[] = [];
  for (let from = 0; from < all.length; from += FINDINGS_A_TEXT)
    findings.push(JSON.stringify(all.slice(from, from + FINDINGS_A_TEXT)));
  const { seeds, arrived } = evaluation.labels;
  return { seeds, arrived, traits: graph.traits, findings, nextInstant: nextInstant(projection, asOf) };
}
