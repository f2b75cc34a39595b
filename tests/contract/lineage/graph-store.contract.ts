import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CanonicalHash, canonicalHash } from '../../../lineage/domain/canonical-hash.ts';
import type { Change } from '../../../lineage/domain/change.ts';
import { codeOf } from '../../../lineage/domain/code-of.ts';
import { foldChanges } from '../../../lineage/domain/fold.ts';
import {
  type EdgeRecord,
  type FactRecord,
  type GraphRecord,
  type NodeRecord,
  recordKey,
} from '../../../lineage/domain/graph-record.ts';
import { GraphState } from '../../../lineage/domain/graph-state.ts';
import { parseInstant } from '../../../lineage/domain/instant.ts';
import { normalise } from '../../../lineage/domain/normalise.ts';
import { closureOf, loadProjection, Projection, ProjectionLoader } from '../../../lineage/projection/index.ts';
import type { GraphStore, TraverseQuery } from '../../../lineage/store/graph-store.ts';
import { type AnyEvent, dataset, flow, known, RECORDED, schema } from '../../support/lineage-events.ts';
import { columnFacet, named, refOf, runEvent, schemaFacet } from '../../support/openlineage-events.ts';

/** A store under test, empty, and how to let go of it. */
export interface OpenStore {
  readonly store: GraphStore;
  /** The same graph as another process would open it. */
  readonly another: () => GraphStore;
  close(): Promise<void>;
}

const NOW = parseInstant('2026-11-23T00:00:00Z');
const changesOf = (events: readonly AnyEvent[], recordedAt = RECORDED): Change[] =>
  events.flatMap((event, i) => normalise({ ...event, recordedAt: recordedAt + i }));
const HOSTILE = ["a'; drop table x; --", '"q"', '\\', '$1', '?', '👨‍👩‍👧', '__proto__', 'Sổ hộ khẩu', 'n'.repeat(900)];

