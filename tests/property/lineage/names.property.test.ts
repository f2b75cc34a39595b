import { describe, expect, test } from 'vitest';
import { canonicalHash } from '../../../lineage/domain/canonical-hash.ts';
import {
  decide,
  disturbed,
  foldAll,
  nameRule,
  openEdges,
  randomHistory,
  type UnrecordedEvent,
} from '../../support/openlineage-events.ts';
import { Random } from '../../support/random.ts';

const hashOf = (events: readonly UnrecordedEvent[]): string =>
  canonicalHash(foldAll(events).records(), { history: false });

const NAMES = ['a', 'b', 'c', 'd', 'e'];
const DATASETS = ['N01', 'S01', 'S02'];

/** Decisions and rules; they count in their order, wherever they stand among observations. */
function randomStatements(random: Random): UnrecordedEvent[] {
  return Array.from({ length: random.int(1, 5) }, () =>
    random.chance(0.3)
      ? nameRule(
          random.pick(['r1', 'r2']),
          rules(random),
          random.chance(0.3) ? { prefix: random.pick(['', 'a', 'c']) || null } : {},
        )
      : decide(random.pick(NAMES), random.pick([...DATASETS, null, 'IGNORE'])),
  );
}

const rules = (random: Random): Readonly<Record<string, string>> =>
  Object.fromEntries(random.some(NAMES, random.int(0, 3)).map((name) => [name.toUpperCase(), random.pick(DATASETS)]));

/** Two sequences in one, each in its order. */
function woven<T>(random: Random, some: readonly T[], others: readonly T[]): T[] {
  const [a, b] = [[...some], [...others]];
  const all: T[] = [];
  while (a.length + b.length > 0) {
    const next = (random.chance(a.length / (a.length + b.length)) ? a : b).shift();
    if (next !== undefined) all.push(next);
  }
  return all;
}

const edges = (events: readonly UnrecordedEvent[]): string[] =>
  openEdges(foldAll(events))
    .map((edge) => JSON.stringify({ ...edge, recordedFrom: 0 }))
    .sort();

describe('what is said about names', () => {
  test('gives one graph, wherever it is said among observations in any order and number', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const random = new Random(seed);
      const [history, statements] = [randomHistory(random), randomStatements(random)];
      const expected = hashOf([...statements, ...history]);
      expect(hashOf([...history, ...statements]), `seed ${seed}, said last`).toBe(expected);
      expect(hashOf(woven(random, disturbed(random, history), statements)), `seed ${seed}, mixed`).toBe(expected);
    }
  });

  test('leaves nothing behind once it is taken back', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const random = new Random(seed);
      const history = randomHistory(random);
      const undone = [...NAMES.map((name) => decide(name, null)), ...['r1', 'r2'].map((code) => nameRule(code, {}))];
      const all = [...woven(random, disturbed(random, history), randomStatements(random)), ...undone];
      expect(edges(all), `seed ${seed}`).toEqual(edges(history));
    }
  });
});
