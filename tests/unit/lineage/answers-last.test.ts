import { describe, expect, test } from 'vitest';
import { foldChanges } from '../../../lineage/domain/fold.ts';
import { GraphState } from '../../../lineage/domain/graph-state.ts';
import { parseInstant } from '../../../lineage/domain/instant.ts';
import { normalise } from '../../../lineage/domain/normalise.ts';
import { impact, Projection } from '../../../lineage/projection/index.ts';
import { type AnyEvent, dataset, flow, follow, known, RECORDED } from '../../support/lineage-events.ts';

const NOW = parseInstant('2026-11-23T00:00:00Z');
const CHAIN = [
  ...['A', 'B', 'C', 'D'].map((code) => dataset(code)),
  flow('F1', 'A>B x'),
  flow('F2', 'B>C x'),
  flow('F3', 'C>D x'),
];

describe.each([
  ['kept in the overlay', { compactBelow: 0 }],
  ['compacted at every increment', { compactBelow: 1_000 }],
])('an answer, with edges %s', (_how, options) => {
  const LATER: readonly (readonly [string, AnyEvent])[] = [
    ['an edge of the path is superseded', flow('F2', 'B>D x')],
    ['a shorter way is found', flow('F4', 'A>D x')],
    ['a flow of the path is retired', { kind: 'flow.retired', body: { code: 'F2', validTo: '2026-02-01T00:00:00Z' } }],
    ['datasets are added', dataset('E')],
  ];

  test.each(LATER)('gives its paths as they were when %s meanwhile', (_what, event) => {
    const [projection, state] = [new Projection(options), new GraphState()];
    follow(projection, state, CHAIN);
    if (options.compactBelow === 0) projection.compact();
    const answer = known(impact(projection, { of: 'A.x', asOf: NOW }));
    const records = foldChanges(state, normalise({ ...event, recordedAt: RECORDED + 1_000 }));
    projection.apply(records, projection.revision + 1);
    const last = answer.datasets.slice(2, 1)[0];
    expect(last?.path()).toEqual(['A.x', 'job:F1', 'B.x', 'job:F2', 'C.x', 'job:F3', 'D.x']);
    expect(answer.revision).toBe(CHAIN.length);
  });

  test('survives a thousand increments and a growing node table', () => {
    const [projection, state] = [new Projection(options), new GraphState()];
    follow(projection, state, CHAIN);
    const answer = known(impact(projection, { of: 'A', asOf: NOW }));
    follow(
      projection,
      state,
      Array.from({ length: 1_500 }, (_, i) => flow(`G${i}`, `A>X${i} x`)),
      RECORDED + 1_000,
    );
    expect(answer.datasets.slice(2, 1)[0]?.path()).toEqual(['A', 'job:F1', 'B', 'job:F2', 'C', 'job:F3', 'D']);
    expect(known(impact(projection, { of: 'A', asOf: NOW })).totals).toMatchObject({ datasets: 3, unresolved: 1_500 });
  });
});
