import { afterAll, beforeAll, expect, test } from 'vitest';
import { canonicalHash } from '../../../lineage/domain/canonical-hash.ts';
import type { GraphRecord } from '../../../lineage/domain/graph-record.ts';
import { normalise } from '../../../lineage/domain/normalise.ts';
import { Projection } from '../../../lineage/projection/index.ts';
import { postgresGraphStore } from '../../../lineage/store/postgres/postgres-graph-store.ts';
import { type LineageDatabase, lineageDatabase } from '../../support/lineage-database.ts';
import { dataset, RECORDED, schema } from '../../support/lineage-events.ts';
import { disturbed, foldAll, randomHistory, refOf, type UnrecordedEvent } from '../../support/openlineage-events.ts';
import { Random } from '../../support/random.ts';

let database: LineageDatabase;
beforeAll(async () => {
  database = await lineageDatabase();
});
afterAll(async () => {
  await database.stop();
});

test('a store that loads only what a batch looks at holds what folding everything in memory makes', async () => {
  const store = postgresGraphStore(database.sql);
  for (let seed = 1; seed <= 40; seed++) {
    const random = new Random(seed);
    await store.reset();
    const link = (name: string): UnrecordedEvent => ({
      kind: 'name.linked',
      body: { name: refOf(name), dataset: random.pick(['N01', 'S01', null]) },
    });
    const catalog: UnrecordedEvent[] = [dataset('N01'), schema('N01', 'x y'), dataset('S01'), schema('S01', 'x z')];
    const links = Array.from({ length: random.int(0, 4) }, () => link(random.pick(['a', 'b', 'c', 'd'])));
    const events = [...catalog, ...disturbed(random, [...randomHistory(random), ...links])];
    const projection = new Projection();
    for (let done = 0; done < events.length; ) {
      const until = Math.min(events.length, done + random.int(1, 12));
      const changes = events
        .slice(done, until)
        .flatMap((event, i) => normalise({ ...event, recordedAt: RECORDED + done + i }));
      const { records } = await store.apply(changes, until);
      projection.apply(records, until);
      done = until;
    }
    const stored: GraphRecord[] = [];
    await store.scan((records) => void stored.push(...records));
    const expected = foldAll(events);
    expect(canonicalHash(stored), `seed ${seed}`).toBe(canonicalHash(expected.records()));
    const open = (records: Iterable<GraphRecord>): string =>
      canonicalHash([...records].filter(({ record }) => !['run', 'columns', 'schema', 'linked'].includes(record)));
    expect(open(projection.records()), `seed ${seed}, projection`).toBe(open(stored));
  }
});
