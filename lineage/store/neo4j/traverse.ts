import type { Traversal, TraverseQuery } from '../graph-store.ts';
import type { Cypher, CypherParameters } from './cypher.ts';
import { nodeKey, OPEN } from './rows.ts';

/** A deeper walk is not bounded in the pattern: distances beyond are left out afterwards. */
const DEEPEST_PATTERN = 100;

interface ReachedRow {
  readonly ref: string;
  readonly distance: number;
}

/** The statement of a walk, for the store and for the test that reads its plan. */
export interface Walk {
  readonly text: string;
  readonly parameters: CypherParameters;
}

/**
 * The walk of a question: one breadth-first expansion a source (`VarLengthExpand(Pruning,BFS,All)`), which Neo4j plans
 * only while nothing but the least length of a path is asked for, the pattern starts at the source and the lower bound
 * is 1. Times and hidden nodes are tested on the way, at every edge and node. Cost: O(edges reached) a source.
 *
 * One level more than asked for and one node more than wanted are looked for: they say what cut the walk.
 */
export function walkOf(query: TraverseQuery): Walk {
  // A bound of a pattern cannot be a parameter; it is a number that was checked to be one.
  const depth = query.depth === null ? null : Math.max(0, Math.floor(query.depth));
  const bound = depth !== null && depth < DEEPEST_PATTERN ? String(depth + 1) : '';
  const [left, right] = query.direction === 'DOWNSTREAM' ? ['-', '->'] : ['<-', '-'];
  const text = `UNWIND $sources AS source
    MATCH (s:Record {key: source}) WHERE NOT s.dataset IN $hidden
    MATCH p = (s)${left}[edges:FLOWS_TO*1..${bound}]${right}(reached)
    WHERE all(e IN edges WHERE e.validFrom <= $asOf AND $asOf < e.validTo
        AND e.recordedFrom <= $asRecorded AND $asRecorded < e.recordedTo)
      AND none(n IN nodes(p) WHERE n.dataset IN $hidden)
    WITH s, reached, min(length(p)) AS far
    WHERE NOT reached.key IN $sources
    WITH reached, min(far) AS distance
    RETURN reached.ref AS ref, distance ORDER BY distance, ref LIMIT $most`;
  return {
    text,
    parameters: {
      sources: [...new Set(query.sources)].map(nodeKey),
      hidden: [...new Set(query.hidden)],
      asOf: query.asOf,
      asRecorded: query.asRecorded ?? OPEN - 1,
      most: query.nodes + 1,
    },
  };
}

/** Walks. */
export async function traverse(cypher: Cypher, query: TraverseQuery): Promise<Omit<Traversal, 'revision'>> {
  const { text, parameters } = walkOf(query);
  const rows = await cypher.query<ReachedRow>(text, parameters);
  const depth = query.depth ?? Number.POSITIVE_INFINITY;
  const within = rows.filter(({ distance }) => distance <= depth);
  // Rows come nearest first: when one too many is within the depth, none beyond it was looked at.
  const cut = within.length > query.nodes ? 'BUDGET' : within.length < rows.length ? 'DEPTH' : null;
  return { reached: within.slice(0, query.nodes), cut };
}
