import { afterAll, expect, test } from 'vitest';
import { asProcess } from '../../../kernel/database/acting-as.ts';
import { migrate } from '../../../kernel/database/migrate.ts';
import type { SubgraphMigration } from '../../../kernel/database/migration.ts';
import { openOrm, type SchemaOrm } from '../../../kernel/database/orm.ts';
import { standards } from '../../../subgraphs/standards/index.ts';
import { testDatabase } from '../../support/database.ts';

const opened: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of opened.reverse()) await close();
});

const NAME = 'Standards0005MandateVersions';

test('what stood on a mandate list before it had versions is its first one: in force by the document of the list, or proposed without one', async () => {
  const database = await testDatabase();
  opened.push(() => database.stop());
  const open = async (migrations: readonly SubgraphMigration[]): Promise<SchemaOrm> => {
    const orm = await openOrm({ schema: 'standards', url: database.url, entities: [], migrations });
    opened.push(() => orm.close(true));
    await migrate(orm, 'standards', standards.audit?.tables);
    return orm;
  };
  const place = standards.migrations.findIndex(({ name }) => name === NAME);
  expect(place).toBeGreaterThan(0);
  const old = await open(standards.migrations.slice(0, place));
  await asProcess(() =>
    old.em.fork().execute(`
      insert into standards.policy_document (code, title_vi, title_en, status, mark) values ('214/NQ-CP', 'x', 'x', 'IN_FORCE', 'ILLUSTRATIVE');
      insert into standards.mandate_list (code, title_vi, title_en, document_code, date, mark) values
        ('ML-1', 'x', 'x', '214/NQ-CP', '2025-07-23T00:00:00+07', 'ILLUSTRATIVE'),
        ('ML-2', 'x', 'x', null, '2026-01-14T00:00:00+07', 'ILLUSTRATIVE'),
        ('ML-3', 'x', 'x', '214/NQ-CP', '2026-01-14T00:00:00+07', 'ILLUSTRATIVE');
      insert into standards.mandate_item (list_code, dataset_code, mark, source) values
        ('ML-1', 'N01', 'FACT', 'Annex'), ('ML-1', 'N02', 'ILLUSTRATIVE', null), ('ML-2', 'N01', 'ILLUSTRATIVE', null)`),
  );
  const orm = await open(standards.migrations);
  const rows = (sql: string) => asProcess(() => orm.em.fork().execute<Record<string, unknown>[]>(sql));
  expect(
    await rows('select id, state, document, approved_on::text from standards.mandate_list_version order by id'),
  ).toEqual([
    { id: 'ML-1@1', state: 'APPROVED', document: '214/NQ-CP', approved_on: expect.stringContaining('2025-07-2') },
    { id: 'ML-2@1', state: 'PROPOSED', document: null, approved_on: null },
  ]);
  expect(await rows('select version_id, dataset_code, mark from standards.mandate_item order by 1, 2')).toEqual([
    { version_id: 'ML-1@1', dataset_code: 'N01', mark: 'FACT' },
    { version_id: 'ML-1@1', dataset_code: 'N02', mark: 'ILLUSTRATIVE' },
    { version_id: 'ML-2@1', dataset_code: 'N01', mark: 'ILLUSTRATIVE' },
  ]);
  // The second fence stands again: without saying for whom, nothing is shown.
  expect(await orm.em.fork().execute('select dataset_code from standards.mandate_item')).toEqual([]);
});
