import type { Change } from './change.ts';
import { codeOf } from './code-of.ts';
import { factKey, type GraphRecord } from './graph-record.ts';
import { GraphState } from './graph-state.ts';
import { datasetOf, isLent, moved, movesOf, type RawEnds, rawEdgesOf, resolve } from './linked-names.ts';
import { linkedCode, linkedUnder, type SchemaFacts, type SeenColumnEdge } from './memory.ts';
import { withFacts } from './names/fact-reader.ts';
import { nameCode, namespaceCode } from './names/name-code.ts';
import { KNOWING_KINDS } from './names/name-facts.ts';
import { placeOf, planPlaces } from './names/places.ts';
import { isNameStatement, isNews, type NameStatement, stated, withFamilies } from './names/statements.ts';
import { fieldRef } from './node-ref.ts';
import { runCode } from './observe.ts';
import { type FoldReads, Reads } from './reads.ts';
import { hasSchema } from './schema-history/has-schema.ts';
import { columnEdgeKey, holdsAlike, joinColumn, joinColumnEdge, listedColumn, showsAlike } from './seen-again.ts';

/** Most rounds of loading: a run names datasets, these have links, the links lead to datasets that others lend to. */
const MOST_ROUNDS = 16;

/**
 * Loads what folding some changes looks at. What is looked at can depend on what is found (the datasets of a run on the
 * memory of the run), so that it takes a few rounds: two or three for observations, one for all else.
 * @param load gives the records of some reads that exist.
 */
export async function loadForFold(
  changes: readonly Change[],
  load: (reads: FoldReads) => Promise<Iterable<GraphRecord>>,
): Promise<GraphState> {
  const state = new GraphState();
  const loaded = new Reads();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const wanted = readsOf(changes, state, loaded).without(loaded);
    if (wanted.isEmpty) return state;
    for (const record of await load(wanted)) state.load(record);
    loaded.include(wanted);
  }
  throw new Error(`Folding ${changes.length} changes asks for more after ${MOST_ROUNDS} rounds of loading`);
}

/**
 * Cuts changes where one decides what the next looks at: what is said about names stands alone. Symlinks that are told
 * again do not, unless some are erased beside them.
 */
export async function* foldPieces(
  changes: readonly Change[],
  load: (reads: FoldReads) => Promise<Iterable<GraphRecord>>,
): AsyncIterableIterator<readonly Change[]> {
  const known = await loadSymlinks(changes, load);
  const erases = changes.some(({ change }) => change === 'symlinks.erased');
  let start = 0;
  for (const [i, change] of changes.entries()) {
    if (!isNameStatement(change) || (!erases && !isNews(known, change))) continue;
    if (start < i) yield changes.slice(start, i);
    yield changes.slice(i, i + 1);
    start = i + 1;
  }
  if (start < changes.length || start === 0) yield changes.slice(start);
}

/** What is known of the symlinks that some changes tell. */
async function loadSymlinks(
  changes: readonly Change[],
  load: (reads: FoldReads) => Promise<Iterable<GraphRecord>>,
): Promise<GraphState> {
  const state = new GraphState();
  const told = changes.filter(({ change }) => change === 'symlinks.observed');
  const loaded = new Reads();
  for (let round = 0; told.length > 0 && round < 2; round++) {
    const reads = new Reads();
    for (const change of told) if (isNameStatement(change)) readFamilies(reads, state, change);
    const wanted = reads.without(loaded);
    if (!wanted.isEmpty) for (const record of await load(wanted)) state.load(record);
    loaded.include(wanted);
  }
  return state;
}

