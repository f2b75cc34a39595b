import type { EdgeFilter } from '../../domain/algorithms/expand.ts';
import type { EdgeLevel } from '../../domain/graph-record.ts';
import type { Transformation } from '../../domain/transformations.ts';
import type { Direction } from '../../store/graph-store.ts';
import type { Asked } from '../answers.ts';
import type { AskedWindow } from '../graph.ts';
import { DATASET, FIELD } from '../node-table.ts';
import type { Projection } from '../projection.ts';
import { walkable } from '../visibility.ts';
import { filterOf } from './closure-of.ts';
import { EDGE_BUDGET, Reach } from './reach.ts';
import { type Start, startAt, visibleNode } from './start.ts';

/** What around a node is asked about. */
export interface AroundQuery extends Asked {
  /** Canonical reference of a dataset, column or job. */
  readonly of: string;
  readonly direction: Direction | 'BOTH';
  /** Null or absent: all the way. */
  readonly depth?: number | null;
  /** The level of `of` unless given, that of datasets for a job; a dataset or job at column level starts at its columns. */
  readonly level?: EdgeLevel | null;
  /** Only column edges that do one of these are followed and listed; dataset edges always are. Null or absent: all. */
  readonly transformations?: readonly Transformation[] | null;
  /** Most edges looked at in each direction; `EDGE_BUDGET` unless given. */
  readonly budget?: number;
}

/** What lies around a node, before any of it is listed. */
export interface Around {
  /** What stands at distance 0. */
  readonly starts: readonly number[];
  readonly reaches: readonly Reach[];
  readonly window: AskedWindow;
  readonly filter: EdgeFilter | null;
}

/** Walks from a visible node in the directions that are asked for. Cost: the edges reached. */
export function around(projection: Projection, node: number, query: AroundQuery): Around {
  const seen = projection.mask(query.visibility ?? null);
  const mask = projection.mask(walkable(query.visibility));
  const window = projection.graph.window(query.asOf, query.asRecorded ?? null);
  const level = query.level ?? (projection.nodes.kind(node) === FIELD ? 'COLUMN' : 'DATASET');
  const filter = filterOf(projection, query.transformations ?? null);
  const directions: Direction[] = query.direction === 'BOTH' ? ['UPSTREAM', 'DOWNSTREAM'] : [query.direction];
  const begun = directions.map((direction) => startAt(projection, node, level, direction, window, mask));
  const reaches = begun.map(
    (start, i) =>
      new Reach(projection, start, {
        direction: directions[i] as Direction,
        window,
        mask,
        filter,
        depth: query.depth,
        budget: (query.budget ?? EDGE_BUDGET) * (query.portions ?? 1),
        isLate: query.isLate,
      }),
  );
  return { starts: startsOf(projection, node, level, begun, seen), reaches, window, filter };
}

/** Distances of everything around a node, whichever way. Cost: the nodes reached. */
export function distancesOf({ starts, reaches }: Around): Map<number, number> {
  const distances = new Map<number, number>(starts.map((id) => [id, 0]));
  for (const reach of reaches) {
    for (const { distance, nodes } of reach.levels()) {
      for (const id of nodes) {
        const known = distances.get(id);
        if (known === undefined || distance < known) distances.set(id, distance);
      }
    }
  }
  return distances;
}

/** What stands at distance 0: the node asked about; at column level the columns that a dataset is seen to have. */
function startsOf(
  projection: Projection,
  node: number,
  level: EdgeLevel,
  starts: readonly Start[],
  seen: Uint8Array | null,
): number[] {
  if (level === 'DATASET' || projection.nodes.kind(node) !== DATASET) return [node];
  const columns = new Set(starts.flatMap(({ sources }) => sources));
  return [...columns].filter((id) => visibleNode(projection, projection.nodes.ref(id), seen) !== undefined);
}
