import type { Observation } from './change.ts';
import { codeOf } from './code-of.ts';
import { observeEnds } from './ends.ts';
import { ensureNode } from './ensure-node.ts';
import type { GraphState } from './graph-state.ts';
import type { Instant } from './instant.ts';
import { datasetOf, seat, stateEdge } from './linked-names.ts';
import type { RunEnd, RunFacts, SeenColumn, SeenColumnEdge, SeenRef } from './memory.ts';
import { nameCode } from './names/name-code.ts';
import type { NameStatement } from './names/statements.ts';
import { fieldRef } from './node-ref.ts';
import { observeFacets } from './observe-facets.ts';
import { observeToldSchema } from './observe-told-schema.ts';
import {
  columnEdgeEnd,
  columnEdgeKey,
  holdsAlike,
  isListed,
  joinColumn,
  joinColumnEdge,
  listedColumn,
  showsAlike,
} from './seen-again.ts';

type Of<K extends Observation['change']> = Extract<Observation, { change: K }>;

/** Most pairs of input and output of one run that become edges. */
export const MOST_RUN_PAIRS = 100_000;

const ENDS: readonly RunEnd[] = ['COMPLETE', 'ABORT', 'FAIL'];

/** Code of the memory of a run: the same id in two jobs is two runs. */
export const runCode = (runId: string, job: string): string => `${runId}:${codeOf(job)}`;

/** Folds an observation: every step is a join, so that order and repetition do not matter. */
export function observe(state: GraphState, seen: Exclude<Observation, NameStatement>): void {
  switch (seen.change) {
    case 'run.observed':
      observeRun(state, seen);
      break;
    case 'job.observed':
      observeJob(state, seen);
      break;
    case 'name.observed':
      observeName(state, seen.name, seen.time);
      break;
    case 'schema.observed':
      observeSchema(state, seen);
      break;
    case 'schema.erased':
      eraseSchema(state, seen);
      break;
    case 'schema.told':
      observeToldSchema(state, seen);
      break;
    case 'columns.observed':
      observeColumns(state, seen);
      break;
    case 'columns.erased':
      eraseColumns(state, seen);
      break;
    case 'facets.observed':
      observeFacets(state, seen);
      break;
    default:
      seen satisfies never;
  }
}

function observeRun(state: GraphState, seen: Of<'run.observed'>): void {
  const { job, runId, at } = seen;
  const code = runCode(runId, job);
  const before = state.fact('run', code);
  const after = joinRun(before, seen);
  state.put({ record: 'run', code, facts: after });
  ensureNode(state, job);
  observeEnds(state, seen);
  if (after.crowded) return;
  const [newInputs, newOutputs] = [earlier(before?.inputs, after.inputs), earlier(before?.outputs, after.outputs)];
  for (const [from, read] of after.inputs) {
    for (const [to, written] of newInputs.has(from)
      ? after.outputs
      : after.outputs.filter(([ref]) => newOutputs.has(ref))) {
      const raw = { job, from, to, transformation: null };
      stateEdge(state, raw, { validFrom: Math.max(read, written), validTo: null }, 'join', at);
    }
  }
}

/** The references that are new, or seen earlier than was known. */
function earlier(before: readonly SeenRef[] = [], after: readonly SeenRef[]): ReadonlySet<string> {
  const known = new Map(before);
  return new Set(after.flatMap(([ref, first]) => (known.get(ref) === first ? [] : [ref])));
}

function joinRun(before: RunFacts | undefined, seen: Of<'run.observed'>): RunFacts {
  const { runId, job, time, eventType, parent } = seen;
  const end = ENDS.find((known) => known === eventType) ?? null;
  const gravest = ENDS.findLast((known) => known === end || known === before?.end) ?? null;
  const inputs = joinSeen(before?.inputs, seen.inputs, time);
  const outputs = joinSeen(before?.outputs, seen.outputs, time);
  const named = [before?.parent ?? null, parent === null ? null : { ...parent, time }].filter((one) => one !== null);
  const rank = (one: NonNullable<RunFacts['parent']>): string => `${one.runId}\n${one.job}`;
  named.sort((a, b) => a.time - b.time || (rank(a) < rank(b) ? -1 : 1));
  return {
    runId,
    job,
    end: gravest,
    disputed: (before?.disputed ?? false) || (end !== null && (before?.end ?? end) !== end),
    startedAt: eventType === 'START' ? Math.min(before?.startedAt ?? time, time) : (before?.startedAt ?? null),
    endedAt: end === null ? (before?.endedAt ?? null) : Math.max(before?.endedAt ?? time, time),
    firstSeen: Math.min(before?.firstSeen ?? time, time),
    lastSeen: Math.max(before?.lastSeen ?? time, time),
    inputs,
    outputs,
    parent: named.at(-1) ?? null,
    crowded: inputs.length * outputs.length > MOST_RUN_PAIRS,
  };
}

