import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { int } from 'neo4j-driver';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SAVED_QUERIES } from '../../../cli/neo4j/saved-queries.ts';
import { UnavailableError } from '../../../kernel/errors/errors.ts';
import { projectRoot } from '../../../kernel/project-root.ts';
import { normalise } from '../../../lineage/domain/normalise.ts';
import type { TraverseQuery } from '../../../lineage/store/graph-store.ts';
import { neo4jDriver } from '../../../lineage/store/neo4j/connection.ts';
import type { CypherParameters } from '../../../lineage/store/neo4j/cypher.ts';
import { neo4jGraphStore } from '../../../lineage/store/neo4j/neo4j-graph-store.ts';
import { nodeKey } from '../../../lineage/store/neo4j/rows.ts';
import { factsOfKind, SNAPSHOT_CYPHER } from '../../../lineage/store/neo4j/snapshot.ts';
import { walkOf } from '../../../lineage/store/neo4j/traverse.ts';
import { type AnyEvent, dataset, flow, RECORDED, schema } from '../../support/lineage-events.ts';
import { testNeo4j } from '../../support/neo4j.ts';
import { graphStoreContract } from './graph-store.contract.ts';

const neo4j = await testNeo4j();
afterAll(() => neo4j?.stop());

describe.skipIf(neo4j === undefined)('Neo4j', () => {
  const open = () => neo4jDriver(neo4j ?? { uri: 'bolt://never', user: '', password: '' });

  graphStoreContract('Neo4j', async () => {
    const driver = open();
    const other = open();
    return {
      store: neo4jGraphStore(driver),
      another: () => neo4jGraphStore(other),
      close: async () => {
        await driver.close();
        await other.close();
      },
    };
  });

  describe('the plans of Neo4j', () => {
    const driver = open();
    const store = neo4jGraphStore(driver);
    /** So many that looking up is cheaper. */
    const bystanders = Array.from({ length: 300 }, (_, i) => flow(`G${i}`, `P${i}>Q${i} x`));
    beforeAll(async () => {
      await store.reset();
      await store.apply(
        [...bystanders, flow('F1', 'A>B x'), flow('F2', 'B>C x'), flow('F3', 'C>A x'), flow('F4', 'A>C x')].flatMap(
          (event) => normalise({ ...event, recordedAt: RECORDED }),
        ),
        1,
      );
      // Plans are kept from tests before, and statistics come later: in a graph that was thought empty, reading all of it
      // is as good as looking up.
      await driver.executeQuery('CALL db.prepareForReplanning(60)');
    });
    afterAll(() => driver.close());

    /** Runs a statement and lists the operators of its plan. */
    const operatorsOf = async (text: string, parameters: CypherParameters): Promise<string[]> => {
      const { summary } = await driver.executeQuery(`PROFILE ${text}`, integers(parameters));
      return summary.profile ? namesOf(summary.profile) : [];
    };

    const queries: TraverseQuery[] = (['DOWNSTREAM', 'UPSTREAM'] as const).flatMap((direction) =>
      [null, 3].flatMap((depth) =>
        [['A'], ['A', 'B.x']].map((sources) => ({
          sources,
          direction,
          depth,
          asOf: RECORDED,
          asRecorded: depth,
          nodes: 100,
          hidden: sources.length === 1 ? [] : ['C'],
        })),
      ),
    );

    test.each(queries)(
      '$direction of $sources to depth $depth walk breadth-first, and enumerate no paths',
      async (query) => {
        const { text, parameters } = walkOf(query);
        const operators = await operatorsOf(text, parameters);
        expect(operators).toContain('VarLengthExpand(Pruning,BFS,All)');
        expect(operators).toContain('NodeUniqueIndexSeek');
        expect(operators.filter((name) => ENUMERATES_PATHS.test(name))).toEqual([]);
      },
    );

    const KEYS = ['A', 'B', 'C'].map(nodeKey);
    const TIME = { asOf: RECORDED, asRecorded: RECORDED };

    test.each<[string, string, CypherParameters]>([
      ['nodes and facts', SNAPSHOT_CYPHER.describe, { keys: KEYS }],
      ['columns', SNAPSHOT_CYPHER.columnsOf, { key: nodeKey('A') }],
      ['columns of an element', SNAPSHOT_CYPHER.columnsOfElement, { code: 'x', most: 10 }],
      ['columns of a code list', SNAPSHOT_CYPHER.columnsOfCodeList, { code: 'x', most: 10 }],
      ['edges of a job', SNAPSHOT_CYPHER.edgesOf, { key: nodeKey('job:F1'), most: 10 }],
      ['edges at a node', SNAPSHOT_CYPHER.edgesAt, { key: nodeKey('A'), most: 10 }],
      ['edges between nodes', SNAPSHOT_CYPHER.edgesAmong, { keys: KEYS, ...TIME, most: 10 }],
      ['datasets', SNAPSHOT_CYPHER.datasets, {}],
      ['facts of a kind', factsOfKind('assignment'), { kind: 'assignment' }],
    ])('%s are looked up, each step by itself', async (_what, text, parameters) => {
      const operators = await operatorsOf(text, parameters);
      expect(operators.filter((name) => ENUMERATES_PATHS.test(name) || READS_ALL.test(name))).toEqual([]);
      expect(operators.some((name) => LOOKS_UP.test(name))).toBe(true);
    });

    test('would show it: asking for edges by what no index has reads them all', async () => {
      const operators = await operatorsOf('MATCH (f)-[e:FLOWS_TO]->(t) WHERE e.jobKey = $key RETURN e', { key: 'x' });
      expect(operators.filter((name) => READS_ALL.test(name))).toEqual(['DirectedRelationshipTypeScan']);
    });

    test('would show it: asking for the paths themselves enumerates them', async () => {
      const operators = await operatorsOf('MATCH p = (s:Record {key: $key})-[:FLOWS_TO*1..4]->(b) RETURN p', {
        key: nodeKey('A'),
      });
      expect(operators.filter((name) => ENUMERATES_PATHS.test(name))).toEqual(['VarLengthExpand(All)']);
    });
  });

  describe('the saved questions', () => {
    const driver = open();
    beforeAll(async () => {
      const store = neo4jGraphStore(driver);
      await store.reset();
      const personal = (name: string) =>
        ({ name, type: 'STR', piiClass: 'SENSITIVE', directIdentifier: true }) as const;
      const events: AnyEvent[] = [
        dataset('N01', { tier: 'NATIONAL' }),
        { kind: 'schema.written', body: { dataset: 'N01', fields: [personal('ngay_sinh')] } },
        dataset('S01', { publisher: 'A02' }),
        dataset('S02', { publisher: 'A02' }),
        dataset('O14', { publisher: 'A03', tier: 'OPEN' }),
        schema('O14', 'tuoi ten'),
        {
          kind: 'assignment.set',
          body: {
            id: '1',
            agency: 'A02',
            partner: 'VNPT',
            isLead: true,
            validFrom: '2026-01-01T00:00:00Z',
            validTo: null,
          },
        },
        {
          kind: 'assignment.set',
          body: {
            id: '2',
            agency: 'A03',
            partner: 'VNPT',
            isLead: true,
            validFrom: '2025-01-01T00:00:00Z',
            validTo: '2025-06-01T00:00:00Z',
          },
        },
        flow('F1', 'N01>S01 ngay_sinh'),
        flow('F2', 'S01>O14 ngay_sinh>tuoi'),
        flow('F3', 'N01>S02'),
        // It ended: it is no way any more.
        flow('F4', 'N01>O14', { validTo: '2026-01-15T00:00:00Z' }),
        flow('F5', 'O14>N01 tuoi>ngay_sinh'),
      ];
      const changes = events.flatMap((event) => normalise({ ...event, recordedAt: RECORDED }));
      await store.apply(changes, 1);
    });
    afterAll(() => driver.close());

    const EXPECTED: readonly (readonly Record<string, unknown>[])[] = [
      [{ agency: 'A02', leads: true, datasets: ['S01', 'S02'] }],
      [{ distance: 2, datasets: ['N01', 'S01', 'O14'], flows: ['job:F1', 'job:F2'] }],
      [
        { column: 'S01.ngay_sinh', distance: 1 },
        { column: 'O14.tuoi', distance: 2 },
      ],
      [{ dataset: 'O14', column: 'tuoi', source: 'N01.ngay_sinh', distance: 2 }],
      [
        { agency: 'A01', others: 1, datasets: 1 },
        { agency: 'A02', others: 1, datasets: 1 },
        { agency: 'A03', others: 1, datasets: 1 },
      ],
    ];

    test.each(SAVED_QUERIES.map((query, i) => ({ ...query, expected: EXPECTED[i] })))(
      '$question',
      async ({ cypher, expected }) => {
        const { records, summary } = await driver.executeQuery(`PROFILE ${cypher}`);
        const rows = records.map((record) => {
          const row = record.toObject();
          if (Array.isArray(row['datasets']) && !('distance' in row)) row['datasets'].sort();
          return row;
        });
        expect(rows).toEqual(expected);
        const operators = summary.profile ? namesOf(summary.profile) : [];
        expect(operators.filter((name) => ENUMERATES_PATHS.test(name))).toEqual([]);
      },
    );

    test('are in the documentation, word for word', async () => {
      const page = await readFile(join(projectRoot(), 'docs', 'cypher.md'), 'utf8');
      for (const [index, { question, cypher }] of SAVED_QUERIES.entries()) {
        expect(page).toContain(`### ${index + 1}. ${question}\n\`\`\`cypher\n${cypher}\n\`\`\`\n`);
      }
    });
  });

  test('Neo4j has its uniqueness constraints before anything is written, also after its data was lost', async () => {
    const driver = open();
    try {
      const store = neo4jGraphStore(driver);
      await driver.executeQuery('MATCH (n) DETACH DELETE n');
      for (const name of ['graph_revision_only', 'record_key', 'flows_to_key']) {
        await driver.executeQuery(`DROP CONSTRAINT ${name} IF EXISTS`);
      }
      expect(await store.revision()).toBe(0);
      const applied = await store.apply(normalise({ ...flow('F1', 'A>B'), recordedAt: RECORDED }), 1);
      expect(applied.applied).toBe(true);
      const { records } = await driver.executeQuery('SHOW CONSTRAINTS YIELD name RETURN name ORDER BY name');
      expect(records.map((record) => record.get('name') as string)).toEqual([
        'flows_to_key',
        'graph_revision_only',
        'record_key',
      ]);
    } finally {
      await driver.close();
    }
  });

  test('Neo4j belongs to one log: whoever takes it over has it, and what the former owner still sends is refused', async () => {
    const drivers = [open(), open()] as const;
    try {
      const [mine, theirs] = [neo4jGraphStore(drivers[0]), neo4jGraphStore(drivers[1])];
      const changes = normalise({ ...flow('F1', 'A>B'), recordedAt: RECORDED });
      await mine.reset();
      expect(await mine.claim('log 1')).toBe(true);
      await mine.apply(changes, 3);
      expect(await theirs.claim('log 2')).toBe(false);
      const races = Array.from({ length: 20 }, () =>
        mine.apply(changes, 4).then(
          () => 'taken',
          () => 'refused',
        ),
      );
      await theirs.takeOver('log 2');
      await Promise.all(races);
      await expect(mine.apply(changes, 5)).rejects.toThrow('taken over');
      expect(await theirs.revision()).toBe(0);
      expect((await theirs.apply(changes, 1)).applied).toBe(true);
      await theirs.reset();
      await expect(mine.apply(changes, 5)).rejects.toThrow('taken over');
      expect(await mine.claim('log 1')).toBe(true);
    } finally {
      for (const driver of drivers) await driver.close();
    }
  });

  test('Neo4j ends a reset that was cut short before it takes anything new', async () => {
    const driver = open();
    try {
      const store = neo4jGraphStore(driver);
      await store.reset();
      await store.apply(normalise({ ...flow('F1', 'A>B'), recordedAt: RECORDED }), 7);
      await driver.executeQuery("MATCH (r:GraphRevision) SET r.revision = 0, r.epoch = 'next', r.resetting = true");
      expect(await store.revision()).toBe(0);
      expect(await store.describe(['A'])).toEqual(new Map());
      await store.apply(normalise({ ...flow('F2', 'C>D'), recordedAt: RECORDED }), 1);
      expect([...(await store.describe(['A', 'C', 'D'])).keys()].sort()).toEqual(['C', 'D']);
    } finally {
      await driver.close();
    }
  });
});

