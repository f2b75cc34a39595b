import { describe, expect, test } from 'vitest';
import { foldChanges } from '../../../lineage/domain/fold.ts';
import type { EdgeRecord } from '../../../lineage/domain/graph-record.ts';
import { GraphState } from '../../../lineage/domain/graph-state.ts';
import { normalise } from '../../../lineage/domain/normalise.ts';
import { type AnyEvent, dataset, flow, schema } from '../../support/lineage-events.ts';

const fold = (state: GraphState, event: AnyEvent, recordedAt: number) =>
  foldChanges(state, normalise({ ...event, recordedAt }));
const edges = (state: GraphState): EdgeRecord[] => [...state.records()].filter((record) => record.record === 'edge');

describe('folding', () => {
  test('a flow declared again supersedes what it lost and leaves what it keeps', () => {
    const state = new GraphState();
    fold(state, flow('F1', 'A>B x,y'), 10);
    const records = fold(state, flow('F1', 'A>B y,z'), 20);
    expect(edges(state).map(({ from, recordedFrom, recordedTo }) => [from, recordedFrom, recordedTo])).toEqual([
      ['A', 10, null],
      ['A.x', 10, 20],
      ['A.y', 10, null],
      ['A.z', 20, null],
    ]);
    expect(records.filter(({ record }) => record === 'edge')).toHaveLength(2);
  });

  test('an event that says nothing new puts no record', () => {
    const state = new GraphState();
    for (const event of [dataset('A'), schema('A', 'x y'), flow('F1', 'A>B x')]) fold(state, event, 10);
    for (const event of [dataset('A'), schema('A', 'x y'), flow('F1', 'A>B x')])
      expect(fold(state, event, 20)).toEqual([]);
  });

  test('a retired flow ends, and that we once believed otherwise stays known', () => {
    const state = new GraphState();
    fold(state, flow('F1', 'A>B'), 10);
    const end = '2026-06-01T00:00:00Z';
    fold(state, { kind: 'flow.retired', body: { code: 'F1', validTo: end } }, 20);
    const [before, after] = edges(state);
    expect(before).toMatchObject({ validTo: null, recordedFrom: 10, recordedTo: 20 });
    expect(after).toMatchObject({ validTo: Date.parse(end) * 1_000, recordedFrom: 20, recordedTo: null });
    expect(state.node('job:F1')).toMatchObject({ facts: { validTo: Date.parse(end) * 1_000 } });
  });

  test('an end before the start makes an edge that never was, not one that runs backwards', () => {
    const state = new GraphState();
    fold(state, flow('F1', 'A>B'), 10);
    fold(state, { kind: 'flow.retired', body: { code: 'F1', validTo: '2020-01-01T00:00:00Z' } }, 20);
    const [, after] = edges(state);
    expect(after?.validTo).toBe(after?.validFrom);
  });

  test('a column that a schema drops ends its edges; its former ones stay for questions about the past', () => {
    const state = new GraphState();
    for (const event of [schema('B', 'x y'), flow('F1', 'A>B x,y'), flow('F2', 'B>C x')]) fold(state, event, 10);
    const dropped = Date.parse('2026-05-01T00:00:00Z') * 1_000;
    fold(state, schema('B', 'y'), dropped);
    expect(state.node('B.x')).toMatchObject({ facts: { dropped } });
    const open = edges(state).filter(({ recordedTo }) => recordedTo === null);
    expect(open.filter(({ from, to }) => from === 'B.x' || to === 'B.x').map(({ validTo }) => validTo)).toEqual([
      dropped,
      dropped,
    ]);
    expect(open.find(({ to }) => to === 'B.y')?.validTo).toBeNull();
    fold(state, schema('B', 'y x'), dropped + 1);
    expect(state.node('B.x')).toMatchObject({ facts: { dropped: null, position: 1 } });
  });

  test('a column is classified without a new schema, and one that no schema lists is not', () => {
    const state = new GraphState();
    fold(state, schema('A', 'x'), 10);
    const classify = (name: string): AnyEvent => ({
      kind: 'field.classified',
      body: { dataset: 'A', name, piiClass: 'SENSITIVE', directIdentifier: true },
    });
    fold(state, classify('x'), 20);
    expect(state.node('A.x')).toMatchObject({ facts: { piiClass: 'SENSITIVE', directIdentifier: true, position: 0 } });
    expect(fold(state, classify('nowhere'), 30)).toEqual([]);
  });

  test('ends of edges that nobody declared are there without facts, and get them later', () => {
    const state = new GraphState();
    fold(state, flow('F1', 's3://b|t>B x'), 10);
    expect(state.node('s3://b|t')).toEqual({ record: 'dataset', ref: 's3://b|t', facts: null });
    expect(state.node('s3://b|t#x')).toEqual({ record: 'field', ref: 's3://b|t#x', facts: null });
    fold(state, dataset('B'), 20);
    expect(state.node('B')).toMatchObject({ facts: { publisher: 'A01' } });
  });
});
