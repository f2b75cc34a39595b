import { randomUUID } from 'node:crypto';
import type { EntitySchema } from '@mikro-orm/postgresql';
import type { AuditTrail } from '../../../kernel/audit/trail.ts';
import { fixedClock } from '../../../kernel/clock.ts';
import { migrate } from '../../../kernel/database/migrate.ts';
import { Migration, type SubgraphMigration } from '../../../kernel/database/migration.ts';
import { openOrm, type SchemaOrm } from '../../../kernel/database/orm.ts';
import { Lang } from '../../../kernel/graphql/language.ts';
import type { RequestScope } from '../../../kernel/subgraph/request-scope.ts';
import { administrator } from '../../support/viewers.ts';

/** A migration made of statements. */
export function migrationOf(name: string, statements: readonly string[]): SubgraphMigration {
  class Scratch extends Migration {
    up(): void {
      for (const statement of statements) this.addSql(statement);
    }
  }
  // Migrations are known by the names of their classes.
  return Object.defineProperty(Scratch, 'name', { value: name });
}

/** A migrated schema called "scratch" in a database. */
export async function scratchSchema(
  url: string,
  options: {
    readonly entities?: readonly EntitySchema[];
    readonly ddl: readonly string[];
    readonly onStatement?: (sql: string) => void;
    readonly poolSize?: number;
  },
): Promise<SchemaOrm> {
  const { entities = [], ddl, ...rest } = options;
  const orm = await openOrm({
    schema: 'scratch',
    url,
    entities,
    migrations: [migrationOf('Scratch0001', ddl)],
    ...rest,
  });
  await migrate(orm, 'scratch');
  return orm;
}

const NOTHING_NOTED: AuditTrail = {
  shownTo: () => undefined,
  refused: () => undefined,
  flush: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

/** A request of an administrator, at the beginning of February 2026. */
export const scopeOf = (orm: SchemaOrm, more: Partial<RequestScope> = {}): RequestScope => ({
  viewer: administrator,
  lang: Lang.VI,
  em: orm.em.fork(),
  clock: fixedClock('2026-02-01T00:00:00Z'),
  correlationId: randomUUID(),
  caches: new Set(),
  audit: NOTHING_NOTED,
  ...more,
});