test('a Neo4j that is not there is an error within two seconds', async () => {
  const driver = neo4jDriver({ uri: 'bolt://127.0.0.1:1', user: 'neo4j', password: 'x' });
  try {
    const store = neo4jGraphStore(driver);
    await expect(store.revision()).rejects.toThrow(UnavailableError);
    await expect(store.apply([], 1)).rejects.toThrow(UnavailableError);
  } finally {
    await driver.close();
  }
}, 5_000);

interface Operator {
  readonly operatorType: string;
  readonly children: readonly Operator[];
}

/** Names of all operators of a plan, without the database. */
const namesOf = ({ operatorType, children }: Operator): string[] => [
  operatorType.replace(/@.*/, ''),
  ...children.flatMap(namesOf),
];

const ENUMERATES_PATHS = /^(VarLengthExpand\((All|Into|Pruning)\)|StatefulShortestPath|Repeat|TrailAll|.*Trail)/;

/** Reads every node or every edge. */
const READS_ALL = /^(AllNodesScan|(Und|D)irected(AllRelationships|RelationshipType)Scan|CartesianProduct)/;
/** By index, or all of one label. */
const LOOKS_UP = /(IndexSeek|NodeByLabelScan)/;

const integers = (parameters: CypherParameters): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, typeof value === 'number' ? int(value) : value]),
  );
