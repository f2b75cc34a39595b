import { int } from 'neo4j-driver';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UnavailableError } from '../../../kernel/errors/errors.ts';
import { normalise } from '../../../lineage/domain/normalise.ts';
import type { TraverseQuery } from '../../../lineage/store/graph-store.ts';
import { neo4jDriver } from '../../../lineage/store/neo4j/connection.ts';
import type { CypherParameters } from '../../../lineage/store/neo4j/cypher.ts';
import { neo4jGraphStore } from '../../../lineage/store/neo4j/neo4j-graph-store.ts';
import { nodeKey } from '../../../lineage/store/neo4j/rows.ts';
import { walkOf } from '../../../lineage/store/neo4j/traverse.ts';
import { flow, RECORDED } from '../../support/lineage-events.ts';
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
    beforeAll(async () => {
      await store.reset();
      await store.apply(
        [flow('F1', 'A>B x'), flow('F2', 'B>C x'), flow('F3', 'C>A x'), flow('F4', 'A>C x')].flatMap((event) =>
          normalise({ ...event, recordedAt: RECORDED }),
        ),
        1,
      );
    });
    afterAll(() => driver.close());

    /** Runs a statement and lists the operators of its plan. */
    const operatorsOf = async (text: string, parameters: CypherParameters): Promise<string[]> => {
      const { summary } = await driver.executeQuery(`PROFILE ${text}`, integers(parameters));
      const all: string[] = [];
      const visit = ({ operatorType, children }: Operator): void => {
        all.push(operatorType.replace(/@.*/, ''));
        children.forEach(visit);
      };
      if (summary.profile) visit(summary.profile);
      return all;
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

    test('would show it: asking for the paths themselves enumerates them', async () => {
      const operators = await operatorsOf('MATCH p = (s:Record {key: $key})-[:FLOWS_TO*1..4]->(b) RETURN p', {
        key: nodeKey('A'),
      });
      expect(operators.filter((name) => ENUMERATES_PATHS.test(name))).toEqual(['VarLengthExpand(All)']);
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

const ENUMERATES_PATHS = /^(VarLengthExpand\((All|Into|Pruning)\)|StatefulShortestPath|Repeat|TrailAll|.*Trail)/;

const integers = (parameters: CypherParameters): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, typeof value === 'number' ? int(value) : value]),
  );
