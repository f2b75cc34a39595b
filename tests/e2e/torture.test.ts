import { expect, test } from 'vitest';
import { torture } from '../support/torture/torture.ts';

/** `npm run torture` asks for 300; `TORTURE_SEED` repeats a run. */
const ROUNDS = Number(process.env['TORTURE_ROUNDS'] ?? 25);
const SEED = Number(process.env['TORTURE_SEED'] ?? Date.now() % 1_000_000);
const ROUND_WITHIN_MS = 60_000;

const say = (line: string): void => void process.stderr.write(`torture: ${line}\n`);

test(
  `kill -9 of lineage and of PostgreSQL, ${ROUNDS} times under load, loses no acknowledged event, doubles none, and leaves the graph that a rebuild makes`,
  async () => {
    say(`seed ${SEED}; the same again: TORTURE_SEED=${SEED} TORTURE_ROUNDS=${ROUNDS} npm run torture`);
    const { kills, acknowledged, lost, wrong } = await torture({ rounds: ROUNDS, seed: SEED, say });
    say(`${acknowledged} events acknowledged, ${lost.length} lost; killed ${JSON.stringify(kills)}`);
    expect({ lost, wrong }, `seed ${SEED}`).toEqual({ lost: [], wrong: [] });
    expect(acknowledged).toBeGreaterThan(ROUNDS);
  },
  ROUNDS * ROUND_WITHIN_MS,
);

test(
  'commits that do not wait for the disk are seen to lose events: the torture is not blind',
  async () => {
    const { lost, acknowledged } = await torture({ rounds: 1, seed: SEED, careless: true });
    say(`control without durable commits: ${lost.length} of ${acknowledged} acknowledged events lost`);
    expect(lost).not.toEqual([]);
  },
  2 * ROUND_WITHIN_MS,
);
