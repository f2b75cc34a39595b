import { beforeAll, describe, expect, it } from 'vitest';
import { seesDataset } from '../../kernel/identity/visibility.ts';
import { loadSeedCatalogue } from '../../seed/data/index.ts';
import { ARCHITECT, DEVELOPER, seededInstance, stewardOf } from '../support/instance.ts';

const seed = loadSeedCatalogue();
const system = seededInstance();
const publisherOf = new Map(seed.datasets.map(({ code, publisher }) => [code, publisher]));
const agencies = [...new Set(seed.datasets.map(({ publisher }) => publisher))].filter((code) => code.startsWith('A'));

const IMPACT = `query ($of: NodeRef!) { impact(of: $of) {
  complete reasons { code }
  totals { datasets fields agencies partners openDatasets hidden unresolved }
  hidden { agency { code } datasets }
  datasets(first: 200) { totalCount nodes { ref distance path { ref hidden agency { code } } fields { ref path { ref hidden agency { code } } } } }
} }`;
const LINEAGE = `query ($of: NodeRef!) {
  lineageCost(of: $of, direction: BOTH, depth: 50) { complete reasons { code } nodes edges isExact pages }
  lineage(of: $of, direction: BOTH, depth: 50) {
  complete reasons { code } truncated
  nodes { ref key hidden agency { code } kind distance dataset { code } }
  edges { from to job fromKey toKey transformation }
} }`;
const PATHS = `query ($from: NodeRef!, $to: NodeRef!) { paths(from: $from, to: $to) {
  complete reasons { code } distance shortest { ref hidden agency { code } }
} }`;

interface Step {
  readonly ref: string | null;
  readonly hidden: boolean;
  readonly agency: { readonly code: string } | null;
}
interface Affected {
  readonly ref: string;
  readonly distance: number;
  readonly path: readonly Step[];
}

const datasetOf = (ref: string): string => ref.split('.')[0] ?? ref;
const refsOf = (path: readonly Step[]): string[] => path.map(({ ref }) => ref ?? '');

