import { afterAll, beforeAll, test } from 'vitest';
import { postgresGraphStore } from '../../../lineage/store/postgres/postgres-graph-store.ts';
import { type LineageDatabase, lineageDatabase } from '../../support/lineage-database.ts';
import { expectObservationsFold } from '../../support/observations-in-a-store.ts';

let database: LineageDatabase;
beforeAll(async () => {
  database = await lineageDatabase();
});
afterAll(async () => {
  await database.stop();
});

test('PostgreSQL, which loads only what a batch looks at, holds what folding everything in memory makes', async () => {
  await expectObservationsFold(postgresGraphStore(database.sql), 40);
});
