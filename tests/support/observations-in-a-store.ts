import { expect } from 'vitest';
import { canonicalHash } from '../../lineage/domain/canonical-hash.ts';
import { type GraphRecord, isMemory } from '../../lineage/domain/graph-record.ts';
import { normalise } from '../../lineage/domain/normalise.ts';
import { Projection } from '../../lineage/projection/index.ts';
import type { GraphStore } from '../../lineage/store/graph-store.ts';
import { dataset, RECORDED, schema } from './lineage-events.ts';
import { decide, disturbed, foldAll, nameRule, randomHistory, type UnrecordedEvent } from './openlineage-events.ts';
import { Random } from './random.ts';

/**
 * Applies random histories of observations and of what is said about names, shuffled and doubled, in batches of any size, and expects the store
 * and a projection that follows it to hold what folding everything in memory makes.
 */
export async function expectObservationsFold(store: GraphStore, histories: number): Promise<void> {
  for (let seed = 1; seed <= histories; seed++) {
    const random = new Random(seed);
    await store.reset();
    const statement = (name: string): UnrecordedEvent =>
      random.chance(0.3)
        ? nameRule('rule', { [name.toUpperCase()]: random.pick(['N01', 'S01']) })
        : decide(name, random.pick(['N01', 'S01', null, 'IGNORE']));
    const catalog: UnrecordedEvent[] = [dataset('N01'), schema('N01', 'x y'), dataset('S01'), schema('S01', 'x z')];
    const statements = Array.from({ length: random.int(0, 4) }, () => statement(random.pick(['a', 'b', 'c', 'd'])));
    const events = [...catalog, ...disturbed(random, [...randomHistory(random), ...statements])];
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
    expect(canonicalHash(stored), `seed ${seed}`).toBe(canonicalHash(foldAll(events).records()));
    expect(canonicalHash(projection.records()), `seed ${seed}, projection`).toBe(
      canonicalHash(stored.filter((record) => !isMemory(record))),
    );
  }
}
