import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  visit,
} from 'graphql';
import { ASSUMED_SIZE, type CostTable, costTable, type FieldCost } from '../limits/cost-table.ts';

/** Points of a mutation: a transaction, its facts and those who follow them. */
const MUTATION_WEIGHT = 10;

/** A directive, from its text. */
function directiveOf(text: string): ConstDirectiveNode {
  const [definition] = parse(`type T { f: Int ${text} }`, { noLocation: true }).definitions;
  const [field] = definition?.kind === Kind.OBJECT_TYPE_DEFINITION ? (definition.fields ?? []) : [];
  const [directive] = field?.directives ?? [];
  if (directive === undefined) throw new Error(`${text} is no directive`);
  return directive;
}

const has = ({ directives = [] }: FieldDefinitionNode, name: string): boolean =>
  directives.some((directive) => directive.name.value === name);

/** What is said of a field's cost to people; nothing where it is 1 for an object and 0 for a scalar. */
function sentence({ weight, each, size, page }: FieldCost, isList: boolean): string | undefined {
  const parts = [
    ...(weight > 0 ? [`${page === null && !isList ? weight + each : weight}`] : []),
    ...(page !== null ? [`1, and 1 for each of \`${page.argument}\` in ${page.sized.join(' and ')}`] : []),
    ...(isList && each > 0 ? [`${each} for each element, ${size} assumed`] : []),
  ];
  return parts.length === 0 ? undefined : `Cost: ${parts.join(', and ')}.`;
}

/**
 * Says of every field what it costs, in directives for programs (GraphQL Cost Directives draft, as Federation 2.9 has
 * them) and at the end of its description for people. Classes say what is special; the rest follows from the schema: a
 * page is as long as its `first`, another list as long as lists are assumed to be, a mutation has its weight.
 */
export function withCosts(document: DocumentNode): DocumentNode {
  const plain = costTable(document);
  const directed = visit(document, {
    ObjectTypeDefinition: (type) => ({
      ...type,
      fields: type.fields?.map((field) => direct(field, type, plain)) ?? [],
    }),
  });
  const costs = costTable(directed);
  const sized = new Set(
    [...costs.values()].flatMap((fields) =>
      [...fields.values()].flatMap(({ type, page }) => (page?.sized ?? []).map((name) => `${type}.${name}`)),
    ),
  );
  return visit(directed, {
    ObjectTypeDefinition: (type) => ({
      ...type,
      fields:
        type.fields?.map((field) => {
          const cost = costs.get(type.name.value)?.get(field.name.value);
          if (cost === undefined || !cost.composite)
            return cost?.weight ? described(field, `Cost: ${cost.weight}.`) : field;
          const isList =
            has(field, 'listSize') && cost.page === null && !sized.has(`${type.name.value}.${field.name.value}`);
          const said = sentence(cost, isList);
          return said === undefined ? field : described(field, said);
        }) ?? [],
    }),
  });
}

const described = (field: FieldDefinitionNode, said: string): FieldDefinitionNode =>
  field.description === undefined
    ? field
    : { ...field, description: { ...field.description, value: `${field.description.value} ${said}` } };

function direct(field: FieldDefinitionNode, type: ObjectTypeDefinitionNode, costs: CostTable): FieldDefinitionNode {
  const cost = costs.get(type.name.value)?.get(field.name.value);
  const added: ConstDirectiveNode[] = [];
  if (type.name.value === 'Mutation' && !has(field, 'cost'))
    added.push(directiveOf(`@cost(weight: ${MUTATION_WEIGHT})`));
  if (cost?.composite === true && !has(field, 'listSize')) {
    const first = field.arguments?.find(({ name }) => name.value === 'first');
    const size = first?.defaultValue?.kind === Kind.INT ? first.defaultValue.value : undefined;
    if (size !== undefined) {
      const sized = listsOf(cost.type, costs).map((name) => `"${name}"`);
      added.push(
        directiveOf(
          `@listSize(assumedSize: ${size}, slicingArguments: ["first"], sizedFields: [${sized.join(', ')}], requireOneSlicingArgument: false)`,
        ),
      );
    } else if (cost.size > 1 && !PAGE.test(type.name.value)) {
      added.push(directiveOf(`@listSize(assumedSize: ${ASSUMED_SIZE})`));
    }
  }
  return added.length === 0 ? field : { ...field, directives: [...(field.directives ?? []), ...added] };
}

/** Types whose lists are sized by the field that leads to them. */
const PAGE = /Connection$/;

const listsOf = (type: string, costs: CostTable): string[] =>
  [...(costs.get(type) ?? [])].filter(([, { composite, size }]) => composite && size > 1).map(([name]) => name);