/** What folding will look at, as far as what is loaded tells. */
function readsOf(changes: readonly Change[], state: GraphState, loaded: Reads): Reads {
  const reads = new Reads();
  const runs = new Map<string, { job: string; inputs: Set<string>; outputs: Set<string> }>();
  for (const change of changes) {
    switch (change.change) {
      case 'dataset.declared':
        reads.node(change.dataset);
        break;
      case 'schema.written':
        reads.node(change.dataset);
        reads.fieldsOf.add(change.dataset);
        for (const field of change.fields) {
          reads.node(fieldRef(change.dataset, field.name));
          reads.fact('binding', codeOf(fieldRef(change.dataset, field.name)));
        }
        break;
      case 'field.classified':
        reads.node(change.field);
        break;
      case 'job.declared':
        reads.node(change.job);
        break;
      case 'edges.replaced':
        reads.node(change.job);
        reads.edgesOf.add(change.job);
        for (const { from, to } of change.edges) {
          reads.node(from);
          reads.node(to);
        }
        break;
      case 'job.retired':
        reads.node(change.job);
        reads.edgesOf.add(change.job);
        break;
      case 'run.observed': {
        const code = runCode(change.runId, change.job);
        reads.fact('run', code);
        reads.node(change.job);
        reads.fact('ends', codeOf(change.job));
        const known = state.fact('run', code);
        const run = runs.get(code) ?? {
          job: change.job,
          inputs: new Set(known?.inputs.map(([ref]) => ref)),
          outputs: new Set(known?.outputs.map(([ref]) => ref)),
        };
        for (const ref of change.inputs) run.inputs.add(ref);
        for (const ref of change.outputs) run.outputs.add(ref);
        runs.set(code, run);
        break;
      }
      case 'job.observed':
        reads.node(change.job);
        reads.fact('ends', codeOf(change.job));
        readPairs(reads, state, change.job, change.inputs, change.outputs);
        break;
      case 'name.observed':
        reads.node(change.name);
        reads.fact('name', nameCode(change.name));
        reads.place(change.name);
        break;
      case 'schema.observed':
      case 'schema.erased': {
        const code = codeOf(change.name);
        reads.node(change.name);
        reads.fact('schema', code);
        if (loaded.facts.has(factKey('schema', code))) readSchema(reads, state.fact('schema', code), change);
        break;
      }
      case 'schema.told': {
        const code = codeOf(change.name);
        const known = state.fact('tellings', code);
        reads.fact('tellings', code);
        if (known !== undefined && !hasSchema(known, change.schema)) reads.fact('schemas', code);
        break;
      }
      case 'columns.observed':
        reads.node(change.name);
        reads.fact('columns', codeOf(change.name));
        for (const source of change.sources) reads.fact('name', nameCode(source));
        readPairs(reads, state, change.job, change.sources, [change.name]);
        if (loaded.facts.has(factKey('columns', codeOf(change.name)))) readColumns(reads, state, change);
        break;
      case 'columns.erased':
        reads.node(change.name);
        reads.fact('columns', codeOf(change.name));
        for (const [job, from, to, transformation] of state.fact('columns', codeOf(change.name))?.edges ?? []) {
          readEdge(reads, state, { job, from, to, transformation });
        }
        break;
      case 'facets.observed':
        reads.fact('facets', codeOf(change.subject));
        break;
      case 'fact.stated':
        reads.fact(change.record.record, change.record.code);
        break;
      case 'field.bound':
        reads.node(change.field);
        reads.fact('binding', codeOf(change.field));
        break;
      case 'name.linked':
      case 'name-rule.set':
      case 'symlinks.observed':
      case 'symlinks.erased':
        readStatement(reads, state, change, loaded);
        break;
      default:
        break;
    }
  }
  for (const { job, inputs, outputs } of runs.values()) readPairs(reads, state, job, inputs, outputs);
  return reads;
}

function readPairs(
  reads: Reads,
  state: GraphState,
  job: string,
  inputs: Iterable<string>,
  outputs: Iterable<string>,
): void {
  const targets = [...outputs];
  for (const from of inputs) for (const to of targets) readEdge(reads, state, { job, from, to, transformation: null });
}

/** The columns that a schema shows otherwise than before: of most there are none (`seen-again.ts`). */
function readSchema(
  reads: Reads,
  before: SchemaFacts | undefined,
  change: Extract<Change, { change: 'schema.observed' | 'schema.erased' }>,
): void {
  const known = new Map((before?.columns ?? []).map((column) => [column[0], column]));
  if (change.change === 'schema.erased') {
    for (const name of known.keys()) reads.node(fieldRef(change.name, name));
    return;
  }
  change.columns.forEach(({ name, type }, position) => {
    const former = known.get(name);
    const joined = joinColumn(former, listedColumn(name, type, position, change.time));
    if (!showsAlike(before, former, joined, before?.erased ?? null)) reads.node(fieldRef(change.name, name));
  });
}

/** The column edges that hold otherwise than before. */
function readColumns(
  reads: Reads,
  state: GraphState,
  { name, job, edges, time }: Extract<Change, { change: 'columns.observed' }>,
): void {
  const before = state.fact('columns', codeOf(name));
  const known = new Map((before?.edges ?? []).map((edge) => [columnEdgeKey(edge), edge]));
  for (const { from, to, transformation } of edges) {
    const one: SeenColumnEdge = [job, from, to, transformation, time, time];
    const former = known.get(columnEdgeKey(one));
    if (!holdsAlike(state, before, former, joinColumnEdge(former, one)))
      readEdge(reads, state, { job, from, to, transformation });
  }
}

