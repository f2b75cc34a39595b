import { describe, expect, it } from 'vitest';
import { foldChanges } from '../../../../lineage/domain/fold.ts';
import { GraphState } from '../../../../lineage/domain/graph-state.ts';
import { parseInstant } from '../../../../lineage/domain/instant.ts';
import { normalise } from '../../../../lineage/domain/normalise.ts';
import { findingKey } from '../../../../lineage/domain/policy/finding.ts';
import type { Sql } from '../../../../lineage/log/sql.ts';
import { FindingHistory } from '../../../../lineage/policy/finding-history.ts';
import { compactionOf } from '../../../../lineage/projection/compaction/compaction.ts';
import { Projection } from '../../../../lineage/projection/projection.ts';
import { policyChange, policyStart } from '../../../support/policy-changes.ts';
import { Random } from '../../../support/random.ts';

type Named = { readonly rule: string; readonly target: string };

const NOW = '2026-12-30T00:00:00+07:00';
const clock = { now: () => new Date(NOW) };

/** The table of findings, of which the history asks for what is open, closes some and opens others. */
function table() {
  const open = new Map<string, Named>();
  const sql: Sql = {
    async query<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
      const given = values.length === 0 ? [] : (JSON.parse(String(values[1])) as Named[]);
      if (text.startsWith('select')) return [...open.values()] as Row[];
      for (const { rule, target } of given) {
        const key = findingKey({ rule, target });
        if (text.startsWith('update')) open.delete(key);
        else open.set(key, { rule, target });
      }
      return [];
    },
    transaction: (work) => work(sql),
  };
  return { sql, keys: () => [...open.keys()].sort() };
}

/** A graph that follows random changes, and the history of its findings. */
function followed(seed: number, longFrom: number) {
  const random = new Random(seed);
  const state = new GraphState();
  let projection = new Projection();
  let at = parseInstant('2026-11-01T00:00:00+07:00');
  const { sql, keys } = table();
  const history = new FindingHistory({
    sql: () => sql,
    clock,
    projection: () => projection,
    leads: () => true,
    longFrom,
  });
  const apply = (events: ReturnType<typeof policyStart>): void => {
    const changes = events.flatMap((event) => normalise({ ...event, recordedAt: at++ }));
    projection.apply(foldChanges(state, changes), projection.revision + 1);
  };
  apply(policyStart(random));
  return {
    history,
    keys,
    change(): void {
      const event = policyChange(random, parseInstant(NOW));
      apply(event === undefined ? [] : [event]);
    },
    reorder(): void {
      const begun = projection.beginCompaction();
      projection = projection.compactedBy(compactionOf(begun.task), begun) ?? projection;
    },
  };
}

describe('the history of findings', () => {
  it('of a graph that a thread evaluates is that of one evaluated at once, whatever comes meanwhile', async () => {
    for (let seed = 1; seed <= 4; seed++) {
      const [atOnce, inThread] = [followed(seed, Number.POSITIVE_INFINITY), followed(seed, -1)];
      await atOnce.history.run();
      const running = inThread.history.run();
      // The table is read, and the thread has been handed the graph.
      await new Promise(setImmediate);
      for (const one of [atOnce, inThread]) {
        for (let step = 0; step < 8; step++) {
          one.change();
          if (step % 3 === 2) one.reorder();
        }
      }
      await running;
      for (const one of [atOnce, inThread]) await one.history.run();
      expect(inThread.keys(), `seed ${seed}`).toEqual(atOnce.keys());
      expect(atOnce.keys().length, `seed ${seed}`).toBeGreaterThan(0);
      for (const one of [atOnce, inThread]) await one.history.stop();
    }
  }, 60_000);

  it('stops while a thread evaluates, without waiting for it and without a failure', async () => {
    const { history, keys } = followed(1, -1);
    const running = history.run();
    await new Promise(setImmediate);
    await history.stop();
    await running;
    expect(keys()).toEqual([]);
  });
});
