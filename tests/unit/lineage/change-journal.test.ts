import { describe, expect, test } from 'vitest';
import { foldChanges } from '../../../lineage/domain/fold.ts';
import { GraphState } from '../../../lineage/domain/graph-state.ts';
import { normalise } from '../../../lineage/domain/normalise.ts';
import type { GraphChange } from '../../../lineage/projection/change-journal.ts';
import { Projection, type Visibility } from '../../../lineage/projection/index.ts';
import { journalGraph } from '../../../lineage/projection/journal-graph.ts';
import { type AnyEvent, dataset, flow, RECORDED, schema } from '../../support/lineage-events.ts';

const shared: Visibility = {
  key: 'shared',
  hidden: 'ABSENT',
  sees: ({ facts }) => facts !== null && facts.sharingClass === 'SHARED',
};
const steward: Visibility = { ...shared, key: 'steward', hidden: 'OPAQUE' };
const START: readonly AnyEvent[] = [
  dataset('A'),
  dataset('B'),
  dataset('P', { sharingClass: 'PRIVATE' }),
  schema('A', 'x'),
  schema('B', 'x'),
  schema('P', 'x'),
  flow('F1', 'A>B x'),
];
const HIDDEN = [
  flow('F2', 'A>P x'),
  flow('F3', 'P>B x'),
  schema('P', 'x y'),
  dataset('Q', { sharingClass: 'PRIVATE' }),
];

/** A graph that takes events, and what is told of them. */
function world() {
  const [projection, state] = [new Projection(), new GraphState()];
  const graph = journalGraph(projection);
  const take = (...events: readonly AnyEvent[]): void => {
    for (const event of events) {
      const revision = projection.revision + 1;
      projection.apply(foldChanges(state, normalise({ ...event, recordedAt: RECORDED + revision })), revision);
    }
  };
  const tell = (visibility = shared): string => {
    const name = projection.visibleRevision(visibility);
    projection.journal.tell(visibility, name);
    return name;
  };
  take(...START);
  return {
    projection,
    take,
    tell,
    since: (name: string) => projection.journal.betweenNames(shared, name, tell(), graph)?.map(word) ?? null,
    sinceRevision: (revision: number, visibility: Visibility | null = null) =>
      projection.journal.betweenRevisions(visibility, revision, projection.revision, graph)?.map(word) ?? null,
  };
}

const word = (change: GraphChange): string =>
  change.record === 'edge'
    ? `${change.from}>${change.to} ${change.job}${change.recordedTo === null ? '' : ' superseded'}`
    : change.ref;

describe('what changed since a revision', () => {
  test('is every node and edge once, as it is now', () => {
    const { take, projection, sinceRevision } = world();
    const { revision } = projection;
    take(dataset('C'), flow('F4', 'B>C'), flow('F1', 'A>C'), schema('A', 'x'));
    expect(sinceRevision(revision)).toEqual([
      'C',
      'job:F4',
      'A>B job:F1 superseded',
      'A>C job:F1',
      'A.x>B.x job:F1 superseded',
      'B>C job:F4',
    ]);
    expect(sinceRevision(projection.revision)).toEqual([]);
  });

  test('has a gap before the journal begins', () => {
    const records = [...world().projection.records()];
    const later = new Projection({}, { ...world().projection, graph: world().projection.graph, revision: 7 });
    const graph = journalGraph(later);
    expect(records.length).toBeGreaterThan(0);
    expect(later.journal.betweenRevisions(null, 6, 7, graph)).toBeNull();
    expect(later.journal.betweenRevisions(null, 7, 7, graph)).toEqual([]);
  });

  test('leaves out for a steward what is between hidden datasets, and begins anew when other datasets are visible', () => {
    const { take, projection, sinceRevision } = world();
    const { revision } = projection;
    take(...HIDDEN);
    expect(sinceRevision(revision, steward)).toEqual(['A>P job:F2', 'A.x>P.x job:F2', 'P>B job:F3', 'P.x>B.x job:F3']);
    take(dataset('P'));
    expect(sinceRevision(revision, steward)).toBeNull();
    expect(sinceRevision(revision)).toContain('P');
  });
});

describe('what changed since a name that was told to whom hidden things do not exist', () => {
  test('does not depend on what is hidden', () => {
    const [plain, crowded] = [world(), world()];
    const names = [plain, crowded].map(({ tell }) => tell());
    expect(names[0]).toBe(names[1]);
    const [name = ''] = names;
    for (const event of [dataset('C'), flow('F4', 'B>C'), flow('F1', 'A>B')]) {
      plain.take(event);
      crowded.take(...HIDDEN, event);
      expect(crowded.since(name)).toEqual(plain.since(name));
      expect(crowded.tell()).toBe(plain.tell());
    }
    expect(plain.since(name)).toEqual(['C', 'job:F4', 'A.x>B.x job:F1 superseded', 'B>C job:F4']);
  });

  test('is the same for a dataset that is published as for one that is made', () => {
    const [hiddenFirst, madeLater] = [world(), world()];
    const made = (facts: object): AnyEvent[] => [dataset('N', facts), schema('N', 'k'), flow('F9', 'A>N x>k')];
    hiddenFirst.tell();
    hiddenFirst.take(...made({ sharingClass: 'PRIVATE' }));
    const names = [hiddenFirst.tell(), madeLater.tell()];
    expect(names[0]).toBe(names[1]);
    hiddenFirst.take(dataset('N'));
    madeLater.take(...made({}));
    const told = madeLater.since(names[1] ?? '')?.filter((one) => !one.startsWith('job:'));
    expect(hiddenFirst.since(names[0] ?? '')?.filter((one) => !one.startsWith('job:'))).toEqual(told);
    expect(told).toEqual(['N', 'N.k', 'A>N job:F9', 'A.x>N.k job:F9']);
  });

  test('is not known when the name is not, or when a dataset is hidden that was not', () => {
    const { take, tell, since } = world();
    const before = tell();
    expect(since('never told here, or so')).toBeNull();
    take(dataset('C'));
    expect(since(before)).toEqual(['C']);
    const name = tell();
    take(dataset('C', { sharingClass: 'PRIVATE' }));
    expect(since(name)).toBeNull();
    // The state from before the dataset is there again, and has its name.
    expect(since(before)).toEqual([]);
  });
});
