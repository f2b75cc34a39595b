import { forEachEdge, isLive, type TimeWindow } from '../../domain/algorithms/adjacency.ts';
import { type EdgeFilter, passes } from '../../domain/algorithms/expand.ts';
import { type CheckedChange, checkChanges } from '../../domain/change-analysis/check-changes.ts';
import { type ColumnType, readColumnType } from '../../domain/change-analysis/column-type.ts';
import { type ReasonCode, SEVERITIES, type Severity } from '../../domain/change-analysis/rules.ts';
import { type SchemaChange, SchemaChangeError } from '../../domain/change-analysis/schema-change.ts';
import { type Hurt, type Origin, type Spread, spread } from '../../domain/change-analysis/spread.ts';
import { isDictionaryKind } from '../../domain/dictionary/dictionary-facts.ts';
import type { Instant } from '../../domain/instant.ts';
import { kindOfRef } from '../../domain/node-ref.ts';
import { transformationOf } from '../../domain/transformations.ts';
import { entryOf } from '../dictionary.ts';
import { DATASET, FIELD } from '../node-table.ts';
import type { Projection } from '../projection.ts';
import { boundColumns } from './bound-columns.ts';
import { keyOf, listOf, needsUnder } from './needs-under.ts';
import { EDGE_BUDGET } from './reach.ts';

/** How a node fares under the changes asked about. */
export interface Fate {
  readonly severity: Severity;
  readonly reason: ReasonCode;
  /** Reference of the node that it reads the harm from; null when there is none. */
  readonly from: string | null;
}

/** Datasets and columns of one severity. */
export interface SeverityCount {
  readonly severity: Severity;
  readonly datasets: number;
  readonly fields: number;
}

/** The targets of changes that are in order, as where walks start. */
export interface Targets {
  readonly columns: readonly number[];
  /** Those that are retired as a whole. */
  readonly datasets: readonly number[];
  readonly checked: readonly CheckedChange[];
  /**
   * Of changes of the dictionary: what each of `columns` is bound to. They are reached then, at distance 1, not changed
   * themselves. Null: they change themselves.
   */
  readonly bound: ReadonlyMap<number, string> | null;
}

/**
 * Checks changes against the schemas as they are.
 * Precondition: the targets are in the graph or the dictionary, and visible to whoever asks.
 * @param mask which bound columns there are for whoever asks, see `boundColumns`.
 * @throws SchemaChangeError; also for changes of which some are of the dictionary and some are not: distances would be
 * from different places.
 */
export function targetsOf(
  projection: Projection,
  changes: readonly SchemaChange[],
  asOf: Instant,
  mask: Uint8Array | null,
): Targets {
  const { nodes } = projection;
  const isOfDictionary = ({ target }: SchemaChange): boolean => isDictionaryKind(kindOfRef(target));
  const other = changes.findIndex((change) => isOfDictionary(change) !== isOfDictionary(changes[0] as SchemaChange));
  if (other >= 0) {
    throw new SchemaChangeError(
      `Changes of the dictionary and changes of columns and datasets are asked about apart; ${changes[0]?.target} and ${changes[other]?.target} are not of one kind.`,
      other,
    );
  }
  const fact = (column: string) => {
    const node = nodes.find(column);
    return node === undefined ? null : nodes.fieldFacts(node);
  };
  const checked = checkChanges(changes, {
    // A column that no schema lists is known from its edges only; one that a schema has dropped is not there any more.
    has: (column) => nodes.find(column) !== undefined && (fact(column)?.dropped ?? null) === null,
    typeOf: (target) => {
      const entry = entryOf(target);
      return entry === null ? (fact(target)?.type ?? null) : projection.dictionary.elementType(entry.code);
    },
    isNullable: (column) => fact(column)?.nullable ?? null,
    isKey: (column) => fact(column)?.isKey ?? null,
    keyOf: (dataset) => keyOf(projection, nodes.find(dataset)).map((field) => nodes.ref(field)),
    listOf: (target) => listOf(projection, target),
    boundTo: (entry) => boundColumns(projection, entry, asOf, mask).map((column) => nodes.ref(column)),
  });
  const bound = new Map<number, string>();
  const [columns, datasets] = [new Set<number>(), new Set<number>()];
  for (const { change, bound: entry } of checked) {
    const node = nodes.find(change.target) as number;
    if (entry !== null && !bound.has(node)) bound.set(node, entry);
    if (nodes.kind(node) === DATASET) {
      datasets.add(node);
      for (const field of nodes.fieldsOf(node)) columns.add(field);
    } else columns.add(node);
  }
  const ofDictionary = changes.some(isOfDictionary);
  return { columns: [...columns], datasets: [...datasets], checked, bound: ofDictionary ? bound : null };
}

/** Which edges effects go along. */
interface Following {
  readonly window: TimeWindow;
  /** Where they go; null: everywhere. */
  readonly mask: Uint8Array | null;
  readonly filter: EdgeFilter | null;
}

