import { describe, expect, test } from 'vitest';
import { GraphState } from '../../../lineage/domain/graph-state.ts';
import { parseInstant } from '../../../lineage/domain/instant.ts';
import { Projection, type StatisticsQuery, statistics } from '../../../lineage/projection/index.ts';
import { dataset, flow, follow, projectionOf, schema } from '../../support/lineage-events.ts';

const NOW = parseInstant('2026-11-23T00:00:00Z');
const FEBRUARY = parseInstant('2026-02-01T00:00:00+07:00');

const EVENTS = [
  ...['A', 'B', 'C', 'D', 'E', 'Z'].map((code) => dataset(code)),
  schema('Z', 'x old'),
  flow('F1', 'A>B x'),
  flow('F2', 'B>C x'),
  flow('F3', 'C>B x'),
  flow('F4', 'C>D x'),
  flow('F5', 'D>D x'),
  flow('F6', 'D>E x', { validFrom: '2026-03-01T00:00:00+07:00' }),
  flow('F7', 's3://lake|raw>E x', { validFrom: '2026-03-01T00:00:00+07:00' }),
];

describe('the statistics of a graph', () => {
  const projection = projectionOf(EVENTS);
  const ask = (how: Partial<StatisticsQuery> = {}) => statistics(projection, { level: 'DATASET', asOf: NOW, ...how });

  test('name cycles, the largest first, generations, origins, dead ends and orphans', () => {
    expect(ask()).toMatchObject({
      complete: true,
      nodes: 7,
      edges: 7,
      cycles: [['B', 'C'], ['D']],
      generations: [3, 2, 1, 1],
      orphans: ['Z'],
      origins: ['A', 's3://lake|raw'],
      deadEnds: ['E'],
    });
  });

  test('are those of the time asked about; a name that nothing flows through then is not there', () => {
    expect(ask({ asOf: FEBRUARY })).toMatchObject({ nodes: 6, edges: 5, orphans: ['E', 'Z'], deadEnds: ['D'] });
    expect(ask({ asOf: FEBRUARY }).generations).toEqual([3, 2, 1]);
  });

  test('are those of the level asked about', () => {
    expect(ask({ level: 'COLUMN' })).toMatchObject({
      nodes: 8,
      cycles: [['B.x', 'C.x'], ['D.x']],
      orphans: ['Z.old', 'Z.x'],
    });
  });

  test('count nothing that is hidden', () => {
    const visibility = { key: 'without C', hidden: 'ABSENT' as const, sees: ({ ref }: { ref: string }) => ref !== 'C' };
    expect(ask({ visibility })).toMatchObject({ nodes: 6, edges: 4, cycles: [['D']], deadEnds: ['B', 'E'] });
    expect(ask({ visibility }).generations).toEqual([4, 2]);
  });

  test('cut by a budget are incomplete and empty', () => {
    expect(ask({ budget: 3 })).toMatchObject({
      complete: false,
      reasons: [{ code: 'BUDGET' }],
      nodes: 0,
      cycles: [],
      orphans: [],
    });
  });

  test('know what was added since they were asked last', () => {
    const [growing, state] = [new Projection(), new GraphState()];
    follow(growing, state, EVENTS);
    const before = statistics(growing, { level: 'DATASET', asOf: NOW });
    expect(statistics(growing, { level: 'DATASET', asOf: NOW }).orphans).toBe(before.orphans);
    follow(growing, state, [flow('F9', 'E>Z x')]);
    expect(statistics(growing, { level: 'DATASET', asOf: NOW }).orphans).toEqual([]);
  });

  test('of an empty graph are nothing, and complete', () => {
    expect(statistics(new Projection(), { level: 'DATASET', asOf: NOW })).toMatchObject({
      complete: true,
      nodes: 0,
      edges: 0,
      generations: [],
    });
  });
});
