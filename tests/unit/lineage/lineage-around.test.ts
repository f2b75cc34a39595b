import { describe, expect, test } from 'vitest';
import { parseInstant } from '../../../lineage/domain/instant.ts';
import {
  catalogTotals,
  datasetRefs,
  describe as describeNode,
  endsOfJob,
  lineage,
  neighbours,
  paths,
  type Visibility,
} from '../../../lineage/projection/index.ts';
import { type AnyEvent, dataset, flow, known, projectionOf, schema } from '../../support/lineage-events.ts';

const NOW = parseInstant('2026-11-23T00:00:00Z');
const agency = (code: string, level: 'CITY' | 'CENTRAL', validTo: string | null = null): AnyEvent => ({
  kind: 'agency.declared',
  body: { code, level, validFrom: null, validTo },
});
const projection = projectionOf([
  agency('A01', 'CITY'),
  agency('A02', 'CITY'),
  agency('X01', 'CITY', '2025-03-01T00:00:00+07:00'),
  agency('B01', 'CENTRAL'),
  { kind: 'partner.declared', body: { code: 'VTL' } },
  {
    kind: 'assignment.set',
    body: { id: '1', agency: 'A01', partner: 'VTL', isLead: true, validFrom: null, validTo: null },
  },
  {
    kind: 'assignment.set',
    body: { id: '2', agency: 'A02', partner: 'VTL', isLead: true, validFrom: null, validTo: '2026-05-01T00:00:00Z' },
  },
  ...['A', 'B', 'C'].map((code) => dataset(code)),
  dataset('P', { sharingClass: 'PRIVATE' }),
  schema('A', 'x y'),
  schema('B', 'x z'),
  schema('P', 'x'),
  schema('B', 'x'),
  flow('F1', 'A>B x,y>x'),
  flow('F2', 'B>C x'),
  flow('F3', 'A>P x'),
  flow('F4', 'P>C x'),
  flow('F5', 'A>A x>y'),
  flow('F6', 'A>C', { validTo: '2026-03-01T00:00:00Z' }),
  flow('F7', 'C>Z%20|q', { validFrom: '2027-01-01T00:00:00Z' }),
]);
const shared: Visibility = { key: 'shared', hidden: 'ABSENT', sees: ({ facts }) => facts?.sharingClass === 'SHARED' };
const around = (of: string, direction: 'UPSTREAM' | 'DOWNSTREAM' | 'BOTH', more = {}) =>
  known(lineage(projection, { of, direction, asOf: NOW, ...more }));
const refs = (answer: { nodes: readonly { ref: string; distance: number }[] }) =>
  answer.nodes.map(({ ref, distance }) => `${ref} ${distance}`);
const steps = (answer: { edges: readonly { from: string; to: string; job: string }[] }) =>
  answer.edges.map(({ from, to, job }) => `${from}>${to} ${job}`);

