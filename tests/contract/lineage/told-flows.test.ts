import { afterAll, beforeAll, expect, it } from 'vitest';
import { outboxDdl } from '../../../kernel/outbox/ddl.ts';
import { TELL_FLOWS } from '../../../lineage/log/ddl.ts';
import { type LineageDatabase, lineageDatabase } from '../../support/lineage-database.ts';

let database: LineageDatabase;
beforeAll(async () => {
  database = await lineageDatabase();
  for (const statement of outboxDdl('lineage')) await database.sql.query(statement);
});
afterAll(() => database.stop());

const told = async (): Promise<unknown[]> =>
  database.sql.query('select seq::int as seq, kind, key from lineage.outbox order by seq');

it('nothing is told of a log without flows', async () => {
  await database.sql.query(TELL_FLOWS);
  expect(await told()).toEqual([]);
});

it('flows that were declared before are told after what was told already, in the order of the log', async () => {
  await database.sql.query('update lineage.outbox_head set seq = 1');
  await database.sql.query(
    `insert into lineage.outbox values (1, 'quality.observed', 'x', '{}', 'process:ingestion', now())`,
  );
  await database.sql.query(
    `insert into lineage.event (seq, content_hash, kind, source, body, recorded_at)
     select seq, sha256(convert_to(seq::text, 'UTF8')), kind, 'declareFlow', jsonb_build_object('code', code), now()
     from (values (1, 'flow.declared', 'F2'), (2, 'dataset.declared', 'S01'), (3, 'flow.declared', 'F1'),
       (4, 'flow.retired', 'F2')) as e(seq, kind, code)`,
  );
  await database.sql.query(TELL_FLOWS);
  expect(await told()).toEqual([
    { seq: 1, kind: 'quality.observed', key: 'x' },
    { seq: 2, kind: 'flow.declared', key: 'F2' },
    { seq: 3, kind: 'flow.declared', key: 'F1' },
    { seq: 4, kind: 'flow.retired', key: 'F2' },
  ]);
  expect(await database.sql.query('select seq::int as seq from lineage.outbox_head')).toEqual([{ seq: 4 }]);
});
