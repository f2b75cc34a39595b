import { afterAll, beforeAll, test } from 'vitest';
import { postgresGraphStore } from '../../../lineage/store/postgres/postgres-graph-store.ts';
import { type LineageDatabase, lineageDatabase } from '../../support/lineage-database.ts';
import { expectSameAnswers } from '../../support/same-answers.ts';

let database: LineageDatabase;
beforeAll(async () => {
  database = await lineageDatabase();
});
afterAll(async () => {
  await database.stop();
});

test('PostgreSQL answers what the projection answers, on 60 random graphs', { timeout: 300_000 }, async () => {
  await expectSameAnswers(postgresGraphStore(database.sql), 60);
});
