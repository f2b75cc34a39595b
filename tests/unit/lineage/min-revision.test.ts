import { describe, expect, test } from 'vitest';
import type { LineageEngine } from '../../../lineage/engine.ts';
import type { Visibility } from '../../../lineage/projection/index.ts';
import { reach, ToldStates } from '../../../lineage/subgraph/min-revision.ts';

const named: Visibility = { key: 'developer', hidden: 'ABSENT', sees: () => true };
const NOW = 'n'.repeat(22);
const OTHER = 'o'.repeat(22);

/** An engine at a state, and what it was asked to wait for. */
function engineAt(state: string, answer: 'REACHED' | 'LATE' | 'FUTURE' = 'REACHED') {
  const waited: [unknown, unknown][] = [];
  const engine = {
    projection: { visibleRevision: () => state },
    reached: async (asked: unknown, _within: number, signal?: AbortSignal) => {
      waited.push([asked, signal]);
      return answer;
    },
  };
  return { engine: engine as unknown as LineageEngine, waited };
}

describe('a state that is asked for by name', () => {
  test('is not waited for when it is the present one, or was told here', async () => {
    const { engine, waited } = engineAt(NOW);
    const told = new ToldStates();
    told.tell(OTHER);
    await reach(engine, told, named, NOW);
    await reach(engine, told, named, OTHER);
    expect(waited).toEqual([]);
  });

  test('that was told elsewhere or before a restart waits for the log as it is now, and no longer', async () => {
    const { engine, waited } = engineAt(NOW);
    const { signal } = new AbortController();
    await reach(engine, new ToldStates(), named, OTHER, signal);
    expect(waited).toEqual([['HEAD', signal]]);
  });

  test('is said to be late when the log is not reached', async () => {
    const { engine } = engineAt(NOW, 'LATE');
    await expect(reach(engine, new ToldStates(), named, OTHER)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  });

  test('is refused at once when it cannot be a name', async () => {
    const { engine, waited } = engineAt(NOW);
    await expect(reach(engine, new ToldStates(), named, '17')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(waited).toEqual([]);
  });
});

test('a number is waited for with the signal of the request, and refused when the log does not have it', async () => {
  const { engine, waited } = engineAt(NOW, 'FUTURE');
  const { signal } = new AbortController();
  await expect(reach(engine, new ToldStates(), null, '17', signal)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  expect(waited).toEqual([[17, signal]]);
});
