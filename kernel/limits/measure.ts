import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** What an operation weighs, fragments expanded. */
export interface Measure {
  readonly depth: number;
  readonly introspectionDepth: number;
  readonly aliases: number;
  readonly rootFields: number;
  readonly directives: number;
  readonly selections: number;
}

interface Weight {
  depth: number;
  introspectionDepth: number;
  aliases: number;
  directives: number;
  selections: number;
  /** Fields at the top of the set itself. */
  fields: number;
}

const NOTHING: Weight = { depth: 0, introspectionDepth: 0, aliases: 0, directives: 0, selections: 0, fields: 0 };
/** Sums stop growing here: fragments that double one another would overflow otherwise. */
const SATURATED = 1e9;

const plus = (a: number, b: number): number => Math.min(a + b, SATURATED);

/**
 * Weighs one operation in time linear in the document: every fragment is weighed once, however often it is spread.
 * A fragment that spreads itself (an invalid document) counts as nothing the second time.
 */
export function measure(document: DocumentNode, operation: OperationDefinitionNode): Measure {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const weighed = new Map<string, Weight>();

  const ofFragment = (name: string): Weight => {
    const known = weighed.get(name);
    if (known !== undefined) return known;
    const fragment = fragments.get(name);
    if (fragment === undefined) return NOTHING;
    weighed.set(name, NOTHING);
    const weight = ofSet(fragment.selectionSet);
    weight.directives = plus(weight.directives, fragment.directives?.length ?? 0);
    weighed.set(name, weight);
    return weight;
  };

  const ofSet = (set: SelectionSetNode): Weight => {
    const sum: Weight = { ...NOTHING };
    const add = (part: Weight): void => {
      sum.depth = Math.max(sum.depth, part.depth);
      sum.introspectionDepth = Math.max(sum.introspectionDepth, part.introspectionDepth);
      sum.aliases = plus(sum.aliases, part.aliases);
      sum.directives = plus(sum.directives, part.directives);
      sum.selections = plus(sum.selections, part.selections);
      sum.fields = plus(sum.fields, part.fields);
    };
    for (const selection of set.selections) {
      sum.directives = plus(sum.directives, selection.directives?.length ?? 0);
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        add(ofFragment(selection.name.value));
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        add(ofSet(selection.selectionSet));
      } else {
        const below = selection.selectionSet === undefined ? NOTHING : ofSet(selection.selectionSet);
        const introspects = selection.name.value === '__schema' || selection.name.value === '__type';
        // Where the planner enters a subgraph; what stands in it stands somewhere in the question already.
        const enters = selection.name.value === '_entities';
        add({
          depth: introspects ? 1 : below.depth + (enters ? 0 : 1),
          introspectionDepth: introspects ? below.depth + 1 : below.introspectionDepth,
          aliases: plus(below.aliases, selection.alias === undefined || enters ? 0 : 1),
          directives: below.directives,
          selections: plus(below.selections, 1),
          fields: 1,
        });
      }
    }
    return sum;
  };

  const { fields, ...weight } = ofSet(operation.selectionSet);
  return { ...weight, directives: plus(weight.directives, operation.directives?.length ?? 0), rootFields: fields };
}
