import { describe, expect, it } from 'vitest';
import { seesDataset } from '../../kernel/identity/visibility.ts';
import { loadSeedCatalogue } from '../../seed/data/index.ts';
import { ANONYMOUS, ARCHITECT, DEVELOPER, seededInstance, stewardOf } from '../support/instance.ts';

const seed = loadSeedCatalogue();
const system = seededInstance();

const WAYS = `query ($from: NodeRef!, $to: NodeRef!, $first: Int, $asOf: DateTime) {
  paths(from: $from, to: $to, first: $first, asOf: $asOf) {
    distance shortest { ref }
    counts { shortest all complete reasons { code } revision asOf }
    shortestWays { complete reasons { code } revision ways { distance steps { ref hidden agency { code } } } }
  }
  between(from: $from, to: $to, asOf: $asOf) {
    complete reasons { code } revision asOf totalCount truncated
    nodes { ref hidden distance kind dataset { title } } edges { from to job transformation }
  }
  separators(from: $from, to: $to, asOf: $asOf) {
    complete reasons { code } direct datasets { ref hidden agency { code } distance dataset { title } }
  }
}`;
const STATISTICS = `query ($level: LineageLevel, $first: Int, $after: String) { lineageStatistics(level: $level) {
  complete reasons { code } revision asOf nodeCount edgeCount generations
  cycles(first: $first) { totalCount nodes { size nodes } }
  origins(first: 200) { totalCount }
  deadEnds(first: 200) { totalCount }
  orphans(first: $first, after: $after) { totalCount nodes { ref dataset { code } } pageInfo { hasNextPage endCursor } }
} }`;

const joined = (steps: readonly { readonly ref: string | null }[]): string => steps.map(({ ref }) => ref).join(' ');

/** Every way between two datasets of the seed, by trying them: flows are few. */
function waysIn(pairs: readonly (readonly [string, string])[], from: string, to: string): string[][] {
  const walk = (path: readonly string[]): string[][] => {
    if (path.at(-1) === to) return [[...path]];
    const next = new Set(
      pairs.filter(([start, end]) => start === path.at(-1) && !path.includes(end)).map(([, end]) => end),
    );
    return [...next].flatMap((end) => walk([...path, end]));
  };
  return walk([from]);
}

describe('the ways from one dataset to another', () => {
  const now = new Date().toISOString();
  const inForce = seed.flows.filter(({ validFrom, validTo }) => validFrom <= now && (!validTo || now < validTo));
  const pairs = inForce.map(({ from, to }) => [from, to] as const);

  it.each([
    ['N01', 'O14'],
    ['N01', 'O12'],
    ['N01', 'N09'],
    ['O14', 'N01'],
  ])('from %s to %s are counted, listed and separated as the flows of the catalogue say', async (from, to) => {
    const all = waysIn(pairs, from, to);
    const { data, errors } = await system().ask(WAYS, { from, to, first: 100 }, ARCHITECT);
    expect(errors).toEqual([]);
    const { counts, distance, shortest, shortestWays } = data.paths;
    expect(counts).toMatchObject({ all: String(all.length), complete: true, reasons: [] });
    const least = Math.min(...all.map(({ length }) => length));
    expect(counts.shortest).toBe(String(all.filter(({ length }) => length === least).length));
    expect(shortestWays.ways).toHaveLength(Math.min(100, all.length));
    expect(joined(shortestWays.ways[0]?.steps ?? [])).toBe(joined(shortest));
    expect(shortestWays.ways[0]?.distance ?? null).toBe(distance);
    expect(data.between.nodes.map((node: { ref: string }) => node.ref).sort()).toEqual([...new Set(all.flat())].sort());
    expect(data.between).toMatchObject({ complete: true, truncated: false, totalCount: new Set(all.flat()).size });
    const frozen: string[] = data.separators.datasets.map((node: { ref: string }) => node.ref);
    const left = pairs.filter(([start, end]) => !frozen.includes(start) && !frozen.includes(end));
    expect(waysIn(left, from, to)).toEqual([]);
    for (const one of frozen) {
      const without = pairs.filter(([a, b]) => ![a, b].some((code) => code !== one && frozen.includes(code)));
      expect(waysIn(without, from, to)).not.toEqual([]);
    }
  });

  it('are those of the time asked about', async () => {
    const { data } = await system().ask(WAYS, { from: 'N01', to: 'O14', asOf: '1990-01-01' }, ARCHITECT);
    expect(data.paths).toMatchObject({ distance: null, counts: { shortest: '0', all: '0', complete: true } });
    expect(data.between).toMatchObject({ nodes: [], totalCount: 0, complete: true });
    expect(data.separators).toMatchObject({ datasets: [], direct: false, complete: true });
  });

  it('of a direct flow cannot be frozen', async () => {
    const { data } = await system().ask(WAYS, { from: 'N01', to: 'S29' }, ARCHITECT);
    expect(data.separators).toMatchObject({ datasets: null, direct: true, complete: true });
  });
});

