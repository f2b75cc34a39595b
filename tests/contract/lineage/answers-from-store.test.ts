import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { UnavailableError } from '../../../kernel/errors/errors.ts';
import { answersFromStore } from '../../../lineage/answers/from-store.ts';
import { SLICE_BUDGET, type SliceBudget } from '../../../lineage/answers/slice.ts';
import { parseInstant } from '../../../lineage/domain/instant.ts';
import { normalise } from '../../../lineage/domain/normalise.ts';
import { impact, loadProjection } from '../../../lineage/projection/index.ts';
import type { GraphStore } from '../../../lineage/store/graph-store.ts';
import { postgresGraphStore } from '../../../lineage/store/postgres/postgres-graph-store.ts';
import { type LineageDatabase, lineageDatabase } from '../../support/lineage-database.ts';
import { type AnyEvent, dataset, flow, known, RECORDED, schema } from '../../support/lineage-events.ts';
import { refOf } from '../../support/openlineage-events.ts';

const NOW = { asOf: parseInstant('2026-11-23T00:00:00Z') };

describe('answers from a store', () => {
  let database: LineageDatabase;
  let store: GraphStore;
  beforeAll(async () => {
    database = await lineageDatabase();
    store = postgresGraphStore(database.sql);
  });
  afterAll(() => database.stop());
  beforeEach(async () => {
    await store.reset();
    const events: AnyEvent[] = [
      ...['A', 'B', 'C', 'D', 'E'].flatMap((code) => [dataset(code), schema(code, 'x y')]),
      flow('F1', 'A>B x'),
      flow('F2', 'B>C x'),
      flow('F3', 'C>D x'),
      flow('F4', 'D>E x'),
      flow('F5', 'A>C y'),
    ];
    await store.apply(
      events.flatMap((event) => normalise({ ...event, recordedAt: RECORDED })),
      7,
    );
  });

  const answers = (budget: Partial<SliceBudget> = {}, head = 7) =>
    answersFromStore(store, () => head, undefined, { ...SLICE_BUDGET, ...budget });
  const codesOf = ({ reasons }: { reasons: readonly { code: string }[] }): string[] => reasons.map(({ code }) => code);
  const reached = async (budget: Partial<SliceBudget>) => {
    const { datasets, complete, ...answer } = known((await answers(budget).impact({ of: 'A' }, NOW)).answer);
    const texts = datasets.slice(0, 100).map(({ ref, distance, path }) => `${ref} ${distance} ${path().length}`);
    return { texts, complete, reasons: codesOf(answer) };
  };

  test('are whole within the budget', async () => {
    expect(await reached({ nodes: 5 })).toEqual({
      texts: ['B 1 3', 'C 1 3', 'D 2 5', 'E 3 7'],
      complete: true,
      reasons: [],
    });
  });

  test('are whole when reading took all the time that walks have', async () => {
    const late = { ...NOW, isLate: () => true, until: 0 };
    const { datasets, complete, reasons } = known((await answers().impact({ of: 'A' }, late)).answer);
    expect([datasets.length, complete, reasons]).toEqual([4, true, []]);
    expect(known((await answers().paths('A', 'E', late)).answer)).toMatchObject({ distance: 3, complete: true });
  });

  test('that more nodes are reached than the budget allows is said; what is there has its exact distance and a path', async () => {
    const { texts, complete, reasons } = await reached({ nodes: 3 });
    expect(texts).toEqual(['B 1 3', 'C 1 3', 'D 2 5']);
    expect([complete, reasons]).toEqual([false, ['BUDGET']]);
  });

  test('that there are more edges than the budget allows is said, and the nearest are kept', async () => {
    const { texts, complete, reasons } = await reached({ edges: 6 });
    expect(texts.length).toBeGreaterThan(0);
    expect(['B 1 3', 'C 1 3', 'D 2 5', 'E 3 7']).toEqual(expect.arrayContaining(texts));
    expect([complete, reasons]).toEqual([false, ['BUDGET']]);
  });

  test('of what is bound are those of the projection', async () => {
    const events: AnyEvent[] = [
      { kind: 'element.declared', body: { code: 'dan', type: 'STR', codeList: 'px' } },
      { kind: 'code-list.declared', body: { code: 'px' } },
      { kind: 'standard.declared', body: { code: 'Q 1', status: 'IN_FORCE', requiredElements: [{ name: 'x' }] } },
      { kind: 'conformance.declared', body: { dataset: 'B', standard: 'Q 1' } },
      { kind: 'field.bound', body: { field: 'C.x', element: 'dan' } },
      { kind: 'field.code-list-bound', body: { field: 'A.y', codeList: 'px' } },
    ];
    const changes = events.flatMap((event) => normalise({ ...event, recordedAt: RECORDED }));
    const { records } = await store.apply(changes, 8);
    expect(records).toHaveLength(8);
    const projection = await loadProjection(store);
    const told = async (of: string, kind: 'MEANING' | null) => {
      const question = { of, changes: kind === null ? null : [{ target: of, kind, to: null }] };
      const answer = known((await answers({}, 8).impact(question, NOW)).answer);
      const expected = known(impact(projection, { ...question, ...NOW }));
      const lines = ({ datasets, totals, bySeverity }: typeof answer) => ({
        ...{ totals, bySeverity },
        rows: datasets
          .slice(0, 9)
          .map((node) => [node.ref, node.distance, node.path(), node.fate(), node.fields().length]),
      });
      expect(lines(answer)).toEqual(lines(expected));
      return answer.datasets.slice(0, 9).map(({ ref, distance }) => `${ref} ${distance}`);
    };
    for (const kind of [null, 'MEANING'] as const) {
      expect(await told('element:dan', kind)).toEqual(['C 1', 'D 2', 'E 3']);
      expect(await told('codelist:px', kind)).toEqual(['A 1', 'C 1', 'D 2', 'E 3']);
      expect(await told('standard:Q%201', kind)).toEqual(['B 1', 'C 2', 'D 3', 'E 4']);
    }
  });

  test('a way beyond the budget is not called none', async () => {
    const way = async (nodes: number) => known((await answers({ nodes }).paths('A', 'E', NOW)).answer);
    expect(await way(4)).toMatchObject({ distance: 3, complete: true });
    const cut = await way(2);
    expect(cut).toMatchObject({ distance: null, shortest: [], complete: false });
    expect(codesOf(cut)).toEqual(['BUDGET']);
    expect(known((await answers({ nodes: 2 }).paths('E', 'A', NOW)).answer)).toMatchObject({
      distance: null,
      complete: true,
    });
  });

  test('a store that is before what is known says so, and does not deny what it may not know yet', async () => {
    const behind = answers({}, 8);
    const answer = known((await behind.impact({ of: 'A' }, NOW)).answer);
    expect(answer).toMatchObject({ complete: false, revision: 7, totals: { datasets: 4 } });
    expect(codesOf(answer)).toEqual(['STORE_BEHIND']);
    await expect(behind.impact({ of: 'Z' }, NOW)).rejects.toThrow(UnavailableError);
    expect(codesOf(known((await behind.neighbours('A', 'DOWNSTREAM', NOW)).answer))).toEqual(['STORE_BEHIND']);
    expect(codesOf(known((await answers({ nodes: 1 }).neighbours('A', 'DOWNSTREAM', NOW)).answer))).toEqual(['BUDGET']);
    expect((await answers().impact({ of: 'Z' }, NOW)).answer).toMatchObject({ outcome: 'UNKNOWN_NODE' });
  });

  test('a name that is linked to a dataset stands for it, unless the dataset is hidden', async () => {
    const link = { kind: 'name.linked', body: { name: refOf('a'), dataset: 'A' } } as const;
    await store.apply(normalise({ ...link, recordedAt: RECORDED + 1 }), 8);
    const impact = (sees: (ref: string) => boolean) =>
      answers().impact(
        { of: refOf('a') },
        {
          ...NOW,
          visibility: { key: String(sees), hidden: 'ABSENT', sees: ({ ref }) => sees(ref) },
        },
      );
    expect(known((await impact(() => true)).answer).totals.datasets).toBe(4);
    expect(known((await impact((ref) => ref !== 'A')).answer).totals.datasets).toBe(0);
    expect((await impact((ref) => ref !== refOf('a'))).answer).toMatchObject({ outcome: 'UNKNOWN_NODE' });
  });

  test('what is hidden is decided anew when the graph has changed', async () => {
    const engine = answers();
    const visibility = {
      key: 'open',
      hidden: 'ABSENT' as const,
      sees: ({ facts }: { facts: { sharingClass: unknown } | null }) => facts?.sharingClass === 'SHARED',
    };
    const datasets = async (): Promise<number> =>
      known((await engine.impact({ of: 'A' }, { ...NOW, visibility })).answer).totals.datasets;
    expect(await datasets()).toBe(4);
    await store.apply(normalise({ ...dataset('C', { sharingClass: 'PRIVATE' }), recordedAt: RECORDED + 1 }), 8);
    expect(await datasets()).toBe(1);
  });
});
