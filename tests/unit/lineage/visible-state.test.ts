import { describe, expect, it } from 'vitest';
import { GraphState } from '../../../lineage/domain/graph-state.ts';
import { Projection, type Visibility } from '../../../lineage/projection/index.ts';
import { type AnyEvent, dataset, flow, follow, projectionOf, RECORDED, schema } from '../../support/lineage-events.ts';
import { Random } from '../../support/random.ts';

const shared: Visibility = {
  key: 'shared',
  hidden: 'ABSENT',
  sees: ({ facts }) => facts?.sharingClass === 'SHARED',
};
const hidden = (code: string) => dataset(code, { sharingClass: 'PRIVATE' });
const token = (projection: Projection): string => projection.visibleRevision(shared);

const VISIBLE: readonly AnyEvent[] = [
  dataset('A'),
  dataset('B'),
  schema('A', 'x y'),
  schema('B', 'x y'),
  flow('F1', 'A>B x,y'),
];
const HIDDEN: readonly AnyEvent[] = [
  hidden('H'),
  schema('H', 'x'),
  flow('F2', 'A>H x'),
  flow('F3', 'H>B x'),
  hidden('I'),
  flow('F4', 'H>I x'),
];

/** Tokens after every event, asked after each, so that every step is an increment. */
function tokensOf(events: readonly AnyEvent[], compactBelow: number): string[] {
  const projection = new Projection({ compactBelow });
  const state = new GraphState();
  return events.map((event, place) => {
    follow(projection, state, [event], RECORDED + place);
    return token(projection);
  });
}

describe('the name of the state that a visibility shows', () => {
  it('is the same with and without what is hidden, in whatever order it came', () => {
    const expected = token(projectionOf(VISIBLE));
    const random = new Random(7);
    for (let round = 0; round < 40; round++) {
      const mixed = random.some([...HIDDEN, ...VISIBLE], HIDDEN.length + VISIBLE.length);
      // A flow of columns that no schema lists yet is folded as well; what is declared comes first or last alike.
      expect(token(projectionOf(mixed))).toBe(expected);
      expect(tokensOf(mixed, round % 2 === 0 ? 0 : 20_000).at(-1)).toBe(expected);
    }
  });

  it.each([0, 20_000])('does not change when hidden facts change, and changes when visible ones do (%i)', (compact) => {
    const events = [...VISIBLE, ...HIDDEN, flow('F1', 'A>B x'), schema('A', 'x y z'), flow('F1', 'A>B x,y')];
    const tokens = tokensOf(events, compact);
    expect(new Set(tokens.slice(VISIBLE.length - 1, VISIBLE.length + HIDDEN.length)).size).toBe(1);
    const changes = tokens.slice(VISIBLE.length + HIDDEN.length - 1);
    expect(new Set(changes).size).toBe(changes.length);
  });

  it('follows a dataset that becomes visible, and one that is hidden', () => {
    const state = new GraphState();
    const projection = new Projection();
    follow(projection, state, [...VISIBLE, ...HIDDEN]);
    const before = token(projection);
    follow(projection, state, [dataset('H')], RECORDED + 100);
    const shown = token(projection);
    expect(shown).not.toBe(before);
    const everything = projectionOf([...VISIBLE, dataset('H'), ...HIDDEN.slice(1)]);
    expect(shown).toBe(token(everything));
    follow(projection, state, [hidden('H')], RECORDED + 200);
    expect(token(projection)).toBe(before);
  });

  it('cannot be compared between visibilities', () => {
    const projection = projectionOf(VISIBLE);
    expect(projection.visibleRevision({ ...shared, key: 'other' })).not.toBe(token(projection));
  });
});
