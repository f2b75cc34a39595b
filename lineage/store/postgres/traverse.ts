import type { Sql } from '../../log/sql.ts';
import type { Traversal, TraverseQuery } from '../graph-store.ts';
import { nodeKey } from './rows.ts';

/** Just before the open end: the recorded time at which only what is not superseded is known. */
export const LATEST = '9223372036854775806';

interface ReachedRow {
  readonly ref: string | null;
  readonly distance: number | null;
  readonly cut: 'DEPTH' | 'BUDGET' | null;
  readonly revision: string | number;
}

/**
 * Walks with `lineage.closure` of `ddl.ts`. One statement, so that answer and revision are of one snapshot.
 * Cost: O(edges reached), and each level compares with all nodes seen before.
 */
export async function traverse(sql: Sql, query: TraverseQuery): Promise<Traversal> {
  const keys = (refs: readonly string[]): string => JSON.stringify([...new Set(refs)].map(nodeKey));
  const rows = await sql.query<ReachedRow>(
    `with asked as (
       select
         array(select n.id from jsonb_array_elements_text($1::jsonb) given(key)
               join lineage.graph_node n on n.key = decode(given.key, 'hex')) as sources,
         array(select n.id from jsonb_array_elements_text($2::jsonb) given(key)
               join lineage.graph_node n on n.key = decode(given.key, 'hex')) as hidden)
     select n.ref, c.distance, c.cut, r.revision
     from lineage.graph_revision r cross join asked
     left join lateral (
       select * from lineage.closure(
         array(select s.id from lineage.graph_node s where s.id = any (asked.sources) and s.dataset_id <> all (asked.hidden)),
         $3::boolean, $4::bigint, $5::bigint, $6::int, $7::int, asked.hidden)) c on true
     left join lineage.graph_node n on n.id = c.node_id
     order by c.distance, n.ref collate "C"`,
    [
      keys(query.sources),
      keys(query.hidden),
      query.direction === 'DOWNSTREAM',
      query.asOf,
      query.asRecorded ?? LATEST,
      query.depth ?? -1,
      query.nodes,
    ],
  );
  return {
    reached: rows.flatMap(({ ref, distance }) => (ref === null || distance === null ? [] : { ref, distance })),
    cut: rows.find(({ cut }) => cut !== null)?.cut ?? null,
    revision: Number(rows[0]?.revision ?? 0),
  };
}