function joinSeen(before: readonly SeenRef[] = [], refs: readonly string[], time: Instant): readonly SeenRef[] {
  if (refs.length === 0) return before;
  const seen = new Map(before);
  for (const ref of refs) seen.set(ref, Math.min(seen.get(ref) ?? time, time));
  return [...seen].sort(([a], [b]) => (a < b ? -1 : 1));
}

function observeJob(state: GraphState, seen: Of<'job.observed'>): void {
  const { job, inputs, outputs, time, at } = seen;
  ensureNode(state, job);
  observeEnds(state, seen);
  for (const from of inputs) {
    for (const to of outputs) {
      stateEdge(state, { job, from, to, transformation: null }, { validFrom: time, validTo: null }, 'join', at);
    }
  }
}

function observeName(state: GraphState, name: string, time: Instant): void {
  ensureNode(state, name);
  seat(state, name);
  const code = nameCode(name);
  const before = state.fact('name', code);
  const facts = {
    name,
    firstSeen: Math.min(before?.firstSeen ?? time, time),
    lastSeen: Math.max(before?.lastSeen ?? time, time),
  };
  state.put({ record: 'name', code, facts });
}

function observeSchema(state: GraphState, { name, columns, time }: Of<'schema.observed'>): void {
  const before = state.fact('schema', codeOf(name));
  const known = new Map((before?.columns ?? []).map((column) => [column[0], column]));
  columns.forEach((column, position) => {
    const listed = listedColumn(column.name, column.type, position, time);
    known.set(column.name, joinColumn(known.get(column.name), listed));
  });
  putSchema(state, name, before?.erased ?? null, [...known.values()]);
}

function eraseSchema(state: GraphState, { name, time }: Of<'schema.erased'>): void {
  const before = state.fact('schema', codeOf(name));
  putSchema(state, name, Math.max(before?.erased ?? time, time), before?.columns ?? []);
}

function putSchema(state: GraphState, name: string, erased: Instant | null, columns: readonly SeenColumn[]): void {
  const sorted = [...columns].sort(([a], [b]) => (a < b ? -1 : 1));
  const before = state.fact('schema', codeOf(name));
  const known = new Map((before?.columns ?? []).map((column) => [column[0], column]));
  state.put({ record: 'schema', code: codeOf(name), facts: { name, erased, columns: sorted } });
  ensureNode(state, name);
  for (const seen of sorted) {
    const [column, type, , position] = seen;
    if (showsAlike(before, known.get(column), seen, erased)) continue;
    const facts = { type, position, piiClass: 'NONE', directIdentifier: false, dropped: null } as const;
    state.put({ record: 'field', ref: fieldRef(name, column), facts: isListed(seen, erased) ? facts : null });
  }
}

function observeColumns(state: GraphState, seen: Of<'columns.observed'>): void {
  const { name, job, sources, edges, time, at } = seen;
  for (const from of sources) {
    observeName(state, from, time);
    // A column edge never stands without its dataset edge.
    stateEdge(state, { job, from, to: name, transformation: null }, { validFrom: time, validTo: null }, 'join', at);
  }
  const before = state.fact('columns', codeOf(name));
  const known = new Map((before?.edges ?? []).map((edge) => [columnEdgeKey(edge), edge]));
  const erased = before?.erased ?? null;
  const changed = new Map<string, SeenColumnEdge>();
  for (const { from, to, transformation } of edges) {
    const one: SeenColumnEdge = [job, from, to, transformation, time, time];
    const key = columnEdgeKey(one);
    const former = known.get(key);
    const joined = joinColumnEdge(former, one);
    known.set(key, joined);
    if (!holdsAlike(state, before, former, joined)) changed.set(key, joined);
  }
  putColumns(state, name, erased, [...known.values()]);
  for (const edge of changed.values()) putColumnEdge(state, edge, erased, at);
}

function eraseColumns(state: GraphState, { name, time, at }: Of<'columns.erased'>): void {
  const before = state.fact('columns', codeOf(name));
  const erased = Math.max(before?.erased ?? time, time);
  ensureNode(state, name);
  putColumns(state, name, erased, before?.edges ?? []);
  for (const edge of before?.edges ?? []) putColumnEdge(state, edge, erased, at);
}

function putColumns(state: GraphState, name: string, erased: Instant | null, edges: readonly SeenColumnEdge[]): void {
  const sorted = edges
    .map((edge): [string, SeenColumnEdge] => [columnEdgeKey(edge), edge])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  state.put({ record: 'columns', code: codeOf(name), facts: { name, erased, edges: sorted.map(([, edge]) => edge) } });
}

function putColumnEdge(state: GraphState, edge: SeenColumnEdge, erased: Instant | null, at: Instant): void {
  const [job, from, to, transformation, first] = edge;
  const validTo = columnEdgeEnd(edge, erased);
  for (const ref of [datasetOf(from), datasetOf(to)]) ensureNode(state, ref);
  stateEdge(state, { job, from, to, transformation }, { validFrom: first, validTo }, 'replace', at);
}