describe('the graph around a node', () => {
  test('has the node itself at 0, what is reached, and all edges between', () => {
    const answer = around('B', 'BOTH');
    expect(refs(answer)).toEqual(['B 0', 'A 1', 'C 1']);
    expect(steps(answer)).toEqual(['A>A job:F5', 'A>B job:F1', 'B>C job:F2']);
    expect(answer).toMatchObject({ truncated: false, complete: true });
  });

  test('of a column has columns and their transformations', () => {
    const answer = around('C.x', 'UPSTREAM', { visibility: shared });
    expect(refs(answer)).toEqual(['C.x 0', 'B.x 1', 'A.x 2', 'A.y 2']);
    expect(answer.nodes[0]).toEqual({ ref: 'C.x', kind: 'FIELD', distance: 0, dataset: 'C', inCatalog: true });
    expect(answer.edges[0]).toMatchObject({ from: 'A.x', to: 'A.y', job: 'job:F5', transformation: 'IDENTITY' });
  });

  test('tells when each edge flows, and since when that is known', () => {
    const before = parseInstant('2026-02-01T00:00:00Z');
    const { edges } = known(lineage(projection, { of: 'A', direction: 'DOWNSTREAM', asOf: before }));
    const ended = edges.find(({ job }) => job === 'job:F6');
    expect(ended).toMatchObject({ validTo: parseInstant('2026-03-01T00:00:00Z'), recordedTo: null });
    expect(ended?.recordedFrom).toEqual(expect.any(Number));
    expect(edges.find(({ job }) => job === 'job:F1')).toMatchObject({ validTo: null });
  });

  test.each([1, 2, 3])('comes in pages of %s nodes that together are the whole, every edge once', (maxNodes) => {
    const whole = around('A', 'BOTH');
    const nodes: string[] = [];
    const edges: string[] = [];
    let from = { nodes: 0, edges: 0 };
    for (let pages = 0; pages < 20; pages++) {
      const page = around('A', 'BOTH', { maxNodes, maxEdges: 1, from });
      nodes.push(...refs(page));
      edges.push(...steps(page));
      if (page.next === null) break;
      expect(page).toMatchObject({ complete: false, reasons: [{ code: 'BUDGET' }] });
      from = page.next.from;
    }
    expect([...new Set(nodes)]).toEqual(refs(whole));
    expect(edges.toSorted()).toEqual(steps(whole).toSorted());
  });

  test('goes on where the work was cut, with a longer walk, until it is the whole', () => {
    const whole = around('A', 'DOWNSTREAM');
    const nodes = new Set<string>();
    let asked: { from?: { nodes: number; edges: number }; portions?: number } = {};
    for (let pages = 0; pages < 50; pages++) {
      const page = around('A', 'DOWNSTREAM', { budget: 1, ...asked });
      for (const ref of refs(page)) nodes.add(ref);
      if (page.next === null) break;
      asked = page.next;
    }
    expect([...nodes].toSorted()).toEqual(refs(whole).toSorted());
  });

  test('lists the kinds that are asked for, and walks through the others', () => {
    expect(refs(around('job:F1', 'DOWNSTREAM', { kinds: ['DATASET'] }))).toEqual(
      refs(around('job:F1', 'DOWNSTREAM')).filter((text) => !text.startsWith('job:')),
    );
  });

  test('of a dataset at the level of columns begins at its columns', () => {
    // One that was dropped is among them: flows may still name it.
    expect(refs(around('B', 'DOWNSTREAM', { level: 'COLUMN' }))).toEqual(['B.x 0', 'B.z 0', 'C.x 1']);
  });

  test('follows the transformations that are asked for', () => {
    expect(refs(around('A.x', 'DOWNSTREAM', { transformations: ['HASH'] }))).toEqual(['A.x 0']);
    expect(refs(around('A.x', 'DOWNSTREAM', { transformations: ['IDENTITY'] }))).toEqual(
      refs(around('A.x', 'DOWNSTREAM')),
    );
  });

  test('of a job has the job at 0 and what it feeds or reads at 1', () => {
    expect(refs(around('job:F2', 'BOTH'))).toEqual(['job:F2 0', 'B 1', 'C 1', 'A 2']);
    expect(around('job:F2', 'DOWNSTREAM').nodes[0]).toMatchObject({ kind: 'JOB', dataset: null });
  });

  test('keeps the nearest when there are too many, and says that there is more', () => {
    const answer = around('A', 'DOWNSTREAM', { maxNodes: 2 });
    expect(refs(answer)).toEqual(['A 0', 'B 1']);
    expect(steps(answer)).toEqual(['A>A job:F5', 'A>B job:F1']);
    expect(answer).toMatchObject({ truncated: true, complete: false, reasons: [{ code: 'BUDGET' }] });
    expect(around('A', 'DOWNSTREAM', { maxEdges: 1 })).toMatchObject({
      truncated: true,
      reasons: [{ code: 'BUDGET' }],
    });
    expect(around('A', 'DOWNSTREAM', { depth: 1 })).toMatchObject({ truncated: true, reasons: [{ code: 'DEPTH' }] });
  });

  test('shows nothing of what is hidden', () => {
    const answer = around('A', 'DOWNSTREAM', { visibility: shared });
    expect(JSON.stringify(answer)).not.toMatch(/"P|F3|F4/);
    expect(lineage(projection, { of: 'P', direction: 'BOTH', asOf: NOW, visibility: shared }).outcome).toBe(
      'UNKNOWN_NODE',
    );
  });
});

describe('the way between two nodes', () => {
  const way = (from: string, to: string, visibility: Visibility | null = null) =>
    known(paths(projection, { from, to, asOf: NOW, visibility }));

  test('is one of the shortest, the same every time', () => {
    expect(way('A', 'C')).toMatchObject({ distance: 2, shortest: ['A', 'job:F1', 'B', 'job:F2', 'C'], complete: true });
    expect(way('A.y', 'C.x')).toMatchObject({ distance: 2, shortest: ['A.y', 'job:F1', 'B.x', 'job:F2', 'C.x'] });
  });

  test('is none against the flow, and zero hops from a node to itself', () => {
    expect(way('C', 'A')).toMatchObject({ distance: null, shortest: [], complete: true });
    expect(way('A', 'A')).toMatchObject({ distance: 0, shortest: ['A'] });
  });

  test('from a dataset to a column starts at any of its columns', () => {
    expect(way('A', 'C.x')).toMatchObject({ distance: 2, shortest: ['A.x', 'job:F1', 'B.x', 'job:F2', 'C.x'] });
  });

  test('of jobs counts the hops from what reads to what feeds', () => {
    expect(way('job:F1', 'job:F2')).toMatchObject({ distance: 2, shortest: ['job:F1', 'B', 'job:F2'] });
    expect(way('job:F1', 'C')).toMatchObject({ distance: 2, shortest: ['job:F1', 'B', 'job:F2', 'C'] });
  });

  test('names the end that is unknown', () => {
    expect(paths(projection, { from: 'A', to: 'C.nowhere', asOf: NOW })).toMatchObject({
      outcome: 'UNKNOWN_NODE',
      ref: 'C.nowhere',
    });
    expect(paths(projection, { from: 'P', to: 'C', asOf: NOW, visibility: shared })).toMatchObject({
      outcome: 'UNKNOWN_NODE',
      ref: 'P',
    });
  });
});

describe('one hop', () => {
  test('up and down are the distinct visible datasets, without the dataset itself', () => {
    const hop = (of: string, direction: 'UPSTREAM' | 'DOWNSTREAM', visibility: Visibility | null = null) =>
      known(neighbours(projection, of, direction, { asOf: NOW, visibility })).neighbours;
    expect(hop('A', 'DOWNSTREAM')).toEqual(['B', 'P']);
    expect(hop('A', 'UPSTREAM')).toEqual([]);
    expect(hop('C', 'UPSTREAM')).toEqual(['B', 'P']);
    expect(hop('C', 'UPSTREAM', shared)).toEqual(['B']);
  });

  test('of a job is what it reads and feeds', () => {
    expect(known(endsOfJob(projection, 'job:F1', { asOf: NOW }))).toMatchObject({ inputs: ['A'], outputs: ['B'] });
    expect(known(endsOfJob(projection, 'job:F6', { asOf: NOW }))).toMatchObject({ inputs: [], outputs: [] });
    expect(endsOfJob(projection, 'job:F3', { asOf: NOW, visibility: shared }).outcome).toBe('UNKNOWN_NODE');
    expect(endsOfJob(projection, 'A', { asOf: NOW }).outcome).toBe('UNKNOWN_NODE');
  });
});

describe('the totals of the catalog', () => {
  test('count what is there at the time, dropped columns and ended flows left out, planned flows not', () => {
    expect(catalogTotals(projection, { asOf: NOW })).toMatchObject({
      agencies: 2,
      centralBodies: 1,
      partners: 1,
      assignments: 1,
      datasets: 4,
      fields: 4,
      flows: 6,
      columnEdges: 6,
    });
  });

  test('count only what is visible, a flow only with both ends', () => {
    expect(catalogTotals(projection, { asOf: NOW, visibility: shared })).toMatchObject({
      datasets: 3,
      fields: 3,
      flows: 3,
      columnEdges: 4,
    });
  });

  test('are those of the time asked about', () => {
    const past = catalogTotals(projection, { asOf: parseInstant('2025-01-01T00:00:00Z') });
    expect(past).toMatchObject({ agencies: 3, assignments: 2, flows: 7 });
  });
});

describe('what is known of a node', () => {
  test('are its facts, or nothing when it is hidden', () => {
    expect(describeNode(projection, 'B.z', null)).toMatchObject({
      kind: 'FIELD',
      name: 'z',
      dataset: 'B',
      facts: { dropped: expect.any(Number) },
    });
    expect(describeNode(projection, 'job:F1', null)).toMatchObject({ kind: 'JOB', facts: { type: 'API_SYNC' } });
    expect(describeNode(projection, 'P', null)).toMatchObject({ kind: 'DATASET', facts: { sharingClass: 'PRIVATE' } });
    expect(describeNode(projection, 'P', shared)).toBeUndefined();
    expect(describeNode(projection, 'job:F3', shared)).toBeUndefined();
  });

  test('the datasets to suggest are the visible ones of the catalog', () => {
    expect([...datasetRefs(projection, shared)].sort()).toEqual(['A', 'B', 'C']);
    expect([...datasetRefs(projection, null)].sort()).toEqual(['A', 'B', 'C', 'P']);
  });
});
