import { describe, expect, it } from 'vitest';
import { seesDataset } from '../../kernel/identity/visibility.ts';
import { loadSeedCatalogue } from '../../seed/data/index.ts';
import { ARCHITECT, DEVELOPER, seededInstance, stewardOf } from '../support/instance.ts';

const seed = loadSeedCatalogue();
const system = seededInstance();

const DIFF = `query ($of: NodeRef!, $from: DateTime!, $to: DateTime!, $level: LineageLevel, $first: Int, $after: String) {
  lineageDiff(of: $of, from: $from, to: $to, depth: 50, level: $level) {
    complete reasons { code } revision asOf asRecorded from to
    totals { addedNodes removedNodes addedEdges removedEdges addedDatasets removedDatasets }
    nodes(first: 200) { totalCount nodes { change node { ref key hidden distance agency { code } dataset { code } } } }
    edges(first: $first, after: $after) {
      totalCount nodes { change distance edge { from to job fromKey toKey transformation } } pageInfo { hasNextPage endCursor }
    }
    datasets(first: 200) { totalCount nodes { change node { ref hidden } } }
  }
}`;
const LINEAGE = `query ($of: NodeRef!, $asOf: DateTime!) { lineage(of: $of, depth: 50, asOf: $asOf) {
  nodes { ref } edges { from to job transformation }
} }`;
const [FROM, TO] = ['2024-06-01T00:00:00.000Z', '2026-11-23T00:00:00.000Z'];
const starts = seed.datasets.map(({ code }) => code);

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly job: string;
  readonly transformation: string | null;
}
const word = ({ from, to, job, transformation }: Edge): string => [from, to, job, transformation].join(' ');
const only = (these: readonly string[], those: readonly string[]): string[] =>
  these.filter((one) => !those.includes(one)).sort();
const namesOf = (codes: readonly string[]): RegExp => new RegExp(`(?<!\\w)(${codes.join('|')})(?!\\w)`);

async function differing(): Promise<string[]> {
  const found: string[] = [];
  for (const of of starts) {
    const { data } = await system().ask(DIFF, { of, from: FROM, to: TO, first: 200 }, ARCHITECT);
    if (data.lineageDiff.totals.addedEdges + data.lineageDiff.totals.removedEdges > 0) found.push(of);
  }
  return found;
}

describe('what differs between two instants', () => {
  it('is what `lineage` shows at one of them and not at the other', async () => {
    const some = await differing();
    expect(some.length).toBeGreaterThan(5);
    for (const of of some.slice(0, 12)) {
      const [{ data, errors }, before, after] = await Promise.all([
        system().ask(DIFF, { of, from: FROM, to: TO, first: 200 }, ARCHITECT),
        system().ask(LINEAGE, { of, asOf: FROM }, ARCHITECT),
        system().ask(LINEAGE, { of, asOf: TO }, ARCHITECT),
      ]);
      expect(errors).toEqual([]);
      const { nodes, edges, datasets, totals, ...head } = data.lineageDiff;
      expect(head).toMatchObject({ complete: true, reasons: [], from: FROM, to: TO, asOf: TO, asRecorded: null });
      const [was, is] = [before, after].map((answer) => ({
        nodes: answer.data.lineage.nodes.map(({ ref }: { ref: string }) => ref),
        edges: answer.data.lineage.edges.map(word),
      }));
      const listed = (list: { nodes: readonly never[] }, change: string, read: (one: never) => string): string[] =>
        list.nodes
          .filter((one) => one['change'] === change)
          .map(read)
          .sort();
      const ref = (one: never): string => one['node']['ref'];
      const edge = (one: never): string => word(one['edge']);
      expect(listed(nodes, 'ADDED', ref), of).toEqual(only(is?.nodes, was?.nodes));
      expect(listed(nodes, 'REMOVED', ref), of).toEqual(only(was?.nodes, is?.nodes));
      expect(listed(edges, 'ADDED', edge), of).toEqual(only(is?.edges, was?.edges));
      expect(listed(edges, 'REMOVED', edge), of).toEqual(only(was?.edges, is?.edges));
      expect(listed(datasets, 'ADDED', ref), of).toEqual(listed(nodes, 'ADDED', ref));
      expect([totals.addedEdges + totals.removedEdges, totals.addedNodes + totals.removedNodes]).toEqual([
        edges.totalCount,
        nodes.totalCount,
      ]);
    }
  });

  it('comes in pages, every edge once', async () => {
    const [of] = await differing();
    const asked = { of, from: FROM, to: TO, level: 'COLUMN' };
    const { data: whole } = await system().ask(DIFF, { ...asked, first: 200 }, ARCHITECT);
    const paged: unknown[] = [];
    for (let after: string | null = null, pages = 0; pages < 100; pages++) {
      const { data, errors } = await system().ask(DIFF, { ...asked, first: 3, after }, ARCHITECT);
      expect(errors).toEqual([]);
      const { nodes, pageInfo, totalCount } = data.lineageDiff.edges;
      expect(totalCount).toBe(whole.lineageDiff.edges.totalCount);
      paged.push(...nodes);
      if (!pageInfo.hasNextPage || paged.length >= 200) break;
      after = pageInfo.endCursor;
    }
    expect(paged.length).toBeGreaterThan(3);
    expect(paged.slice(0, 200)).toEqual(whole.lineageDiff.edges.nodes.slice(0, paged.length));
  });

  it('is counted for a steward where it is hidden, and named nowhere; it does not exist for a developer', async () => {
    const as = stewardOf('A12');
    const hiddenFrom = (viewer: Parameters<typeof seesDataset>[0]): string[] =>
      seed.datasets.filter((dataset) => !seesDataset(viewer, dataset)).map(({ code }) => code);
    const [fromSteward, fromDeveloper] = [
      hiddenFrom({ subject: 'x', ...as }),
      hiddenFrom({ subject: 'x', role: 'developer', agencies: [] }),
    ];
    let opaque = 0;
    for (const of of starts.filter((code) => !fromSteward.includes(code) && !fromDeveloper.includes(code))) {
      const asked = { of, from: FROM, to: TO, first: 200 };
      const [mine, whole, theirs] = await Promise.all(
        [as, ARCHITECT, DEVELOPER].map((viewer) => system().ask(DIFF, asked, viewer)),
      );
      expect([mine?.errors, theirs?.errors]).toEqual([[], []]);
      expect(JSON.stringify(mine?.data), of).not.toMatch(namesOf(fromSteward));
      expect(JSON.stringify(theirs?.data), of).not.toMatch(namesOf(fromDeveloper));
      expect(mine?.data.lineageDiff.totals).toEqual(whole?.data.lineageDiff.totals);
      expect(theirs?.data.lineageDiff.complete).toBe(true);
      const steps = mine?.data.lineageDiff.nodes.nodes.filter((one: never) => one['node']['hidden']);
      if (steps.length > 0) {
        opaque++;
        expect(mine?.data.lineageDiff.reasons).toEqual([{ code: 'PERMISSION' }]);
        for (const { node } of steps) expect([node.ref, typeof node.agency.code]).toEqual([null, 'string']);
      }
    }
    expect(opaque).toBeGreaterThan(0);
  });
});