/** What stating an observed edge looks at. */
function readEdge(reads: Reads, state: GraphState, raw: RawEnds): void {
  readEnds(reads, state, raw, resolve(state, raw.from), resolve(state, raw.to));
}

function readEnds(reads: Reads, state: GraphState, raw: RawEnds, from: string, to: string): void {
  reads.node(raw.job);
  for (const ref of [raw.from, raw.to]) {
    reads.node(ref);
    reads.place(ref);
  }
  reads.edges.add(`${raw.job}\n${from}\n${to}`);
  for (const ref of [from, to]) {
    const place = datasetOf(ref);
    reads.place(place);
    reads.node(ref);
    if (isLent(state, place)) readLinked(reads, state, place, raw.job);
  }
}

/** What a place is lent, and where that leads; of all jobs for null. */
function readLinked(reads: Reads, state: GraphState, place: string, job: string | null): void {
  if (job === null) reads.factsUnder.add(factKey('linked', linkedUnder(place)));
  else reads.fact('linked', linkedCode(place, job));
  const lent = job === null ? state.linkedAt(place) : [state.fact('linked', linkedCode(place, job))];
  for (const [, from, to] of lent.flatMap((facts) => facts?.raw ?? [])) {
    reads.place(from);
    reads.place(to);
  }
}

/** What is known of names that a statement speaks of as the same as others. */
function readFamilies(reads: Reads, state: GraphState, change: NameStatement): void {
  if (change.change === 'name-rule.set') return;
  const others = change.change === 'symlinks.observed' ? change.others : [];
  for (const name of [change.name, ...others]) readFamily(reads, state, name);
}

function readFamily(reads: Reads, state: GraphState, name: string): void {
  reads.fact('alias', nameCode(name));
  const root = state.fact('alias', nameCode(name))?.family ?? null;
  if (root !== null) reads.fact('family', codeOf(root));
}

/**
 * What a statement about names looks at: what is known of the names, and of the edges of those that move. One after the
 * other: which edges, only what is known says, and most symlinks move nothing.
 */
function readStatement(reads: Reads, state: GraphState, change: NameStatement, loaded: Reads): void {
  const isThere = (read: (into: Reads) => void): boolean => {
    const wanted = new Reads();
    read(wanted);
    reads.include(wanted);
    return wanted.without(loaded).isEmpty;
  };
  const areNamesThere = isThere((into) => {
    if (change.change === 'name-rule.set') {
      into.fact('rule', codeOf(change.namespace));
      for (const kind of KNOWING_KINDS) into.factsUnder.add(factKey(kind, namespaceCode(change.namespace)));
    } else readFamilies(into, state, change);
  });
  if (!areNamesThere || !isNews(state, change)) return;
  const { records, names } = stated(state, change);
  const after = withFacts(state, records);
  const same = withFamilies(after, names);
  const isAllThere = isThere((into) => {
    for (const name of names) readFamily(into, state, name);
    for (const name of same) {
      into.fact('link', codeOf(name));
      into.place(name);
    }
    if (change.change === 'name.linked') {
      into.node(change.name);
      if (change.dataset !== null) into.node(change.dataset);
    }
  });
  if (isAllThere) readMoves(reads, state, planPlaces(after, same));
}

/** What moving names looks at: their edges, and what is lent where these were and will be. */
function readMoves(reads: Reads, state: GraphState, plan: ReadonlyMap<string, string>): void {
  const { names, shared } = movesOf(state, plan);
  const after = (ref: string): string => {
    const place = plan.get(datasetOf(ref));
    return place === undefined ? resolve(state, ref) : moved(ref, place);
  };
  for (const name of names) {
    const [before, next] = [placeOf(state, name), plan.get(name) ?? name];
    reads.fieldsOf.add(name);
    reads.edgesAt.add(name);
    for (const place of [before, next])
      if (isLent(state, place) || shared.has(place)) readLinked(reads, state, place, null);
    for (const node of [name, ...state.fieldsOf(name)]) {
      for (const { from, to } of state.openEdgesAt(node)) {
        for (const ref of [from, to]) {
          reads.place(ref);
          if (isLent(state, datasetOf(ref))) readLinked(reads, state, datasetOf(ref), null);
        }
      }
    }
    for (const [job, from, to, transformation] of rawEdgesOf(state, name)) {
      const raw = { job, from, to, transformation };
      readEdge(reads, state, raw);
      const [afterFrom, afterTo] = [after(from), after(to)];
      readEnds(reads, state, raw, afterFrom, afterTo);
      for (const ref of [afterFrom, afterTo]) {
        reads.node(ref);
        if (shared.has(datasetOf(ref))) readLinked(reads, state, datasetOf(ref), null);
      }
    }
  }
}
