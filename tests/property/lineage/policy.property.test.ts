import { describe, expect, test } from 'vitest';
import { foldChanges } from '../../../lineage/domain/fold.ts';
import { GraphState } from '../../../lineage/domain/graph-state.ts';
import { type Instant, parseInstant } from '../../../lineage/domain/instant.ts';
import { normalise } from '../../../lineage/domain/normalise.ts';
import { Evaluation } from '../../../lineage/domain/policy/evaluation.ts';
import type { Finding } from '../../../lineage/domain/policy/finding.ts';
import { prove } from '../../../lineage/domain/policy/prove.ts';
import { compactionOf } from '../../../lineage/projection/compaction/compaction.ts';
import { ColumnGraph } from '../../../lineage/projection/policy/column-graph.ts';
import { beginEvaluation, evaluationOf } from '../../../lineage/projection/policy/evaluation-elsewhere.ts';
import { policyFindings, type ToldFinding } from '../../../lineage/projection/policy/findings.ts';
import { FollowedFindings } from '../../../lineage/projection/policy/followed-findings.ts';
import { type ProposedEvent, tryProposal } from '../../../lineage/projection/policy/proposal.ts';
import { Projection } from '../../../lineage/projection/projection.ts';
import { copyWith } from '../../support/copied-proposal.ts';
import type { AnyEvent } from '../../support/lineage-events.ts';
import { naiveFindings } from '../../support/naive-policy.ts';
import { policyChange, policyStart } from '../../support/policy-changes.ts';
import { Random } from '../../support/random.ts';

const SEQUENCES = 1_000;
const START = parseInstant('2026-12-30T00:00:00+07:00');
const DAY = 86_400_000_000;

const printed = (projection: Projection, findings: readonly Finding[]): string[] =>
  findings.map(({ rule, target, severity, columns, datasets }) =>
    JSON.stringify([
      rule,
      target,
      severity,
      columns.map(({ column, proof }) => [projection.nodes.ref(column), proof]),
      datasets ?? null,
    ]),
  );

/** Findings as they are told, with their proofs. */
const toldOf = (findings: readonly ToldFinding[]): string[] =>
  findings.map(({ rule, target, severity, columns, datasets }) =>
    JSON.stringify([rule, target, severity, columns.map((column) => [column.ref, column.path()]), datasets]),
  );

const isProposed = (event: AnyEvent): event is ProposedEvent =>
  ['flow.declared', 'flow.retired', 'schema.written'].includes(event.kind);

/** A flow that was declared before, declared again with another smallest cell and nothing else: its edges stay. */
function againWithOtherCells(random: Random, declared: readonly AnyEvent[]): AnyEvent | undefined {
  const last = declared.at(-1);
  if (last?.kind !== 'flow.declared') return undefined;
  return { ...last, body: { ...last.body, minimumCellSize: random.pick([null, 3, 10, 20]) } };
}

/** A projection that follows random changes; `step` applies one, some of them as one step. */
function follow(random: Random) {
  // Some follow in an overlay, some are compacted at every step.
  let projection = new Projection({ compactBelow: random.chance(0.5) ? 0 : 20_000 });
  const state = new GraphState();
  let at = parseInstant('2026-11-01T00:00:00+07:00');
  return {
    get projection() {
      return projection;
    },
    /** Puts the nodes in another order, so that another projection goes on. */
    reorder() {
      const begun = projection.beginCompaction();
      projection = projection.compactedBy(compactionOf(begun.task), begun) ?? projection;
    },
    apply(events: ReturnType<typeof policyStart>) {
      const changes = events.flatMap((event) => normalise({ ...event, recordedAt: at++ }));
      const records = foldChanges(state, changes);
      projection.apply(records, projection.revision + 1);
      return records;
    },
  };
}