describe.each(agencies.map((agency) => [agency]))('a steward of %s', (agency) => {
  const as = stewardOf(agency);
  const viewer = { subject: 'x', ...as };
  const sees = (code: string): boolean =>
    seed.datasets.some((dataset) => dataset.code === code && seesDataset(viewer, dataset));
  const hidden = seed.datasets.map(({ code }) => code).filter((code) => !sees(code));
  const hiddenFlows = seed.flows.filter(({ from, to }) => !sees(from) || !sees(to)).map(({ code }) => code);
  const names = new RegExp(`(?<!\\w)(${[...hidden, ...hiddenFlows].join('|')})(?!\\w)`);
  const starts = seed.datasets.filter(({ code }) => sees(code)).map(({ code }) => code);
  /** A path of the architect's as this steward is to be told it. */
  const veiled = (path: readonly string[]): Step[] =>
    path.map((ref, place): Step => {
      const beside = [path[place + 1], path[place - 1]].find((other) => other !== undefined && !sees(datasetOf(other)));
      const concealed = ref.startsWith('job:') ? beside : sees(datasetOf(ref)) ? undefined : ref;
      return concealed === undefined
        ? { ref, hidden: false, agency: null }
        : { ref: null, hidden: true, agency: { code: publisherOf.get(datasetOf(concealed)) ?? '' } };
    });

  it('is told of hidden datasets as counted steps with the agency to ask, and of nothing else', async () => {
    for (const of of [...starts, ...starts.flatMap((code) => columnsOf(code).slice(0, 2))]) {
      const [mine, whole] = await Promise.all([
        system().ask(IMPACT, { of }, as),
        system().ask(IMPACT, { of }, ARCHITECT),
      ]);
      expect(mine.errors).toEqual([]);
      expect(JSON.stringify(mine.data), of).not.toMatch(names);
      const report = mine.data.impact;
      const all: Affected[] = whole.data.impact.datasets.nodes;
      const behind = all.filter(({ ref }) => !sees(ref));
      expect(report.totals.hidden, of).toBe(behind.length);
      expect(report.totals.datasets).toBe(all.length - behind.length);
      expect(report.complete).toBe(behind.length === 0);
      expect(report.reasons).toEqual(behind.length === 0 ? [] : [{ code: 'PERMISSION' }]);
      const counted = Map.groupBy(behind, ({ ref }) => publisherOf.get(ref) ?? '');
      expect(Object.fromEntries(report.hidden.map((one: never) => [one['agency']['code'], one['datasets']]))).toEqual(
        Object.fromEntries([...counted].map(([code, list]) => [code, list.length])),
      );
      for (const affected of report.datasets.nodes as Affected[]) {
        const known = all.find(({ ref }) => ref === affected.ref);
        expect(affected.distance).toBe(known?.distance);
        expect(affected.path, `${of} to ${affected.ref}`).toEqual(veiled(refsOf(known?.path ?? [])));
      }
    }
  });

  it('is told with the neighbours of a dataset how many are hidden, and whom to ask', async () => {
    const query = `query ($code: ID!) { dataset(code: $code) {
      up: upstream(first: 200) { totalCount complete reasons { code } hidden { agency { code } datasets } nodes { ref } }
      down: downstream(first: 200) { totalCount complete reasons { code } hidden { agency { code } datasets } nodes { ref } }
    } }`;
    for (const code of starts) {
      const [mine, whole] = await Promise.all([
        system().ask(query, { code }, as),
        system().ask(query, { code }, ARCHITECT),
      ]);
      expect(JSON.stringify(mine.data), code).not.toMatch(names);
      for (const way of ['up', 'down']) {
        const [told, all] = [mine.data.dataset[way], whole.data.dataset[way]];
        const behind = all.nodes.filter(({ ref }: { ref: string }) => !sees(ref)).length;
        expect(told.hidden.reduce((sum: number, one: { datasets: number }) => sum + one.datasets, 0)).toBe(behind);
        expect([told.totalCount, told.complete]).toEqual([all.totalCount - behind, behind === 0]);
        expect(told.reasons).toEqual(behind === 0 ? [] : [{ code: 'PERMISSION' }]);
        expect([all.complete, all.hidden]).toEqual([true, []]);
      }
    }
  });

  it('is told with lists of flows and jobs that some are hidden, whatever is asked for, and of none of them which', async () => {
    const { data } = await system().ask(
      `{ flows(first: 200) { totalCount complete reasons { code } asOf revision nodes { ref complete reasons { code } hidden { datasets } } }
         none: flows(first: 5, filter: { document: "0/QĐ" }) { totalCount complete reasons { code } }
         jobs(first: 200) { complete reasons { code } nodes { ref complete } } }`,
      undefined,
      as,
    );
    expect(JSON.stringify(data)).not.toMatch(names);
    expect(hiddenFlows.length).toBeGreaterThan(0);
    const reasons = [{ code: 'PERMISSION' }];
    expect(data).toMatchObject({
      flows: { complete: false, reasons },
      none: { totalCount: 0, complete: false, reasons },
      jobs: { complete: false, reasons },
    });
    // A flow of the sample catalogue has one dataset at either end: who sees it sees all of it.
    for (const flow of data.flows.nodes) expect(flow).toMatchObject({ complete: true, reasons: [], hidden: [] });
    const [whole, developer] = await Promise.all(
      [ARCHITECT, DEVELOPER].map((who) =>
        system().ask('{ flows { complete reasons { code } } jobs { complete reasons { code } } }', undefined, who),
      ),
    );
    const all = { complete: true, reasons: [] };
    for (const answer of [whole, developer]) expect(answer?.data).toEqual({ flows: all, jobs: all });
  });

  it('sees the shape of the graph around, hidden nodes under names of that answer alone', async () => {
    for (const of of starts) {
      const [mine, whole] = await Promise.all([
        system().ask(LINEAGE, { of }, as),
        system().ask(LINEAGE, { of }, ARCHITECT),
      ]);
      expect(JSON.stringify(mine.data), of).not.toMatch(names);
      const [graph, all] = [mine.data.lineage, whole.data.lineage];
      expect(graph.nodes).toHaveLength(all.nodes.length);
      expect(graph.edges).toHaveLength(all.edges.length);
      const { complete, reasons } = graph;
      const sizes = { nodes: all.nodes.length, edges: all.edges.length };
      expect(mine.data.lineageCost).toEqual({ complete, reasons, ...sizes, isExact: true, pages: 1 });
      expect(graph.truncated).toBe(false);
      const keys = new Set(graph.nodes.map(({ key }: { key: string }) => key));
      expect(keys.size).toBe(graph.nodes.length);
      for (const { from, to, job, fromKey, toKey } of graph.edges) {
        expect([keys.has(fromKey), keys.has(toKey)]).toEqual([true, true]);
        expect(job === null).toBe(from === null || to === null);
      }
      for (const node of graph.nodes) {
        expect(node.hidden).toBe(node.ref === null);
        if (node.hidden) expect([node.dataset, typeof node.agency.code]).toEqual([null, 'string']);
        else expect([node.key, node.agency]).toEqual([node.ref, null]);
      }
    }
  });
});

const columnsOf = (code: string): string[] =>
  (seed.datasets.find((dataset) => dataset.code === code)?.fields ?? []).map(({ name }) => `${code}.${name}`);

describe('a way through a dataset of another agency', () => {
  let through: { from: string; to: string; hidden: string } | undefined;
  beforeAll(() => {
    const developerSees = (code: string): boolean =>
      seed.datasets.some(
        (dataset) => dataset.code === code && seesDataset({ subject: 'x', role: 'developer', agencies: [] }, dataset),
      );
    for (const into of seed.flows) {
      const onward = seed.flows.find(({ from, to }) => from === into.to && developerSees(to));
      if (developerSees(into.from) && !developerSees(into.to) && onward !== undefined) {
        through = { from: into.from, to: onward.to, hidden: into.to };
        break;
      }
    }
  });

  it('has an opaque step for a steward, and is none for a developer', async () => {
    if (through === undefined) throw new Error('The sample catalogue has no such way');
    const { from, to, hidden } = through;
    const other = agencies.find((agency) => agency !== publisherOf.get(hidden)) ?? '';
    const [steward, developer, architect] = await Promise.all([
      system().ask(PATHS, { from, to }, stewardOf(other)),
      system().ask(PATHS, { from, to }, DEVELOPER),
      system().ask(PATHS, { from, to }, ARCHITECT),
    ]);
    const { shortest, complete, reasons } = steward.data.paths;
    expect(refsOf(architect.data.paths.shortest)[2]).toBe(hidden);
    expect(shortest[2]).toEqual({ ref: null, hidden: true, agency: { code: publisherOf.get(hidden) } });
    expect([complete, reasons]).toEqual([false, [{ code: 'PERMISSION' }]]);
    expect(developer.data.paths).toEqual({ complete: true, reasons: [], distance: null, shortest: [] });
  });
});
