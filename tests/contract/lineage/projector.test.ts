import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../kernel/clock.ts';
import { CanonicalHash } from '../../../lineage/domain/canonical-hash.ts';
import { type DeadLetters, postgresDeadLetters } from '../../../lineage/log/dead-letters.ts';
import type { EventLog } from '../../../lineage/log/event-log.ts';
import { hashOfLog } from '../../../lineage/log/fold-log.ts';
import { postgresEventLog } from '../../../lineage/log/postgres-event-log.ts';
import { loadProjection, Projection } from '../../../lineage/projection/index.ts';
import { type Projector, type ProjectorParts, projector } from '../../../lineage/projector.ts';
import type { GraphStore } from '../../../lineage/store/graph-store.ts';
import { postgresGraphStore } from '../../../lineage/store/postgres/postgres-graph-store.ts';
import { type LineageDatabase, lineageDatabase } from '../../support/lineage-database.ts';
import { flow } from '../../support/lineage-events.ts';

let database: LineageDatabase;
let log: EventLog;
let store: GraphStore;
let deadLetters: DeadLetters;
beforeAll(async () => {
  database = await lineageDatabase();
  log = postgresEventLog(database.sql, systemClock);
  store = postgresGraphStore(database.sql);
  deadLetters = postgresDeadLetters(database.sql);
});
afterAll(() => database?.stop());
beforeEach(async () => {
  await database.sql.query('truncate lineage.event, lineage.dead_letter');
  await store.reset();
});

/** One process: a projector with a projection of its own. */
function process(leads: () => boolean, its: Partial<ProjectorParts> = {}): Projector & { revision(): number } {
  let projection = new Projection();
  const reload = async (): Promise<void> => {
    projection = await loadProjection(store);
  };
  const made = projector({
    log,
    store,
    deadLetters,
    projection: () => projection,
    reload,
    leads,
    folded: () => undefined,
    ...its,
  });
  return { ...made, revision: () => projection.revision };
}

let flows = 0;
const append = async (count: number): Promise<number> => {
  const events = Array.from({ length: count }, () => ({ ...flow(`F${++flows}`, 'A>B x'), source: 'test' }));
  const appended = await log.append(events);
  return appended.at(-1)?.seq ?? 0;
};
const expectFold = async (): Promise<void> => {
  const hash = new CanonicalHash();
  const revision = await store.scan((records) => {
    for (const record of records) hash.add(record);
  });
  expect(revision).toBe(await log.head());
  expect(hash.digest()).toBe(await hashOfLog(log, revision));
};

describe('a projector that follows', () => {
  it('writes nothing, notes no dead letter, and knows what the leader has folded', async () => {
    const follower = process(() => false);
    await append(3);
    await log.append([{ kind: 'dataset.declared', source: 'test', body: { nonsense: true } }]);
    await follower.run();
    expect([await store.revision(), await deadLetters.count(), follower.revision()]).toEqual([0, 0, 0]);

    await process(() => true).run();
    expect([await follower.run(), await deadLetters.count()]).toEqual([4, 1]);
  });

  it('answers who waits when the leader has folded', async () => {
    const follower = process(() => false);
    const waiting = follower.reach(await append(1));
    await process(() => true).run();
    await follower.run();
    await expect(waiting).resolves.toBeUndefined();
  });

  it('refuses who waits while nobody folds, with a code, and folds by itself when it comes to lead', async () => {
    let leads = false;
    const follower = process(() => leads);
    const waiting = expect(follower.reach(await append(1))).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    const looking = setInterval(() => void follower.run(), 100);
    await waiting;
    clearInterval(looking);
    leads = true;
    expect(await follower.run()).toBe(1);
    await expectFold();
  });
});

describe('two projectors that both believe to lead', () => {
  it('fold nothing twice: what one has read is not taken after another was there', async () => {
    const last = await append(8);
    let goOn: (() => void) | undefined;
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const taken: boolean[] = [];
    const heldUp = process(() => true, {
      store: {
        ...store,
        async apply(...given) {
          await held;
          const applied = await store.apply(...given);
          taken.push(applied.applied);
          return applied;
        },
      },
    }).run();
    const early: EventLog = { ...log, read: async (after) => (await log.read(after, 5)).filter(({ seq }) => seq <= 5) };
    expect(await process(() => true, { log: early }).run()).toBe(5);
    goOn?.();
    expect([await heldUp, taken]).toEqual([last, [false, true]]);
    await expectFold();
  });
});