describe('what is hidden on the ways', () => {
  const ends = { from: 'N01', to: 'O12', first: 100 };

  it('does not exist for a developer', async () => {
    const { data, errors } = await system().ask(WAYS, ends, DEVELOPER);
    expect(errors).toEqual([]);
    const viewer = { subject: 'x', role: 'developer', agencies: [] } as const;
    const hidden = seed.datasets.filter((dataset) => !seesDataset(viewer, dataset)).map(({ code }) => code);
    expect(hidden.length).toBeGreaterThan(0);
    expect(JSON.stringify(data)).not.toMatch(new RegExp(`"(${hidden.join('|')})"`));
    expect(data.between).toMatchObject({ complete: true });
  });

  it('is opaque for a steward, counted as for the architect, and named nowhere', async () => {
    const as = stewardOf('A12');
    const viewer = { subject: 'x', ...as };
    const hidden = seed.datasets.filter((dataset) => !seesDataset(viewer, dataset)).map(({ code }) => code);
    const seen = seed.datasets.filter((dataset) => seesDataset(viewer, dataset)).map(({ code }) => code);
    const names = new RegExp(`"(${hidden.join('|')})(\\\\.|")`);
    let told = 0;
    for (const to of seen.filter((code) => code !== 'N01')) {
      const asked = { from: 'N01', to, first: 100 };
      const [mine, whole] = await Promise.all([system().ask(WAYS, asked, as), system().ask(WAYS, asked, ARCHITECT)]);
      expect(mine.errors).toEqual([]);
      expect(JSON.stringify(mine.data)).not.toMatch(names);
      expect(mine.data.paths.counts.all).toBe(whole.data.paths.counts.all);
      expect(mine.data.between.totalCount).toBe(whole.data.between.totalCount);
      expect(mine.data.separators.datasets?.length).toBe(whole.data.separators.datasets?.length);
      const opaque = mine.data.between.nodes.some((node: { hidden: boolean }) => node.hidden);
      expect(mine.data.between.complete).toBe(!opaque);
      if (opaque) told += 1;
    }
    expect(told).toBeGreaterThan(0);
  });
});

describe('the statistics of the lineage', () => {
  it('page through orphans without a gap', async () => {
    const all = (await system().ask(STATISTICS, { first: 200 }, ARCHITECT)).data.lineageStatistics.orphans;
    const refs: string[] = [];
    for (let after: string | null = null; ; ) {
      const { data, errors } = await system().ask(STATISTICS, { first: 3, after }, ARCHITECT);
      expect(errors).toEqual([]);
      const { nodes, pageInfo, totalCount } = data.lineageStatistics.orphans;
      expect(totalCount).toBe(all.totalCount);
      refs.push(...nodes.map((node: { ref: string }) => node.ref));
      after = pageInfo.endCursor;
      if (!pageInfo.hasNextPage) break;
    }
    expect(refs).toEqual(all.nodes.map((node: { ref: string }) => node.ref));
  });

  it.each(['DATASET', 'COLUMN'])('of level %s count every node in one generation, for every role', async (level) => {
    for (const as of [ARCHITECT, stewardOf('A12'), DEVELOPER, ANONYMOUS]) {
      const { data, errors } = await system().ask(STATISTICS, { level, first: 10 }, as);
      expect(errors).toEqual([]);
      const { nodeCount, generations, complete, reasons } = data.lineageStatistics;
      expect(generations.reduce((sum: number, count: number) => sum + count, 0)).toBe(nodeCount);
      expect(reasons).toEqual(as.role === 'steward' ? [{ code: 'PERMISSION' }] : []);
      expect(complete).toBe(as.role !== 'steward');
    }
  });
});
