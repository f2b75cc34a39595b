import { expect, test } from 'vitest';
import { RecentImpacts } from '../../../lineage/answers/recent-impacts.ts';
import { parseInstant } from '../../../lineage/domain/instant.ts';
import { impact, type Visibility } from '../../../lineage/projection/index.ts';
import { dataset, flow, projectionOf, schema } from '../../support/lineage-events.ts';

const NOW = parseInstant('2026-11-23T00:00:00Z');
const graph = projectionOf([dataset('A'), schema('A', 'x'), dataset('B'), schema('B', 'x'), flow('F1', 'A>B x')]);
const QUESTION = { of: 'A', transformations: null, changes: null };

/** How often an answer is made for some askings in turn. */
function made(...askings: readonly { asOf?: number; key?: string; of?: string; budget?: number; moved?: boolean }[]) {
  const recent = new RecentImpacts();
  let count = 0;
  for (const { asOf = NOW, key, of = 'A', budget, moved } of askings) {
    const visibility: Visibility | null = key === undefined ? null : { key, hidden: 'ABSENT', sees: () => true };
    const asked = { asOf, visibility };
    if (moved === true) graph.apply([], graph.revision + 1);
    recent.of(graph, { ...QUESTION, of }, asked, () => {
      count += 1;
      return impact(graph, { ...QUESTION, of, ...asked, ...(budget === undefined ? {} : { budget }) });
    });
  }
  return count;
}

test('the pages of one impact cost one walk', () => {
  expect(made({}, {}, {})).toBe(1);
});

test('another question, instant, viewer or revision costs another', () => {
  expect(made({}, { of: 'B' }, { asOf: NOW + 1 }, { key: 'developer' }, {})).toBe(4);
  expect(made({}, { moved: true })).toBe(2);
});

test('what was cut, and what is not there, is not kept; nor are more than four', () => {
  expect(made({ budget: 0 }, { budget: 0 })).toBe(2);
  expect(made({ of: 'X' }, { of: 'X' })).toBe(2);
  expect(made({}, { asOf: NOW + 1 }, { asOf: NOW + 2 }, { asOf: NOW + 3 }, { asOf: NOW + 4 }, {})).toBe(6);
});
