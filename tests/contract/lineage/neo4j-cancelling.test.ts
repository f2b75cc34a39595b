import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { cancellable } from '../../../kernel/database/cancellable.ts';
import { neo4jDriver } from '../../../lineage/store/neo4j/connection.ts';
import { inTransaction, PATIENCE } from '../../../lineage/store/neo4j/cypher.ts';
import { testNeo4j } from '../../support/neo4j.ts';

const neo4j = await testNeo4j();
afterAll(() => neo4j?.stop());

/** Takes hours, and never waits for anything. */
const ENDLESS = 'UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN sum(a + b) AS endless';
const RUNNING = `SHOW TRANSACTIONS YIELD transactionId, currentQuery WHERE currentQuery CONTAINS 'AS endless'
  AND NOT currentQuery CONTAINS 'SHOW' RETURN transactionId AS id`;

describe.skipIf(neo4j === undefined)('A question to Neo4j', () => {
  const driver = neo4jDriver(neo4j ?? { uri: 'bolt://never', user: '', password: '' });
  afterAll(() => driver.close());

  const running = async (): Promise<number> => (await driver.executeQuery(RUNNING)).records.length;
  const until = async (count: number): Promise<void> => {
    for (let tries = 0; tries < 100 && (await running()) !== count; tries++) await wait(50);
    expect(await running()).toBe(count);
  };
  const endless = (patience: number): Promise<unknown> =>
    inTransaction(driver, 'READ', patience, (cypher) => cypher.query(ENDLESS));

  test('is stopped in the server when nobody waits for it any more, and what it failed with is why', async () => {
    const controller = new AbortController();
    const why = new Error('Nobody waits');
    const asked = cancellable(controller.signal, () => endless(PATIENCE.scan));
    const answered = expect(asked).rejects.toBe(why);
    await until(1);
    controller.abort(why);
    await answered;
    await until(0);
  });

  test('is not begun when nobody waits for it', async () => {
    const asked = cancellable(AbortSignal.abort(new Error('Gone')), async () => endless(PATIENCE.scan));
    await expect(asked).rejects.toThrow('Gone');
    expect(await running()).toBe(0);
  });

  test('runs on when another is given up, and gives its place back when it is over', async () => {
    const controllers = Array.from({ length: 40 }, () => new AbortController());
    const asked = controllers.map(({ signal }) => cancellable(signal, () => endless(PATIENCE.scan)));
    const ends = Promise.allSettled(asked);
    // More than there are places: the others wait for one.
    await until(16);
    for (const [place, controller] of controllers.entries()) if (place !== 7) controller.abort(new Error('Gone'));
    await until(1);
    controllers[7]?.abort(new Error('Gone'));
    expect((await ends).every(({ status }) => status === 'rejected')).toBe(true);
    await until(0);
    expect(await inTransaction(driver, 'READ', PATIENCE.short, (cypher) => cypher.query('RETURN 1 AS one'))).toEqual([
      { one: 1 },
    ]);
  });
});
