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
  /** Declared type of a column, after the changes; null when it takes the type of what it reads. Equal ones are one object. */
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
  /** What was found in the table, by the declared type of the reader: the same edges come by the million. */
  readonly rules: Map<ColumnType | null, Map<Hopping, Rule>>;
}

/** Effects that are carried once for all that begins them. */
const PLAIN = EFFECTS.filter((effect) => !DIFFERENT.has(effect));

/** How many effects one node can be said to have met: the bits of an integer, without two for how badly it is hurt. */
const BITS = 30;

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
    PLAIN.map((effect, place) => [effect, { effect, types: null, becomes: null, bit: 1 << place, rules: new Map() }]),
  );
  let bits = plain.size;
  const hurts = new Map<number, Hurt>();
  /** By node: bits of the effects that it met, and above them 1 + how badly it is hurt, 0 while it is not. */
  const states = new Map<number, number>();
  const queue: { readonly node: number; readonly carried: Carried; readonly hurt: Hurt | null }[] = [];
  const meet = (node: number, carried: Carried, hurt: Hurt | null): void => {
    const state = states.get(node) ?? 0;
    if ((state & carried.bit) !== 0) return;
    states.set(node, state | carried.bit);
    queue.push({ node, carried, hurt });
  };
  const different = new Map<string, Carried>();
  const carriedBy = ({ effect, types, becomes = null }: Origin): Carried => {
    const known = plain.get(effect);
    if (known !== undefined) return known;
    const key = differenceKey({ effect, types, becomes });
    const carried = different.get(key) ?? { effect, types, becomes, bit: 1 << bits++, rules: new Map() };
    if (bits > BITS)
      throw new Error(`${different.size} different changes of type, of meaning and of code list are too many.`);
    different.set(key, carried);
    return carried;
  };
  /** Takes in that a rule hurts a node, and which effects its readers meet by that. Most edges tell nothing new. */
  const hurtBy = (
    node: number,
    { severity: name, reason }: Rule,
    from: number | null,
    before: Hurt | null,
    next: Carried | undefined,
    retyped?: Carried | undefined,
  ): void => {
    const severity = SEVERITIES.indexOf(name);
    const state = states.get(node) ?? 0;
    const isWorse = severity >= state >>> BITS && !changed.has(node);
    const fresh = ((next?.bit ?? 0) | (retyped?.bit ?? 0)) & ~state;
    if (!isWorse && fresh === 0) return;
    const hurt: Hurt = { severity, reason, from, before };
    if (isWorse) {
      hurts.set(node, hurt);
      states.set(node, (state & ~(-1 << BITS)) | ((severity + 1) << BITS));
    }
    if (retyped !== undefined) meet(node, retyped, hurt);
    if (next !== undefined) meet(node, next, hurt);
  };
  // What is changed itself is no part of what the change does, even on a cycle.
  const changed = new Set(origins.filter(({ bound }) => bound !== true).map(({ node }) => node));
  for (const origin of origins) {
    const { node, bound } = origin;
    const carried = carriedBy(origin);
    if (bound !== true) meet(node, carried, null);
    else {
      const line = ruleOf(graph, carried, node, 'BOUND');
      hurtBy(node, line, null, null, line.next === null ? undefined : carried);
    }
  }
  let looked = 0;
  for (let head = 0; head < queue.length; head++) {
    const { node, carried, hurt } = queue[head] as (typeof queue)[number];
    if (looked > budget || ((head & 1_023) === 1_023 && isLate())) return { hurts, cut: true };
    graph.forEachReader(node, (reader, transformation) => {
      looked++;
      const line = ruleOf(graph, carried, reader, transformation);
      // A copy that declares no type has that of what it copies: its readers meet the change of the type itself.
      const copied = carried.effect === 'RETYPED' && transformation === 'IDENTITY' && line.next !== 'STOPPED';
      const retyped = copied && graph.typeOf(reader) === null ? carried : undefined;
      const next = line.next === null ? undefined : line.next === carried.effect ? carried : plain.get(line.next);
      hurtBy(reader, line, node, hurt, next, retyped);
    });
  }
  return { hurts, cut: false };
}

function ruleOf(
  graph: SpreadGraph,
  { effect, types, becomes, rules }: Carried,
  reader: number,
  transformation: Hopping,
): Rule {
  if (NEEDY.has(effect))
    return ruleFor({ effect, transformation, needs: graph.needsOf(reader, effect, becomes), type: null });
  // What is bound has to become what the dictionary says: what it is before decides.
  const declared = types === null ? null : transformation === 'BOUND' ? types.from : graph.typeOf(reader);
  const known = rules.get(declared)?.get(transformation);
  if (known !== undefined) return known;
  const type = types === null ? null : typeVerdict(types.from, types.to, transformation, declared);
  const found = ruleFor({ effect, transformation, needs: NOTHING, type });
  rules.set(declared, (rules.get(declared) ?? new Map<Hopping, Rule>()).set(transformation, found));
  return found;
}

/** Effects with rules that ask what the reader needs. */
const NEEDY: ReadonlySet<Effect> = new Set(RULES.flatMap(({ effect, needs }) => (needs === undefined ? [] : [effect])));
const NOTHING: Needs = {};
