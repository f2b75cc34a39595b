import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../../kernel/clock.ts';
import type { EventLog } from '../../../lineage/log/event-log.ts';
import { postgresEventLog } from '../../../lineage/log/postgres-event-log.ts';
import type { ClaimableStore } from '../../../lineage/store/graph-store.ts';
import { postgresGraphStore } from '../../../lineage/store/postgres/postgres-graph-store.ts';
import { storeFeeder } from '../../../lineage/store-feeder.ts';
import { type LineageDatabase, lineageDatabase } from '../../support/lineage-database.ts';
import { flow } from '../../support/lineage-events.ts';

let database: LineageDatabase;
let log: EventLog;
let store: ClaimableStore;
let down = false;
const claims: string[] = [];
beforeAll(async () => {
  database = await lineageDatabase();
  log = postgresEventLog(database.sql, systemClock);
  const tables = postgresGraphStore(database.sql);
  store = {
    ...tables,
    revision: () => (down ? Promise.reject(new Error('down')) : tables.revision()),
    claim: async (name) => claims.push(name) > 0,
    takeOver: () => expect.unreachable(),
  };
});
afterAll(() => database?.stop());

it('a feeder that does not lead claims and writes nothing, sees how far the store is, and feeds when it leads', async () => {
  await log.append([{ ...flow('F1', 'A>B x'), source: 'test' }]);
  let leads = false;
  const said: string[] = [];
  const follower = storeFeeder(
    log,
    store,
    () => 1,
    () => leads,
    (message) => said.push(message),
  );
  await follower.run();
  expect([await store.revision(), claims, follower.problem(), follower.isBehind()]).toEqual([0, [], null, false]);

  down = true;
  await follower.run();
  expect([follower.problem(), follower.isBehind()]).toEqual(['down', true]);
  down = false;
  await follower.run();
  // It is there again, but lacks what the leader has not fed yet.
  expect(follower.isBehind()).toBe(true);

  const leader = storeFeeder(
    log,
    store,
    () => 1,
    () => true,
    () => undefined,
  );
  await leader.run();
  await follower.reach(1);
  expect([follower.revision(), follower.problem(), said.length]).toEqual([1, null, 2]);

  await log.append([{ ...flow('F2', 'A>C x'), source: 'test' }]);
  leads = true;
  await follower.run();
  expect(await store.revision()).toBe(2);
});