/** What changes do to everything downstream. */
export class WhatIf {
  readonly #projection: Projection;
  readonly #spread: Spread;
  #worstOf: Map<number, Hurt> | undefined;

  /**
   * Cost: the edges reached, once for each effect that there is.
   */
  constructor(
    projection: Projection,
    targets: Targets,
    { window, mask, filter }: Following,
    allowance: {
      readonly budget?: number | undefined;
      readonly portions?: number | undefined;
      readonly isLate?: (() => boolean) | undefined;
    },
  ) {
    this.#projection = projection;
    const { nodes, graph } = projection;
    const { transformation } = graph.columns;
    const retyped = newTypes(projection, targets);
    /** Read once: whole catalogs have a few. */
    const types = new Map<string, ColumnType | null>();
    this.#spread = spread(
      {
        forEachReader(node, visit) {
          forEachEdge(graph.forward, node, (end, slot) => {
            if ((isLive(graph.columns, slot, window.valid, window.recorded) & passes(filter, slot)) !== 1) return;
            if (mask === null || mask[end] === 1) visit(end, transformationOf(transformation[slot] as number));
          });
        },
        needsOf: needsUnder(projection, targets.checked),
        typeOf(node) {
          const becomes = retyped.get(node);
          if (becomes !== undefined) return becomes;
          const text = nodes.kind(node) === FIELD ? nodes.fieldFacts(node)?.type : undefined;
          if (text === undefined) return null;
          const known = types.get(text);
          if (known !== undefined) return known;
          const type = readColumnType(text);
          types.set(text, type);
          return type;
        },
      },
      originsOf(projection, targets),
      (allowance.budget ?? EDGE_BUDGET) * (allowance.portions ?? 1),
      allowance.isLate,
    );
  }

  /** Whether the budget or the time ended the walk: severities may be worse than is said. */
  get cut(): 'BUDGET' | null {
    return this.#spread.cut ? 'BUDGET' : null;
  }

  /** How a column fares. */
  ofField(field: number): Fate {
    return this.#fate(this.#spread.hurts.get(field));
  }

  /** As `ofField`, without why; by the position in `SEVERITIES`. */
  severityOfField(field: number): number {
    return this.#spread.hurts.get(field)?.severity ?? 0;
  }

  /** As `ofDataset`, likewise. */
  severityOfDataset(dataset: number): number {
    this.#worstOf ??= this.#worst();
    return this.#worstOf.get(dataset)?.severity ?? 0;
  }

  /** How a dataset fares: as the worst of its columns, or as what feeds it whole. */
  ofDataset(dataset: number): Fate {
    this.#worstOf ??= this.#worst();
    return this.#fate(this.#worstOf.get(dataset));
  }

  #fate(hurt: Hurt | undefined): Fate {
    if (hurt === undefined) return { severity: 'UNAFFECTED', reason: 'NOT_REACHED', from: null };
    return {
      severity: SEVERITIES[hurt.severity] as Severity,
      reason: hurt.reason,
      from: hurt.from === null ? null : this.#projection.nodes.ref(hurt.from),
    };
  }

  #worst(): Map<number, Hurt> {
    const worst = new Map<number, Hurt>();
    for (const [node, hurt] of this.#spread.hurts) {
      const dataset = this.#projection.nodes.dataset(node);
      const known = worst.get(dataset);
      if (known === undefined || known.severity < hurt.severity) worst.set(dataset, hurt);
    }
    return worst;
  }
}

/** The types that columns get by the changes asked about: what reads and what is read may change together. */
function newTypes({ nodes }: Projection, { checked }: Targets): ReadonlyMap<number, ColumnType> {
  return new Map(
    checked.flatMap(({ change, types }) => (types === null ? [] : [[nodes.find(change.target) as number, types.to]])),
  );
}

function originsOf({ nodes }: Projection, { checked }: Targets): Origin[] {
  return checked.flatMap(({ change, effect, types, becomes, bound }) => {
    const node = nodes.find(change.target) as number;
    const from = nodes.kind(node) === DATASET ? [node, ...nodes.fieldsOf(node)] : [node];
    return from.map((origin) => ({ node: origin, effect, types, becomes, bound: bound !== null }));
  });
}

/** Datasets and columns by severity, worst first; all three, none left out. */
export function countBySeverity(
  whatIf: WhatIf,
  datasets: Iterable<number>,
  fields: Iterable<number>,
): readonly SeverityCount[] {
  const count = (all: Iterable<number>, severityOf: (node: number) => number): number[] => {
    const counts = SEVERITIES.map(() => 0);
    for (const node of all) {
      const severity = severityOf(node);
      counts[severity] = (counts[severity] ?? 0) + 1;
    }
    return counts;
  };
  const ofDatasets = count(datasets, (node) => whatIf.severityOfDataset(node));
  const ofFields = count(fields, (node) => whatIf.severityOfField(node));
  return SEVERITIES.map((severity, place) => ({
    severity,
    datasets: ofDatasets[place] ?? 0,
    fields: ofFields[place] ?? 0,
  })).toReversed();
}