/** What every graph store does. */
export function graphStoreContract(name: string, open: () => Promise<OpenStore>): void {
  describe(`the graph store on ${name}`, () => {
    let opened: OpenStore;
    let store: GraphStore;
    beforeAll(async () => {
      opened = await open();
      store = opened.store;
    });
    afterAll(() => opened.close());
    beforeEach(() => store.reset());

    const recordsOf = async (of: GraphStore = store): Promise<GraphRecord[]> => {
      const records: GraphRecord[] = [];
      await of.scan((page) => {
        records.push(...page);
      });
      return records;
    };
    const fold = (...batches: readonly (readonly Change[])[]): GraphState => {
      const state = new GraphState();
      for (const changes of batches) foldChanges(state, changes);
      return state;
    };
    const CYCLE = changesOf([
      dataset('A'),
      dataset('P', { sharingClass: 'PRIVATE' }),
      schema('A', 'x y'),
      flow('F1', 'A>B x'),
      flow('F2', 'B>C x'),
      flow('F3', 'C>A x,x>y'),
      flow('F4', 'A>P x'),
      flow('F5', 'P>D x'),
      flow('F6', 'A>A'),
      flow('F7', 'A>B x'),
      flow('F8', 'A>E', { validFrom: '2026-01-01T00:00:00Z', validTo: '2026-02-01T00:00:00Z' }),
    ]);
    const traverse = (query: Partial<TraverseQuery>) =>
      store.traverse({
        sources: ['A'],
        direction: 'DOWNSTREAM',
        asOf: NOW,
        asRecorded: null,
        depth: null,
        nodes: 1_000,
        hidden: [],
        ...query,
      });
    const reached = async (query: Partial<TraverseQuery>): Promise<string[]> =>
      (await traverse(query)).reached.map(({ ref, distance }) => `${ref} ${distance}`);

    test('begins empty at revision 0', async () => {
      expect(await store.revision()).toBe(0);
      expect(await recordsOf()).toEqual([]);
      expect(await store.changesSince(0, 10)).toEqual({ revision: 0, records: [] });
      expect(await traverse({})).toEqual({ reached: [], cut: null, revision: 0 });
    });

    test('holds after a batch what folding it in memory gives', async () => {
      const { applied } = await store.apply(CYCLE, 7);
      expect(applied).toBe(true);
      expect(await store.revision()).toBe(7);
      expect(canonicalHash(await recordsOf())).toBe(canonicalHash(fold(CYCLE).records()));
    });

    test('hands a follower just what it needs to be equal', async () => {
      const projection = new Projection();
      const batches = [
        CYCLE,
        changesOf([flow('F1', 'A>C x'), schema('A', 'y')], RECORDED + 100),
        changesOf(
          [{ kind: 'flow.retired', body: { code: 'F2', validTo: '2026-06-01T00:00:00Z' } }, dataset('B')],
          RECORDED + 200,
        ),
      ];
      for (const [i, changes] of batches.entries()) {
        const { records } = await store.apply(changes, i + 1);
        projection.apply(records, i + 1);
        expect(canonicalHash(projection.records())).toBe(canonicalHash(await recordsOf()));
      }
      const loaded = await loadProjection(store);
      expect(loaded.revision).toBe(3);
      expect(canonicalHash(loaded.records())).toBe(canonicalHash(fold(...batches).records()));
    });

    test('does not apply a revision that it has reached', async () => {
      await store.apply(CYCLE, 5);
      const before = canonicalHash(await recordsOf());
      for (const revision of [5, 4]) {
        expect(await store.apply(changesOf([dataset('Z')]), revision)).toEqual({ applied: false, records: [] });
      }
      expect(canonicalHash(await recordsOf())).toBe(before);
    });

    test('does not apply what begins behind another revision than it has', async () => {
      await store.apply(CYCLE, 5);
      const before = canonicalHash(await recordsOf());
      for (const after of [3, 4, 6]) {
        const late = await store.apply(changesOf([dataset('Z')]), 8, after);
        expect(late).toEqual({ applied: false, records: [] });
      }
      expect([await store.revision(), canonicalHash(await recordsOf())]).toEqual([5, before]);
      expect((await store.apply(changesOf([dataset('Z')]), 8, 5)).applied).toBe(true);
    });

    test('holds the same whether events came one by one or all at once', async () => {
      for (const [i, change] of CYCLE.entries()) await store.apply([change], i + 1);
      expect(canonicalHash(await recordsOf())).toBe(canonicalHash(fold(CYCLE).records()));
    });

    test('moves to a revision that changes nothing', async () => {
      expect(await store.apply([], 3)).toEqual({ applied: true, records: [] });
      expect(await store.revision()).toBe(3);
    });

    test('applies one of two batches that race for a revision', async () => {
      const other = opened.another();
      const results = await Promise.all([store.apply(CYCLE, 1), other.apply(CYCLE, 1)]);
      expect(results.map(({ applied }) => applied).sort()).toEqual([false, true]);
      expect(canonicalHash(await recordsOf(other))).toBe(canonicalHash(fold(CYCLE).records()));
    });

    test('leaves nothing of a batch that fails', async () => {
      await store.apply(CYCLE, 1);
      const before = canonicalHash(await recordsOf());
      const poison = { change: 'partner.declared', partner: 'nul\0' } as const;
      await expect(store.apply([...changesOf([dataset('Z')]), poison], 2)).rejects.toThrow();
      expect(await store.revision()).toBe(1);
      expect(canonicalHash(await recordsOf())).toBe(before);
    });

    test('tells what changed since a revision, each record as it is now', async () => {
      await store.apply(CYCLE, 1);
      const second = await store.apply(changesOf([flow('F1', 'A>C x')], RECORDED + 100), 2);
      const third = await store.apply(changesOf([dataset('B')], RECORDED + 200), 3);
      const since = await store.changesSince(1, 100);
      expect(since?.revision).toBe(3);
      expect(canonicalHash(since?.records ?? [])).toBe(canonicalHash([...second.records, ...third.records]));
      expect(await store.changesSince(3, 100)).toEqual({ revision: 3, records: [] });
    });

    test('says when more changed than a follower wants', async () => {
      await store.apply(CYCLE, 1);
      const all = await recordsOf();
      expect((await store.changesSince(0, all.length))?.records).toHaveLength(all.length);
      expect(await store.changesSince(0, all.length - 1)).toBeNull();
    });

    test('says when it is before the revision of a follower', async () => {
      await store.apply(CYCLE, 2);
      expect(await store.changesSince(9, 10)).toEqual({ revision: 2, records: [] });
    });

    test('describes nodes, and leaves out those that it does not have', async () => {
      await store.apply(CYCLE, 1);
      const described = await store.describe(['A', 'A.y', 'job:F1', 'B', 'nowhere', 'A']);
      expect([...described.keys()].sort()).toEqual(['A', 'A.y', 'B', 'job:F1']);
      expect(described.get('A')).toMatchObject({ record: 'dataset', facts: { publisher: 'A01' } });
      expect(described.get('A.y')).toMatchObject({ record: 'field', facts: { position: 1, type: 'STR' } });
      expect(described.get('job:F1')).toMatchObject({ record: 'job', facts: { channel: 'DIRECT', validTo: null } });
      expect(described.get('B')).toEqual({ record: 'dataset', ref: 'B', facts: null });
    });

    test('is empty again after a reset, and can be filled anew', async () => {
      await store.apply(CYCLE, 9);
      await store.reset();
      expect(await store.revision()).toBe(0);
      expect(await recordsOf()).toEqual([]);
      await store.apply(CYCLE, 4);
      expect(canonicalHash(await recordsOf())).toBe(canonicalHash(fold(CYCLE).records()));
    });

    test('keeps names byte for byte, however hostile or long', async () => {
      const columns = HOSTILE.map((name) => ({ from: name, to: name, transformation: 'IDENTITY' as const }));
      const far = `${encodeURIComponent('n s'.repeat(300))}|${'x'.repeat(1_024)}`;
      const changes = changesOf([
        {
          kind: 'schema.written',
          body: {
            dataset: 'H',
            fields: HOSTILE.map((name) => ({ name, type: name, piiClass: 'NONE', directIdentifier: false })),
          },
        },
        flow('F1', `H>${far}`, { columns }),
      ]);
      await store.apply(changes, 1);
      expect(canonicalHash(await recordsOf())).toBe(canonicalHash(fold(changes).records()));
      expect(await reached({ sources: ['H'] })).toEqual([`${far} 1`]);
      const fields = [...fold(changes).records()].flatMap((record) =>
        record.record === 'field' && record.ref.startsWith('H.') ? record.ref : [],
      );
      expect((await store.describe(fields)).size).toBe(HOSTILE.length);
    });

    test('keeps what folding remembers of observations, and folds on with it', async () => {
      const run = (members: object): AnyEvent => runEvent({ eventType: 'RUNNING', ...members }) as AnyEvent;
      const first = changesOf([run({ inputs: [named('a', schemaFacet('x:INT'))] })]);
      const second = changesOf(
        [
          run({ outputs: [named('b', columnFacet('y<a.x'))] }),
          { kind: 'name.linked', body: { name: refOf('a'), dataset: 'A' } },
        ],
        RECORDED + 100,
      );
      await store.apply(first, 1);
      const { records } = await store.apply(second, 2);
      expect(records.some((record) => record.record === 'run')).toBe(true);
      expect(canonicalHash(await recordsOf())).toBe(canonicalHash(fold(first, second).records()));
      expect((await store.changesSince(1, 100))?.records).toHaveLength(new Set(records.map(recordKey)).size);
      expect(await reached({ sources: ['A'] })).toEqual([`${refOf('b')} 1`]);
      expect([...(await store.describe(['A', refOf('b')])).keys()].sort()).toEqual(['A', refOf('b')]);
    });

    test('keeps microseconds and unbounded ends', async () => {
      const edge = { from: 'A', to: 'B', transformation: null };
      const changes: Change[] = [
        {
          change: 'edges.replaced',
          job: 'job:F1',
          at: 1_790_000_000_000_001,
          edges: [
            { ...edge, validFrom: null, validTo: null },
            { ...edge, validFrom: -1, validTo: 1_790_000_000_000_003 },
          ],
        },
      ];
      await store.apply(changes, 1);
      expect(canonicalHash(await recordsOf())).toBe(canonicalHash(fold(changes).records()));
    });

    test('hands over more than one page', async () => {
      const columns = Array.from({ length: 9_000 }, (_, i) => ({
        from: `a${i}`,
        to: `b${i}`,
        transformation: 'IDENTITY' as const,
      }));
      const changes = changesOf([flow('F1', 'A>B', { columns })]);
      await store.apply(changes, 1);
      const hash = new CanonicalHash();
      let pages = 0;
      await store.scan((page) => {
        pages += 1;
        for (const record of page) hash.add(record);
      });
      expect(pages).toBeGreaterThan(4);
      expect(hash.digest()).toBe(canonicalHash(fold(changes).records()));
    });

    describe('traversing', () => {
      beforeEach(async () => {
        await store.apply(CYCLE, 1);
      });

      test('reaches with least distances through cycles, self-loops and parallel edges', async () => {
        expect(await reached({})).toEqual(['B 1', 'P 1', 'C 2', 'D 2']);
        expect(await reached({ direction: 'UPSTREAM', sources: ['D'] })).toEqual(['P 1', 'A 2', 'C 3', 'B 4']);
        expect(await reached({ sources: ['A.x'] })).toEqual(['B.x 1', 'P.x 1', 'C.x 2', 'D.x 2', 'A.y 3']);
      });

      test('from several sources has the distance to the nearest, and none of them', async () => {
        expect(await reached({ sources: ['A', 'C', 'nowhere'] })).toEqual(['B 1', 'P 1', 'D 2']);
        expect(await reached({ sources: ['nowhere'] })).toEqual([]);
      });

      test('does not enter what is hidden, nor start there', async () => {
        expect(await reached({ hidden: ['P'] })).toEqual(['B 1', 'C 2']);
        expect(await reached({ sources: ['A.x'], hidden: ['P', 'C'] })).toEqual(['B.x 1']);
        expect(await reached({ sources: ['P'], hidden: ['P'] })).toEqual([]);
      });

      test('stops at a depth, and says so only when something lies beyond', async () => {
        expect(await traverse({ depth: 1 })).toMatchObject({ cut: 'DEPTH', reached: [{ ref: 'B' }, { ref: 'P' }] });
        expect(await traverse({ depth: 2 })).toMatchObject({ cut: null });
        expect(await traverse({ depth: 0 })).toMatchObject({ cut: 'DEPTH', reached: [] });
      });

      test('stops at a number of nodes, and says so only when there are more', async () => {
        const cut = await traverse({ nodes: 3 });
        expect(cut.cut).toBe('BUDGET');
        expect(cut.reached).toHaveLength(3);
        expect((await traverse({ nodes: 4 })).cut).toBeNull();
      });

      test('follows what was valid at the time, as known at another', async () => {
        const january = parseInstant('2026-01-20T00:00:00Z');
        expect(await reached({ asOf: january })).toContain('E 1');
        expect(await reached({ asOf: parseInstant('2026-02-01T00:00:00Z') })).not.toContain('E 1');
        expect(await reached({ asOf: january, asRecorded: RECORDED + 3 })).toEqual(['B 1']);
        expect(await reached({ asOf: january, asRecorded: RECORDED })).toEqual([]);
      });

      test('answers as the projection does', async () => {
        const projection = await loadProjection(store);
        for (const of of ['A', 'C', 'A.x', 'P.x']) {
          for (const direction of ['DOWNSTREAM', 'UPSTREAM'] as const) {
            const answer = known(closureOf(projection, { of, direction, asOf: NOW }));
            expect(await reached({ sources: [of], direction })).toEqual(
              answer.reached.map(({ ref, distance }) => `${ref} ${distance}`),
            );
          }
        }
      });

      test('says the revision that it walked', async () => {
        expect((await traverse({})).revision).toBe(1);
      });
    });

    describe('a snapshot', () => {
      const time = { asOf: NOW, asRecorded: null };
      const texts = (edges: readonly EdgeRecord[]): string[] =>
        edges.map(({ from, to, job }) => `${from} ${job} ${to}`).sort();
      beforeEach(async () => {
        await store.apply(CYCLE, 1);
      });

      test('walks and describes as the store does, at its revision', async () => {
        const query = {
          ...time,
          sources: ['A'],
          direction: 'DOWNSTREAM',
          depth: null,
          nodes: 10,
          hidden: ['P'],
        } as const;
        const [walked, described, revision] = await store.snapshot(async (at) => [
          await at.traverse(query),
          await at.describe(['A', 'A.y', 'nowhere']),
          at.revision,
        ]);
        expect(walked).toEqual(await store.traverse(query));
        expect(described).toEqual(await store.describe(['A', 'A.y']));
        expect(revision).toBe(1);
      });

      test('has the edges of a time between some nodes, and no other', async () => {
        const among = (refs: string[], asOf = NOW, asRecorded: number | null = null) =>
          store.snapshot(async (at) => texts(await at.edgesAmong(refs, { asOf, asRecorded }, 100)));
        expect(await among(['A', 'B', 'B', 'nowhere'])).toEqual(['A job:F1 B', 'A job:F6 A', 'A job:F7 B']);
        expect(await among(['A.x', 'B.x', 'C.x'])).toEqual([
          'A.x job:F1 B.x',
          'A.x job:F7 B.x',
          'B.x job:F2 C.x',
          'C.x job:F3 A.x',
        ]);
        const january = parseInstant('2026-01-20T00:00:00Z');
        expect(await among(['A', 'E'], january)).toEqual(['A job:F6 A', 'A job:F8 E']);
        expect(await among(['A', 'E'])).toEqual(['A job:F6 A']);
        expect(await among(['A', 'B'], january, RECORDED + 3)).toEqual(['A job:F1 B']);
        expect(await among(['P'])).toEqual([]);
        expect(await store.snapshot((at) => at.edgesAmong(['A', 'B'], time, 2))).toHaveLength(2);
      });

      test('has all edges of a job, superseded ones too', async () => {
        await store.apply(changesOf([flow('F1', 'A>C x')], RECORDED + 100), 2);
        const edges = (job: string, most = 100) => store.snapshot((at) => at.edgesOf(job, most));
        expect(texts(await edges('job:F1'))).toEqual(['A job:F1 B', 'A job:F1 C', 'A.x job:F1 B.x', 'A.x job:F1 C.x']);
        expect(canonicalHash(await edges('job:F1'))).toBe(
          canonicalHash((await recordsOf()).filter((record) => record.record === 'edge' && record.job === 'job:F1')),
        );
        expect(await edges('job:F1', 3)).toHaveLength(3);
        expect(await edges('job:nowhere')).toEqual([]);
      });

      test('has all edges at a node, in either direction', async () => {
        const at = (ref: string, most = 100) => store.snapshot(async (snapshot) => snapshot.edgesAt(ref, most));
        expect(texts(await at('A'))).toEqual([
          'A job:F1 B',
          'A job:F4 P',
          'A job:F6 A',
          'A job:F7 B',
          'A job:F8 E',
          'C job:F3 A',
        ]);
        expect(texts(await at('B.x'))).toEqual(['A.x job:F1 B.x', 'A.x job:F7 B.x', 'B.x job:F2 C.x']);
        expect(await at('A', 2)).toHaveLength(2);
        expect(await at('nowhere')).toEqual([]);
      });

      test('has datasets, columns and facts', async () => {
        await store.apply(
          changesOf([
            { kind: 'partner.declared', body: { code: 'VNPT' } },
            { kind: 'partner.declared', body: { code: 'MBF' } },
            { kind: 'name.linked', body: { name: refOf('a'), dataset: 'A' } },
          ]),
          2,
        );
        await store.snapshot(async (at) => {
          const refs = (records: readonly NodeRecord[]): string[] => records.map(({ ref }) => ref).sort();
          expect(refs(await at.datasets())).toEqual(['A', 'B', 'C', 'D', 'E', 'P', refOf('a')]);
          expect(refs(await at.columnsOf('A'))).toEqual(['A.x', 'A.y']);
          expect(await at.columnsOf('nowhere')).toEqual([]);
          const codes = async (kind: FactRecord['record'], asked: string[] | null) =>
            (await at.facts(kind, asked)).map(({ code }) => code).sort();
          expect(await codes('partner', null)).toEqual(['MBF', 'VNPT']);
          expect(await codes('partner', ['VNPT', 'nobody'])).toEqual(['VNPT']);
          expect(await codes('agency', ['VNPT'])).toEqual([]);
          expect(await at.facts('link', [codeOf(refOf('a'))])).toEqual([
            { record: 'link', code: codeOf(refOf('a')), facts: { name: refOf('a'), dataset: 'A' } },
          ]);
        });
      });

      test('gives back facts whose names are those of its own columns', async () => {
        const record: FactRecord = {
          record: 'list',
          code: 'OPEN-1',
          facts: { list: 'OPEN', kind: 'OPEN', version: 1, document: null, approvedOn: NOW, members: ['A'] },
        };
        await store.apply([{ change: 'fact.stated', record }], 2);
        await store.snapshot(async (at) => expect(await at.facts('list', null)).toEqual([record]));
      });

      test('explains every node that a walk reached as the projection does, from the edges between them', async () => {
        const projection = await loadProjection(store);
        for (const direction of ['DOWNSTREAM', 'UPSTREAM'] as const) {
          for (const of of ['A', 'C', 'A.x', 'D']) {
            const slice = await store.snapshot(async (at) => {
              const query = { ...time, sources: [of], direction, depth: null, nodes: 100, hidden: [] };
              const refs = [of, ...(await at.traverse(query)).reached.map(({ ref }) => ref)];
              const nodes = await at.describe(refs);
              const loader = new ProjectionLoader();
              loader.add(nodes.values());
              loader.add(await at.edgesAmong(refs, time, 1_000));
              return loader.finish(at.revision);
            });
            const explained = (by: Projection) =>
              known(closureOf(by, { of, direction, asOf: NOW })).reached.map(({ path }) => path());
            expect(explained(slice)).toEqual(explained(projection));
          }
        }
      });

      test('stays at its revision while others write', async () => {
        const other = opened.another();
        let tries = 0;
        const seen = await store.snapshot(async (at) => {
          const before = await at.describe(['A']);
          // On a store that locks, a writer waits for a reader that has been disturbed before: it is not waited for.
          if (tries++ < 1) await other.apply(changesOf([dataset('A', { publisher: 'A99' })]), 2);
          const after = await at.describe(['A']);
          return { before: before.get('A'), after: after.get('A'), revision: at.revision };
        });
        expect(seen.after).toEqual(seen.before);
        expect(seen.before).toMatchObject({ facts: { publisher: seen.revision === 1 ? 'A01' : 'A99' } });
      });

      test('of an empty graph holds nothing', async () => {
        await store.reset();
        const at = await store.snapshot(async (snapshot) => [
          snapshot.revision,
          await snapshot.datasets(),
          await snapshot.edgesAmong(['A'], time, 10),
          await snapshot.edgesOf('job:F1', 10),
          await snapshot.facts('partner', null),
          (await snapshot.describe(['A'])).size,
        ]);
        expect(at).toEqual([0, [], [], [], [], 0]);
      });

      test('passes on what the work throws', async () => {
        const work = (): Promise<never> => Promise.reject(new RangeError('of mine'));
        await expect(store.snapshot(work)).rejects.toThrow(RangeError);
        expect(await store.snapshot(async (at) => at.revision)).toBe(1);
      });
    });
  });
}
