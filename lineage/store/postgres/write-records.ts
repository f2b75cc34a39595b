import type { EdgeRecord, FactRecord, GraphRecord, NodeRecord } from '../../domain/graph-record.ts';
import { datasetOfField } from '../../domain/node-ref.ts';
import { textArray } from '../../log/binary-array.ts';
import type { Sql } from '../../log/sql.ts';
import type { Revision } from '../graph-store.ts';
import { nodeKey, OPEN, SINCE_EVER } from './rows.ts';

/** Rows a statement, so that none comes near the statement timeout. */
const ROWS_A_STATEMENT = 5_000;

/** Writes records into the tables, each row marked with the revision. */
export async function writeRecords(sql: Sql, records: readonly GraphRecord[], revision: Revision): Promise<void> {
  const nodes = records.filter((record): record is NodeRecord => 'ref' in record);
  // A column's row points at its dataset's.
  await inPieces(
    nodes.filter(({ record }) => record !== 'field'),
    (piece) => writeNodes(sql, piece, revision),
  );
  await inPieces(
    nodes.filter(({ record }) => record === 'field'),
    (piece) => writeNodes(sql, piece, revision),
  );
  await inPieces(
    records.filter((record): record is FactRecord => 'code' in record),
    (piece) => writeFacts(sql, piece, revision),
  );
  await inPieces(
    records.filter((record): record is EdgeRecord => record.record === 'edge'),
    (piece) => writeEdges(sql, piece, revision),
  );
}

async function inPieces<T>(rows: readonly T[], write: (piece: readonly T[]) => Promise<void>): Promise<void> {
  for (let i = 0; i < rows.length; i += ROWS_A_STATEMENT) await write(rows.slice(i, i + ROWS_A_STATEMENT));
}

async function writeNodes(sql: Sql, nodes: readonly NodeRecord[], revision: Revision): Promise<void> {
  const rows = JSON.stringify(
    nodes.map(({ record, ref, facts }) => ({
      key: nodeKey(ref),
      ref,
      kind: record,
      dataset: record === 'field' ? nodeKey(datasetOfField(ref)) : null,
      facts,
    })),
  );
  // Update, then insert what is missing: an upsert would burn an id for every row that exists.
  await sql.query(
    `update lineage.graph_node n set facts = given.facts, revision = $1::bigint
     from jsonb_to_recordset($2::jsonb) as given(key text, facts jsonb) where n.key = decode(given.key, 'hex')`,
    [revision, rows],
  );
  await sql.query(
    `insert into lineage.graph_node (key, ref, kind, dataset_id, facts, revision)
     select decode(given.key, 'hex'), given.ref, given.kind, d.id, given.facts, $1::bigint
     from jsonb_to_recordset($2::jsonb) as given(key text, ref text, kind text, dataset text, facts jsonb)
     left join lineage.graph_node d on d.key = decode(given.dataset, 'hex')
     where not exists (select from lineage.graph_node n where n.key = decode(given.key, 'hex'))`,
    [revision, rows],
  );
  if (nodes.some(({ record }) => record === 'dataset')) {
    await sql.query(
      "update lineage.graph_node set dataset_id = id where dataset_id is null and kind = 'dataset' and revision = $1::bigint",
      [revision],
    );
  }
}

async function writeFacts(sql: Sql, facts: readonly FactRecord[], revision: Revision): Promise<void> {
  // Most of what a fold writes is facts: as one list of JSON they would be taken apart twice.
  await sql.query(
    `insert into lineage.graph_fact (kind, code, facts, revision)
     select given.kind, given.code, given.facts::jsonb, $1::bigint
     from unnest($2::text[], $3::text[], $4::text[]) as given(kind, code, facts)
     on conflict (kind, code) do update set facts = excluded.facts, revision = excluded.revision`,
    [
      revision,
      textArray(facts.map(({ record }) => record)),
      textArray(facts.map(({ code }) => code)),
      textArray(facts.map((fact) => JSON.stringify(fact.facts))),
    ],
  );
}

async function writeEdges(sql: Sql, edges: readonly EdgeRecord[], revision: Revision): Promise<void> {
  const places = new Map<string, number>();
  const place = (ref: string): number => {
    const known = places.get(ref);
    if (known !== undefined) return known;
    places.set(ref, places.size);
    return places.size - 1;
  };
  const rows = edges.map((edge) => ({
    j: place(edge.job),
    f: place(edge.from),
    t: place(edge.to),
    x: edge.transformation ?? '',
    vf: edge.validFrom ?? SINCE_EVER,
    vt: edge.validTo ?? OPEN,
    rf: edge.recordedFrom,
    rt: edge.recordedTo ?? OPEN,
  }));
  await sql.query(
    `with node as materialized (
       select asked.place - 1 as place, n.id
       from jsonb_array_elements_text($1::jsonb) with ordinality as asked(key, place)
       join lineage.graph_node n on n.key = decode(asked.key, 'hex'))
     insert into lineage.graph_edge
       (job_id, from_id, to_id, transformation, valid_from, valid_to, recorded_from, recorded_to, revision)
     select j.id, f.id, t.id, given.x, given.vf, given.vt, given.rf, given.rt, $2::bigint
     from jsonb_to_recordset($3::jsonb)
       as given(j int, f int, t int, x text, vf bigint, vt bigint, rf bigint, rt bigint)
     join node j on j.place = given.j join node f on f.place = given.f join node t on t.place = given.t
     on conflict (job_id, from_id, to_id, transformation, valid_from, valid_to, recorded_from)
       do update set recorded_to = excluded.recorded_to, revision = excluded.revision`,
    [JSON.stringify(Array.from(places.keys(), nodeKey)), revision, JSON.stringify(rows)],
  );
}
