import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareOrThrow, differences } from '../../../bench/lineage/compare.ts';
import { Missing } from '../../../bench/lineage/engines/closure-engine.ts';
import { ENGINES } from '../../../bench/lineage/engines/index.ts';
import { type Question, question } from '../../../bench/lineage/question.ts';
import { sizeOf } from '../../../bench/lineage/sizes.ts';
import { testDatabase } from '../../support/database.ts';

describe('the bench of lineage, on ten thousand columns', () => {
  let folder: string;
  let asked: Question;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nguon-test-'));
    asked = question(sizeOf('10k'), 1, 50, folder, true);
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  // Neo4j takes half a minute to start; that its answers are equal is seen whenever the bench runs.
  it.each(['projection', 'c', 'c-compacted', 'postgres', 'graphology'] as const)(
    '%s answers what the reference does',
    async (name) => {
      const database = name === 'postgres' ? { databaseUrl: (await testDatabase()).url } : {};
      try {
        await using engine = await ENGINES[name]({ ...asked, ...database });
        const answers = await engine.answers();
        expect(differences(name, asked.sources, asked.expected, answers)).toEqual([]);
        expect(await engine.round()).toEqual({
          wall: expect.any(Number),
          cpu: name === 'postgres' ? null : expect.any(Number),
        });
      } catch (error) {
        // The projection and PostgreSQL come with us; a compiler does not, nor do packages of development.
        if (!(error instanceof Missing) || name === 'projection' || name === 'postgres') throw error;
        console.log(`${name} is left out: ${error.message}.`);
      }
    },
    60_000,
  );

  it('asks about fifty columns whose closures reach far and wide, the same for the same seed', async () => {
    expect(new Set(asked.sources).size).toBe(50);
    expect(Math.max(...asked.expected.map(({ nodes }) => nodes))).toBeGreaterThan(1_000);
    expect(asked.farthest).toBeGreaterThan(5);
    expect(question(sizeOf('10k'), 1, 50, folder, false)).toEqual({ ...asked, files: expect.anything() });
  });

  it('fails on one node too many, and on one distance', () => {
    const { sources, expected } = asked;
    const [first, ...others] = expected;
    if (first === undefined) throw new Error('There is no answer.');
    for (const wrong of [
      { ...first, nodes: first.nodes + 1 },
      { ...first, distances: first.distances - 1 },
    ])
      expect(() => compareOrThrow('c', sources, expected, [wrong, ...others])).toThrow(`c, from ${sources[0]}: `);
    expect(() => compareOrThrow('c', sources, expected, others)).toThrow('c: ');
  });
});
