import type { Change } from './change.ts';
import { codeOf } from './code-of.ts';
import type { Binding } from './dictionary/dictionary-facts.ts';
import { ensureNode } from './ensure-node.ts';
import { assertionKey, type EdgeAssertion, type EdgeRecord, type GraphRecord } from './graph-record.ts';
import type { GraphState } from './graph-state.ts';
import type { Instant } from './instant.ts';
import { moveNames, putPlace } from './linked-names.ts';
import { withFacts } from './names/fact-reader.ts';
import { nameCode } from './names/name-code.ts';
import { planPlaces } from './names/places.ts';
import { isNews, type NameStatement, stated, withFamilies } from './names/statements.ts';
import { fieldRef } from './node-ref.ts';
import { observe } from './observe.ts';

/**
 * What changes mean: the graph is the left fold of the log with this function. It looks at nothing but the state, so
 * every store that hands it the same state and changes puts the same records.
 *
 * Cost: linear in the edges and columns of the jobs and datasets that the changes name.
 * @returns the records put, each once, nodes before edges.
 */
export function foldChanges(state: GraphState, changes: Iterable<Change>): GraphRecord[] {
  for (const change of changes) fold(state, change);
  return state.takeTouched();
}

/** As `foldChanges`, for whoever serves others meanwhile. @param pause awaited after every change. */
export async function foldInTurns(
  state: GraphState,
  changes: Iterable<Change>,
  pause: () => Promise<void>,
): Promise<GraphRecord[]> {
  for (const change of changes) {
    fold(state, change);
    await pause();
  }
  return state.takeTouched();
}

function fold(state: GraphState, change: Change): void {
  switch (change.change) {
    case 'dataset.declared':
      state.put({ record: 'dataset', ref: change.dataset, facts: change.facts });
      break;
    case 'schema.written':
      writeSchema(state, change);
      break;
    case 'field.classified':
      classify(state, change);
      break;
    case 'job.declared':
      state.put({ record: 'job', ref: change.job, facts: change.facts });
      break;
    case 'edges.replaced':
      replaceEdges(state, change);
      break;
    case 'job.retired':
      retire(state, change);
      break;
    case 'agency.declared':
      state.put({ record: 'agency', code: change.agency, facts: change.facts });
      break;
    case 'partner.declared':
      state.put({ record: 'partner', code: change.partner, facts: {} });
      break;
    case 'assignment.set':
      state.put({ record: 'assignment', code: change.id, facts: change.facts });
      break;
    case 'fact.stated':
      state.put(change.record);
      break;
    case 'field.bound':
      bind(state, change);
      break;
    case 'name.linked':
      for (const ref of [change.name, change.dataset]) if (ref !== null) ensureNode(state, ref);
      stateName(state, change);
      break;
    case 'name-rule.set':
    case 'symlinks.observed':
    case 'symlinks.erased':
      stateName(state, change);
      break;
    default:
      observe(state, change);
  }
}

/** Puts what is said about names, and names where that places them. */
function stateName(state: GraphState, change: NameStatement): void {
  const { records, names } = stated(state, change);
  const after = withFacts(state, records);
  const plan = isNews(state, change) ? planPlaces(after, withFamilies(after, names)) : new Map<string, string>();
  moveNames(state, plan, change.at);
  // Last: a rule that is there already would tell of names that have yet to move where they stand.
  for (const record of records) state.put(record);
  // Where a name stands that did not move is said too: later rules would else speak of it as if nothing was decided.
  for (const [name, place] of plan)
    if (state.fact('place', nameCode(name))?.place !== place) putPlace(state, name, place);
}

function writeSchema(state: GraphState, { dataset, fields, at }: Extract<Change, { change: 'schema.written' }>): void {
  ensureNode(state, dataset);
  const kept = new Set<string>();
  fields.forEach(({ name, ...field }, position) => {
    const ref = fieldRef(dataset, name);
    kept.add(ref);
    const binding = bindingOf(state, ref);
    state.put({ record: 'field', ref, facts: { ...field, position, dropped: null, ...binding } });
  });
  for (const ref of state.fieldsOf(dataset)) {
    const node = state.node(ref);
    // A column without facts is an end of somebody's edge that no schema ever listed: it cannot be dropped.
    if (kept.has(ref) || node?.record !== 'field' || node.facts === null || node.facts.dropped !== null) continue;
    state.put({ ...node, facts: { ...node.facts, dropped: at } });
    for (const edge of state.openEdgesAt(ref)) endEdge(state, edge, at, at);
  }
}

function classify(state: GraphState, change: Extract<Change, { change: 'field.classified' }>): void {
  const node = state.node(change.field);
  // The schema that lists the column carries its class too, so a classification of an unknown column adds nothing.
  if (node?.record !== 'field' || node.facts === null) return;
  const { piiClass, directIdentifier } = change;
  state.put({ ...node, facts: { ...node.facts, piiClass, directIdentifier } });
}

/** What a column is bound to is remembered beside it, for the schema may be told later than the binding. */
function bind(state: GraphState, { field, binding }: Extract<Change, { change: 'field.bound' }>): void {
  const { element = null, codeList = null } = { ...bindingOf(state, field), ...binding };
  state.put({ record: 'binding', code: codeOf(field), facts: { field, element, codeList } });
  const node = state.node(field);
  if (node?.record !== 'field' || node.facts === null) return;
  const { element: _, codeList: __, ...facts } = node.facts;
  state.put({ ...node, facts: { ...facts, ...bindingOf(state, field) } });
}

/** The binding of a column, as its facts have it: what it is not bound to is absent. */
function bindingOf(state: GraphState, field: string): Binding {
  const { element = null, codeList = null } = state.fact('binding', codeOf(field)) ?? {};
  return { ...(element === null ? {} : { element }), ...(codeList === null ? {} : { codeList }) };
}

function replaceEdges(state: GraphState, { job, edges, at }: Extract<Change, { change: 'edges.replaced' }>): void {
  ensureNode(state, job);
  const wanted = new Map(edges.map((edge) => [assertionKey(edge), edge]));
  for (const edge of state.openEdgesOfJob(job)) {
    if (!wanted.delete(assertionKey(edge))) state.put({ ...edge, recordedTo: at });
  }
  for (const edge of wanted.values()) {
    ensureNode(state, edge.from);
    ensureNode(state, edge.to);
    putEdge(state, job, edge, at);
  }
}

function retire(state: GraphState, { job, validTo, at }: Extract<Change, { change: 'job.retired' }>): void {
  const node = state.node(job);
  if (node?.record === 'job' && node.facts !== null) state.put({ ...node, facts: { ...node.facts, validTo } });
  for (const edge of state.openEdgesOfJob(job)) endEdge(state, edge, validTo, at);
}

/** Supersedes an edge by one that ends at `validTo`; one that ends earlier anyway stays. An end before the start is empty. */
function endEdge(state: GraphState, edge: EdgeRecord, validTo: Instant, at: Instant): void {
  if (edge.validTo !== null && edge.validTo <= validTo) return;
  state.put({ ...edge, recordedTo: at });
  const end = edge.validFrom === null ? validTo : Math.max(validTo, edge.validFrom);
  putEdge(state, edge.job, { ...edge, validTo: end }, at);
}

function putEdge(state: GraphState, job: string, edge: EdgeAssertion, at: Instant): void {
  const { from, to, transformation, validFrom, validTo } = edge;
  state.put({ record: 'edge', from, to, job, transformation, validFrom, validTo, recordedFrom: at, recordedTo: null });
}
