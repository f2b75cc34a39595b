import type { Transformation } from '../transformations.ts';
import { DIFFERENT, differenceKey } from './check-changes.ts';
import type { ColumnType } from './column-type.ts';
import {
  EFFECTS,
  type Effect,
  type Hopping,
  type Needs,
  type ReasonCode,
  RULES,
  type Rule,
  ruleFor,
  SEVERITIES,
} from './rules.ts';
import { typeVerdict } from './type-verdict.ts';

/** What a node meets at first hand. */
export interface Origin {
  readonly node: number;
  readonly effect: Effect;
  readonly types: { readonly from: ColumnType | null; readonly to: ColumnType } | null;
  /** See `CheckedChange`; null or absent: not known. */
  readonly becomes?: string | null;
  /** Whether it is not changed itself, but bound to what changes in the dictionary: then it is hurt by that. */
  readonly bound?: boolean;
}

/** The graph that effects spread in. Nodes are dense integers. */
export interface SpreadGraph {
  /** Calls back with every edge downstream that is followed. Transformation null: an edge between datasets. */
  forEachReader(node: number, visit: (reader: number, transformation: Transformation | null) => void): void;
  /** What a column needs that meets an effect; of CODES and MEANING, of values of that list or meaning. */
  needsOf(node: number, effect: Effect, becomes: string | null): Needs;
  /** Declared type of a column, after the changes; null when it takes the type of what it reads. */
  typeOf(node: number): ColumnType | null;
}

/** How a node is hurt, and by which hop. */
export interface Hurt {
  /** Position in `SEVERITIES`. */
  readonly severity: number;
  readonly reason: ReasonCode;
  /** The node that it reads the effect from; null when it is bound to what changes. */
  readonly from: number | null;
  /** Which hurt of that node; null when that is a target of a change. */
  readonly before: Hurt | null;
}

/** Everything that is hurt, or is reached and was found not to be. */
export interface Spread {
  /** By node: the worst; of equal ones, one by the fewest hops. A node that no effect reaches has none. */
  readonly hurts: ReadonlyMap<number, Hurt>;
  /** Whether the budget ended it: severities are lower bounds then. */
  readonly cut: boolean;
}

/** States of one effect: a retyping is told from another by its types, codes by their list, a meaning by what it is. */
interface Carried {
  readonly effect: Effect;
  readonly types: Origin['types'];
  readonly becomes: string | null;
  readonly bit: number;
}

/** Effects that are carried once for all that begins them. */
const PLAIN = EFFECTS.filter((effect) => !DIFFERENT.has(effect));

/** Bits of an integer: how many effects one node can be said to have met. */
const BITS = 32;

/**
 * Spreads what changes do downstream: breadth-first search over pairs of node and effect, so that every node meets every
 * effect once, whichever cycles there are, and the worst over all ways is found in a single pass in the order of
 * distance.
 *
 * Cost: O(effects × edges reached), effects at most 10 and one for each different change of a type, of a meaning or of a code
 * list. Precondition: at most 20 of these (`MOST_CHANGES`).
 * @param budget most edges looked at.
 */
export function spread(
  graph: SpreadGraph,
  origins: readonly Origin[],
  budget: number,
  isLate: () => boolean = () => false,
): Spread {
  const plain = new Map<Effect, Carried>(
    PLAIN.map((effect, place) => [effect, { effect, types: null, becomes: null, bit: 1 << place }]),
  );
  let bits = plain.size;
  const hurts = new Map<number, Hurt>();
  const met = new Map<number, number>();
  const queue: { readonly node: number; readonly carried: Carried; readonly hurt: Hurt | null }[] = [];
  const meet = (node: number, carried: Carried, hurt: Hurt | null): void => {
    const known = met.get(node) ?? 0;
    if ((known & carried.bit) !== 0) return;
    met.set(node, known | carried.bit);
    queue.push({ node, carried, hurt });
  };
  const different = new Map<string, Carried>();
  const carriedBy = ({ effect, types, becomes = null }: Origin): Carried => {
    const known = plain.get(effect);
    if (known !== undefined) return known;
    const key = differenceKey({ effect, types, becomes });
    const carried = different.get(key) ?? { effect, types, becomes, bit: 1 << bits++ };
    if (bits > BITS)
      throw new Error(`${different.size} different changes of type, of meaning and of code list are too many.`);
    different.set(key, carried);
    return carried;
  };
  const hurtBy = (node: number, line: Rule, hurt: Omit<Hurt, 'severity' | 'reason'>): Hurt => {
    const severity = SEVERITIES.indexOf(line.severity);
    const known = hurts.get(node);
    const fresh: Hurt = { severity, reason: line.reason, ...hurt };
    if (!changed.has(node) && (known === undefined || known.severity < severity)) hurts.set(node, fresh);
    return fresh;
  };
  // What is changed itself is no part of what the change does, even on a cycle.
  const changed = new Set(origins.filter(({ bound }) => bound !== true).map(({ node }) => node));
  for (const origin of origins) {
    const { node, bound } = origin;
    const carried = carriedBy(origin);
    if (bound !== true) meet(node, carried, null);
    else {
      const line = ruleOf(graph, carried, node, 'BOUND');
      const fresh = hurtBy(node, line, { from: null, before: null });
      if (line.next !== null) meet(node, carried, fresh);
    }
  }
  let looked = 0;
  for (let head = 0; head < queue.length; head++) {
    const { node, carried, hurt } = queue[head] as (typeof queue)[number];
    if (looked > budget || ((head & 1_023) === 1_023 && isLate())) return { hurts, cut: true };
    graph.forEachReader(node, (reader, transformation) => {
      looked++;
      const line = ruleOf(graph, carried, reader, transformation);
      const fresh = hurtBy(reader, line, { from: node, before: hurt });
      // A copy that declares no type has that of what it copies: its readers meet the change of the type itself.
      const copied = carried.effect === 'RETYPED' && transformation === 'IDENTITY' && line.next !== 'STOPPED';
      if (copied && graph.typeOf(reader) === null) meet(reader, carried, fresh);
      if (line.next === null) return;
      const next = line.next === carried.effect ? carried : plain.get(line.next);
      if (next !== undefined) meet(reader, next, fresh);
    });
  }
  return { hurts, cut: false };
}

function ruleOf(
  graph: SpreadGraph,
  { effect, types, becomes }: Carried,
  reader: number,
  transformation: Hopping,
): Rule {
  // What is bound has to become what the dictionary says: what it is before decides.
  const declared = transformation === 'BOUND' ? (types?.from ?? null) : graph.typeOf(reader);
  const type = types === null ? null : typeVerdict(types.from, types.to, transformation, declared);
  const needs = NEEDY.has(effect) ? graph.needsOf(reader, effect, becomes) : NOTHING;
  return ruleFor({ effect, transformation, needs, type });
}

/** Effects with rules that ask what the reader needs. */
const NEEDY: ReadonlySet<Effect> = new Set(RULES.flatMap(({ effect, needs }) => (needs === undefined ? [] : [effect])));
const NOTHING: Needs = {};
