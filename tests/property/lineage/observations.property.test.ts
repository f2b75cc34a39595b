import { describe, expect, test } from 'vitest';
import { canonicalHash } from '../../../lineage/domain/canonical-hash.ts';
import { disturbed, foldAll, randomHistory, refOf, type UnrecordedEvent } from '../../support/openlineage-events.ts';
import { Random } from '../../support/random.ts';

/** Of each property; `PROPERTY_HISTORIES=10000` asks for more. */
const HISTORIES = Number(process.env['PROPERTY_HISTORIES'] ?? 150);

const hashOf = (events: readonly UnrecordedEvent[]): string =>
  canonicalHash(foldAll(events).records(), { history: false });

const linkOf = (name: string, dataset: string | null): UnrecordedEvent => ({
  kind: 'name.linked',
  body: { name: refOf(name), dataset },
});

describe('observations', () => {
  test('give one graph and one run history, however they are repeated and ordered', () => {
    for (let seed = 1; seed <= HISTORIES; seed++) {
      const random = new Random(seed);
      const history = randomHistory(random);
      const expected = hashOf(history);
      for (let i = 0; i < 2; i++) expect(hashOf(disturbed(random, history)), `seed ${seed}`).toBe(expected);
    }
  });

  test('of linked names give one graph, wherever among them the names are linked', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const random = new Random(seed);
      const history = randomHistory(random);
      const links = [linkOf('a', 'N01'), linkOf('b', random.pick(['N01', 'S01'])), linkOf('d', 'S01')].slice(
        0,
        random.int(1, 3),
      );
      const expected = hashOf([...links, ...history]);
      expect(hashOf([...history, ...links]), `seed ${seed}, linked last`).toBe(expected);
      expect(hashOf(disturbed(random, [...history, ...links])), `seed ${seed}, mixed`).toBe(expected);
    }
  });

  test('leave no edge at a dataset once the links of its names are taken back', () => {
    for (let seed = 1; seed <= 150; seed++) {
      const random = new Random(seed);
      const history = randomHistory(random);
      const half = random.int(0, history.length);
      const names = ['a', 'b', 'd'];
      const disturbedHistory = [
        ...history.slice(0, half),
        ...names.map((name) => linkOf(name, random.pick(['N01', 'S01']))),
        ...history.slice(half),
        ...names.slice(0, 1).map((name) => linkOf(name, random.pick(['N01', 'S01', 'S02']))),
        ...random.some(names, 3).map((name) => linkOf(name, null)),
      ];
      const edges = (events: readonly UnrecordedEvent[]): string[] =>
        [...foldAll(events).records()]
          .flatMap((r) =>
            r.record === 'edge' && r.recordedTo === null ? [JSON.stringify({ ...r, recordedFrom: 0 })] : [],
          )
          .sort();
      expect(edges(disturbedHistory), `seed ${seed}`).toEqual(edges(history));
    }
  });
});
