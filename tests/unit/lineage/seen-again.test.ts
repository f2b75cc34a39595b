import { describe, expect, test } from 'vitest';
import { foldChanges } from '../../../lineage/domain/fold.ts';
import { loadForFold } from '../../../lineage/domain/fold-reads.ts';
import { type FactRecord, factKey } from '../../../lineage/domain/graph-record.ts';
import type { GraphState } from '../../../lineage/domain/graph-state.ts';
import { normalise } from '../../../lineage/domain/normalise.ts';
import { RECORDED, schema } from '../../support/lineage-events.ts';
import {
  columnFacet,
  decide,
  edgeTexts,
  foldAll,
  named,
  openEdges,
  refOf,
  runEvent,
  runId,
  schemaFacet,
  type UnrecordedEvent,
} from '../../support/openlineage-events.ts';

/** The n-th run of a job that copies two columns, a minute after the one before. */
const copy = (n: number, facets: object = {}): UnrecordedEvent =>
  runEvent({
    eventTime: new Date(Date.UTC(2026, 2, 1, 8, n)).toISOString(),
    run: { runId: runId(n) },
    inputs: [named('a', schemaFacet('x:INT', 'y:INT'))],
    outputs: [named('b', { ...schemaFacet('x:INT', 'y:INT'), ...columnFacet('x<a.x', 'y<a.y'), ...facets })],
  });

/** Nodes and edges that are looked at for an event after others, by kind. */
async function lookedAt(before: readonly UnrecordedEvent[], event: UnrecordedEvent) {
  const [nodes, edges] = [new Set<string>(), new Set<string>()];
  const known = [...foldAll(before).records()];
  const facts = new Map<string, FactRecord>(
    known.flatMap((record) => ('code' in record ? [[factKey(record.record, record.code), record]] : [])),
  );
  await loadForFold(normalise({ ...event, recordedAt: RECORDED }), async (reads) => {
    for (const node of reads.nodes) nodes.add(node);
    for (const edge of reads.edges) edges.add(edge);
    return [...reads.facts].flatMap((key) => facts.get(key) ?? []);
  });
  return { columns: [...nodes].filter((ref) => ref.includes('#')), edges: edges.size };
}

describe('what was observed before', () => {
  test('is folded without looking at its columns, or at edges between them', async () => {
    expect(await lookedAt([copy(1)], copy(2))).toEqual({ columns: [], edges: 1 });
  });

  test('is looked at where it is news: an earlier time, another type, a column that was not there', async () => {
    expect((await lookedAt([copy(2)], copy(1))).edges).toBe(3);
    const retyped = copy(2, schemaFacet('x:INT', 'y:TEXT'));
    expect(await lookedAt([copy(1)], retyped)).toEqual({ columns: [`${refOf('b')}#y`], edges: 1 });
    expect((await lookedAt([copy(1)], copy(2, columnFacet('x<a.x', 'y<a.x')))).edges).toBe(2);
  });

  test('puts no node and no edge when it is seen again', () => {
    const state = foldAll([copy(1)]);
    const put = foldChanges(state, normalise({ ...copy(2), recordedAt: RECORDED + 1 }));
    expect(put.filter((record) => 'ref' in record || record.record === 'edge')).toEqual([]);
  });

  test('of a name that is a dataset holds again when it is seen after that dataset had dropped the column', () => {
    const before: UnrecordedEvent[] = [schema('N01', 'x y'), decide('b', 'N01'), copy(1), schema('N01', 'x')];
    const holds = (state: GraphState): boolean[] =>
      openEdges(state).flatMap(({ to, validTo }) => (to === 'N01.y' ? [validTo === null] : []));
    expect(holds(foldAll(before))).toEqual([false]);
    expect(holds(foldAll([...before, copy(2)]))).toEqual([true]);
  });

  test('is over once it is erased, and there again when it is seen later', () => {
    const erased = (minute: number): UnrecordedEvent =>
      copy(minute, { schema: { _deleted: true }, columnLineage: { _deleted: true } });
    const open = (...events: UnrecordedEvent[]): unknown => {
      const state = foldAll(events);
      const column = state.node(`${refOf('b')}#y`);
      const edges = edgeTexts(state).length;
      const ends = openEdges(state).filter(({ to }) => to === `${refOf('b')}#y`);
      return [column?.facts !== null, edges, ends.map(({ validTo }) => validTo !== null)];
    };
    expect(open(copy(1), erased(2))).toEqual([false, 3, [true]]);
    expect(open(copy(1), erased(2), copy(3))).toEqual([true, 3, [false]]);
    expect(open(copy(3), erased(2), copy(1))).toEqual([true, 3, [false]]);
  });
});
