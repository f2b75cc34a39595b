import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import pg from 'pg';
import type { Reached } from '../reference.ts';
import { type ClosureEngine, type Given, Missing, timed } from './closure-engine.ts';

/** Edges sent in one statement where the server cannot read our files. */
const AT_ONCE = 50_000;

/**
 * The nodes and how far each is: a row is known by node and distance, so a node is expanded once for each distance that
 * it can be reached at; there is no way to say less within one recursive query. The bound ends circles.
 */
const CLOSURE = `with recursive reached(node, distance) as (
    values ($1::int, 0)
    union
    select e.target, r.distance + 1 from reached r join edge e on e.source = r.node where r.distance < $2
  ), nearest as (select node, min(distance) as distance from reached group by node)
  select count(*)::float8 as nodes, sum(node)::float8 as sum, sum(distance)::float8 as distances from nearest`;

/**
 * A recursive query of PostgreSQL over one table of the edges in force, read from an index alone. In its favour: it
 * returns sums and no rows, does not compile, sorts nothing to disk, and is told the greatest distance.
 */
export async function openPostgres({ files, sources, farthest, databaseUrl }: Given): Promise<ClosureEngine> {
  if (databaseUrl === undefined) throw new Missing('no PostgreSQL was started');
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  for (const set of [
    'jit = off',
    "work_mem = '1GB'",
    "maintenance_work_mem = '1GB'",
    'max_parallel_workers_per_gather = 0',
  ])
    await client.query(`set ${set}`);
  await client.query('create temporary table edge (source int not null, target int not null, job int not null)');
  await load(client, files.edges);
  await client.query('create index on edge (source) include (target)');
  await client.query('vacuum (analyze) edge');
  const one = async (source: number): Promise<Reached> => {
    const { rows } = await client.query<{ nodes: number; sum: number; distances: number }>({
      name: 'closure',
      text: CLOSURE,
      values: [source, farthest],
    });
    return rows[0] as Reached;
  };
  return {
    what: 'PostgreSQL, recursive query with distance',
    async answers() {
      const all: Reached[] = [];
      for (const source of sources) all.push(await one(source));
      return all;
    },
    round: () =>
      timed(async () => {
        for (const source of sources) await one(source);
      }, false),
    [Symbol.asyncDispose]: () => client.end(),
  };
}

/** By `COPY` of the file when the server can read it, else in statements of many edges. */
async function load(client: pg.Client, file: string): Promise<void> {
  const copied = await client.query(`copy edge from ${client.escapeLiteral(file)} (format csv)`).then(
    () => true,
    () => false,
  );
  if (copied) return;
  let columns: [number[], number[], number[]] = [[], [], []];
  const send = async (): Promise<void> => {
    await client.query('insert into edge select * from unnest($1::int[], $2::int[], $3::int[])', columns);
    columns = [[], [], []];
  };
  for await (const line of createInterface(createReadStream(file))) {
    for (const [i, text] of line.split(',').entries()) columns[i]?.push(Number(text));
    if (columns[0].length === AT_ONCE) await send();
  }
  await send();
}