describe('policy findings', () => {
  test(`that follow changes equal those that are evaluated in full, over ${SEQUENCES} sequences`, async () => {
    let [found, steps, takenOver] = [0, 0, 0];
    for (let seed = 1; seed <= SEQUENCES; seed++) {
      const random = new Random(seed);
      const following = follow(random);
      const { apply } = following;
      apply(policyStart(random));
      let asOf: Instant = START;
      let followed = new FollowedFindings(following.projection, { asOf });
      const declared: AnyEvent[] = [];
      for (let step = 0; step < 12; step++) {
        const events = Array.from({ length: random.chance(0.2) ? 3 : 1 }, () =>
          random.chance(0.2) ? againWithOtherCells(random, declared) : policyChange(random, asOf),
        ).filter((event) => event !== undefined);
        declared.push(...events.filter(({ kind }) => kind === 'flow.declared'));
        // As a thread evaluates what it was lent, while the graph goes on.
        const elsewhere = random.chance(0.15) ? beginEvaluation(following.projection, { asOf }) : undefined;
        const replaced: Parameters<FollowedFindings['goOnOver']>[] = [];
        const records = apply(events);
        if (random.chance(0.2)) asOf += random.int(0, 2) * DAY;
        if (random.chance(0.1)) {
          following.projection.onReplaced = (next, renumbered) => {
            followed = followed.goOnOver(next, renumbered);
            replaced.push([next, renumbered]);
          };
          following.reorder();
        }
        const { projection } = following;
        if (elsewhere !== undefined) {
          const { task, takeOver, giveBack } = elsewhere;
          const evaluated = await takeOver(structuredClone(evaluationOf(task)));
          giveBack();
          followed = replaced.reduce((over, moved) => over.goOnOver(...moved), evaluated);
          takenOver += 1;
        }
        followed.step(records, asOf);
        const full = new Evaluation(new ColumnGraph(projection, { asOf, visibility: null })).findings();
        expect(printed(projection, followed.findings()), `sequence ${seed}, step ${step}`).toEqual(
          printed(projection, full),
        );
        found += full.length;
        steps += 1;
      }
    }
    // A comparison of nothing with nothing would prove nothing.
    expect(found / steps).toBeGreaterThan(4);
    expect(takenOver).toBeGreaterThan(SEQUENCES);
  });

  test('of a proposal equal those of a copy of the graph in which it happened', () => {
    const differs = new Set<string>();
    for (let seed = 1; seed <= SEQUENCES; seed++) {
      const random = new Random(seed + 90_000);
      const following = follow(random);
      following.apply(policyStart(random));
      // Before and after rules ask for more.
      const asOf = START + random.pick([0, 3]) * DAY;
      for (let step = 0; step < 10; step++) following.apply([policyChange(random, asOf)]);
      const { projection } = following;
      if (random.chance(0.5)) void new FollowedFindings(projection, { asOf: asOf - random.int(0, 1) });
      const events: ProposedEvent[] = [];
      while (events.length < 1 + (seed % 4)) {
        const event = policyChange(random, asOf);
        if (isProposed(event)) events.push(event);
      }
      const { before, after } = tryProposal(projection, { asOf }, events);
      const [was, is] = [toldOf(before.findings), toldOf(after.findings)];
      const copied = policyFindings(copyWith(projection, events, asOf), { asOf });
      expect(is, `sequence ${seed}`).toEqual(toldOf(copied.findings));
      expect(toldOf(policyFindings(projection, { asOf }).findings), `sequence ${seed}`).toEqual(was);
      for (const line of is) if (!was.includes(line)) differs.add(`came ${line.slice(2, 4)}`);
      for (const line of was) if (!is.includes(line)) differs.add(`went ${line.slice(2, 4)}`);
    }
    // Proposals that change nothing would prove nothing.
    const rules = ['I1', 'I3', 'R1', 'R2', 'R3', 'R4', 'R7', 'R8'];
    expect([...differs].sort()).toEqual(rules.flatMap((rule) => [`came ${rule}`, `went ${rule}`]).sort());
  });

  test('are those of a reading of the rules that enumerates paths, and every one is proven by a path that it allows', () => {
    const rules = new Map<string, number>();
    for (let seed = 1; seed <= 200; seed++) {
      const random = new Random(seed + 50_000);
      const { projection, apply } = follow(random);
      apply(policyStart(random));
      apply(Array.from({ length: 25 }, () => policyChange(random, START)));
      const evaluation = new Evaluation(new ColumnGraph(projection, { asOf: START, visibility: null }));
      const naive = naiveFindings(projection, START);
      const told = evaluation.findings().filter(({ rule }) => /^R[12347]$/.test(rule));
      expect(
        told.map(({ rule, target, severity, columns }) => [
          rule,
          target,
          severity,
          columns.map(({ column }) => projection.nodes.ref(column)),
        ]),
        `graph ${seed}`,
      ).toEqual(naive.findings);
      for (const { rule, columns } of told) {
        rules.set(rule, (rules.get(rule) ?? 0) + 1);
        for (const { column, proof } of columns) {
          if (!('label' in proof)) continue;
          const path = prove(evaluation, column, proof.label);
          expect(naive.proves(rule, path ?? []), `graph ${seed}: ${rule} ${path?.join(' → ')}`).toBe(true);
        }
      }
    }
    expect([...rules.keys()].sort()).toEqual(['R1', 'R2', 'R3', 'R4', 'R7']);
  });
});
