import type { Change } from './change.ts';
import { codeOf } from './code-of.ts';
import { type FactRecord, factKey, type GraphRecord } from './graph-record.ts';
import { GraphState } from './graph-state.ts';
import { datasetOf, isCatalog, isLent, moved, movesOf, type RawEnds, rawEdgesOf, resolve } from './linked-names.ts';
import { linkedCode, linkedUnder } from './memory.ts';
import { withFacts } from './names/fact-reader.ts';
import { nameCode, namespaceCode, namespaceOf } from './names/name-code.ts';
import { KNOWING_KINDS } from './names/name-facts.ts';
import { placeOf, planPlaces } from './names/places.ts';
import { isNameStatement, isNews, type NameStatement, stated, withFamilies } from './names/statements.ts';
import { datasetOfField, fieldRef, kindOfRef } from './node-ref.ts';
import { runCode } from './observe.ts';
import { hasSchema } from './schema-history/has-schema.ts';

/** What of the graph folding a batch looks at; a store loads just this. */
export interface FoldReads {
  /** Canonical references of nodes. */
  readonly nodes: ReadonlySet<string>;
  /** Datasets of which all columns are looked at, and all open edges of these columns. */
  readonly fieldsOf: ReadonlySet<string>;
  /** Jobs of which all open edges are looked at. */
  readonly edgesOf: ReadonlySet<string>;
  /** Datasets of which all open edges at dataset level are looked at. */
  readonly edgesAt: ReadonlySet<string>;
  /** Open edges of a job between two nodes: three references, a line each. */
  readonly edges: ReadonlySet<string>;
  /** Facts: kind and code, a line each. */
  readonly facts: ReadonlySet<string>;
  /** Facts whose codes begin alike: kind and what they begin with, a line each. */
  readonly factsUnder: ReadonlySet<string>;
}

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

class Reads implements FoldReads {
  readonly nodes = new Set<string>();
  readonly fieldsOf = new Set<string>();
  readonly edgesOf = new Set<string>();
  readonly edgesAt = new Set<string>();
  readonly edges = new Set<string>();
  readonly facts = new Set<string>();
  readonly factsUnder = new Set<string>();

  get isEmpty(): boolean {
    return this.#sets().every((set) => set.size === 0);
  }

  node(ref: string): void {
    this.nodes.add(ref);
    if (kindOfRef(ref) === 'FIELD') this.nodes.add(datasetOfField(ref));
  }

  fact(record: FactRecord['record'], code: string): void {
    this.facts.add(factKey(record, code));
  }

  /** What says where a name stands. */
  place(ref: string): void {
    const name = datasetOf(ref);
    if (isCatalog(name)) return;
    this.fact('place', nameCode(name));
    this.fact('rule', codeOf(namespaceOf(name)));
  }

  without(others: Reads): Reads {
    const rest = new Reads();
    const [mine, theirs, left] = [this.#sets(), others.#sets(), rest.#sets()];
    mine.forEach((set, i) => {
      for (const item of set) if (theirs[i]?.has(item) === false) left[i]?.add(item);
    });
    return rest;
  }

  include(others: Reads): void {
    const theirs = others.#sets();
    this.#sets().forEach((set, i) => {
      for (const item of theirs[i] ?? []) set.add(item);
    });
  }

  #sets(): Set<string>[] {
    return [this.nodes, this.fieldsOf, this.edgesOf, this.edgesAt, this.edges, this.facts, this.factsUnder];
  }
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
        readPairs(reads, state, change.job, change.inputs, change.outputs);
        break;
      case 'name.observed':
        reads.node(change.name);
        reads.fact('name', nameCode(change.name));
        reads.place(change.name);
        break;
      case 'schema.observed':
      case 'schema.erased': {
        reads.node(change.name);
        reads.fact('schema', codeOf(change.name));
        const listed = change.change === 'schema.observed' ? change.columns.map(({ name }) => name) : [];
        const known = state.fact('schema', codeOf(change.name))?.columns.map(([name]) => name) ?? [];
        for (const name of new Set([...listed, ...known])) reads.node(fieldRef(change.name, name));
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
        for (const edge of change.edges) readEdge(reads, state, { job: change.job, ...edge });
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
