import { type GraphQLObjectType, getNamedType, isListType, isNonNullType, isObjectType } from 'graphql';
import { expect, it } from 'vitest';
import { committedSupergraph } from '../../../gateway/compose.ts';
import { publicSchema } from '../../support/every-list.ts';

/** What every answer about lineage says of itself. */
const HEAD = ['complete', 'reasons', 'revision', 'asOf'];

/** Lists that name nodes and are no answers about lineage, and why. */
const NO_ANSWERS: Readonly<Record<string, string>> = {
  'Run.inputs': 'what one run said of itself; runs are told of to whoever sees all of it',
  'Run.outputs': 'likewise',
  'Run.children': 'likewise',
  'Dataset.observed': 'names, of one dataset',
  'DatasetNameConnection.edges': 'a list of names',
  'DatasetNameConnection.nodes': 'likewise',
  'UnresolvedNameConnection.edges': 'what waits for a decision',
  'UnresolvedNameConnection.nodes': 'likewise',
  'UnresolvedName.others': 'other names that the same producer uses',
  'NameRulePreview.names': 'what a rule would do',
  'NameDecisions.decisions': 'what was just decided',
  'FlowDeidentificationConnection.edges': 'records that somebody made',
  'FlowDeidentificationConnection.nodes': 'likewise',
  'DeidentificationStatementConnection.edges': 'likewise',
  'DeidentificationStatementConnection.nodes': 'likewise',
  'FindingAcceptanceConnection.edges': 'likewise',
  'FindingAcceptanceConnection.nodes': 'likewise',
  'ToldSchemaVersionConnection.edges': 'what producers said of the columns of one name; truncated says when it was cut',
  'ToldSchemaVersionConnection.nodes': 'likewise',
  'SchemaImpact.changes': 'two schemas compared; what they do is in impact, with its head',
};

const fieldsOf = (type: GraphQLObjectType) => Object.values(type.getFields());
const hasHead = (type: GraphQLObjectType): boolean => HEAD.every((name) => name in type.getFields());
/** Types that a subgraph can be asked for by a key. */
const ENTITIES = new Set(
  [...committedSupergraph().matchAll(/^type (\w+)[^{]*@join__type\([^)]*key:/gm)].map(([, name]) => name),
);

/** Whether it is a reference of a node, or something that has one, in an edge of a connection too. */
function namesNodes(type: unknown, name: string): boolean {
  if (name === 'NodeRef') return true;
  if (!isObjectType(type)) return false;
  const isEdge = name.endsWith('Edge') && 'cursor' in type.getFields();
  return fieldsOf(type).some((field) => {
    const inner = getNamedType(field.type);
    return inner.name === 'NodeRef' || (isEdge && field.name === 'node' && namesNodes(inner, inner.name));
  });
}

/** Lists of nodes that are reached from a type without an answer's head above them. */
function headless(): string[] {
  const schema = publicSchema();
  const found = new Set<string>();
  const seen = new Set<GraphQLObjectType>();
  const visit = (type: GraphQLObjectType): void => {
    if (seen.has(type) || hasHead(type)) return;
    seen.add(type);
    for (const field of fieldsOf(type)) {
      const inner = getNamedType(field.type);
      const outer = isNonNullType(field.type) ? field.type.ofType : field.type;
      if (isListType(outer) && namesNodes(inner, inner.name)) found.add(`${type.name}.${field.name}`);
      if (isObjectType(inner)) visit(inner);
    }
  };
  // What has a key can be asked for by itself, wherever else it stands.
  for (const type of Object.values(schema.getTypeMap())) if (isObjectType(type) && ENTITIES.has(type.name)) visit(type);
  for (const root of [schema.getQueryType(), schema.getMutationType()]) if (root) visit(root);
  return [...found].sort();
}

it('every list of nodes and edges of lineage stands below a head that says whether it is complete', () => {
  expect(headless()).toEqual(Object.keys(NO_ANSWERS).sort());
});

it('looks at answers, and at what has a key', () => {
  const heads = Object.values(publicSchema().getTypeMap()).filter((type) => isObjectType(type) && hasHead(type));
  expect(heads.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['ImpactReport', 'Job', 'JobConnection', 'LineageChanges', 'LineageGraph', 'LineageWays']),
  );
  expect([...ENTITIES]).toEqual(expect.arrayContaining(['Dataset', 'Job', 'DataChannel']));
});
