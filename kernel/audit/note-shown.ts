import {
  defaultFieldResolver,
  type GraphQLFieldResolver,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
} from 'graphql';
import type { RequestScope } from '../subgraph/request-scope.ts';

/** Properties by which an object says of which dataset it is: its own reference, or that of what it belongs to. */
interface OfDataset {
  readonly code?: unknown;
  readonly ref?: unknown;
  readonly datasetCode?: unknown;
  /** What a flow connects. */
  readonly inputs?: unknown;
  readonly outputs?: unknown;
}

type Resolver = GraphQLFieldResolver<unknown, RequestScope, Record<string, unknown>, unknown>;
type Note = (shown: NonNullable<RequestScope['shown']>, value: unknown) => void;

const text = (shown: NonNullable<RequestScope['shown']>, value: unknown): void => {
  if (typeof value === 'string') shown.add(value);
};

const noteDataset: Note = (shown, value) => text(shown, (value as OfDataset).code);

const noteOther: Note = (shown, value) => {
  const { ref, datasetCode, inputs, outputs } = value as OfDataset;
  text(shown, typeof datasetCode === 'string' ? datasetCode : ref);
  for (const ends of [inputs, outputs]) if (Array.isArray(ends)) for (const end of ends) noteDataset(shown, end);
};

/** Types that are a dataset's: they have a reference, or say which dataset they are of. */
function noteOf(type: GraphQLNamedType, isCodes: boolean): Note | undefined {
  if (isCodes || type.name === 'NodeRef') return text;
  if (!isObjectType(type)) return undefined;
  if (type.name === 'Dataset') return noteDataset;
  const fields = type.getFields();
  return fields['ref'] !== undefined || getNamedType(fields['dataset']?.type)?.name === 'Dataset'
    ? noteOther
    : undefined;
}

/**
 * Makes a schema note which datasets it shows, and columns, flows and requests of datasets, to whoever sees more than a
 * developer (`RequestScope.shown`): wherever a field gives an object that is a dataset's, or a reference. What mutations
 * themselves give back is in the record of the write.
 * @param codes fields, `Type.field`, that give codes of datasets as plain ids.
 */
export function noteShown(schema: GraphQLSchema, codes: readonly string[] = []): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('_') || type === schema.getMutationType()) continue;
    for (const field of Object.values(type.getFields())) {
      const note = noteOf(getNamedType(field.type), codes.includes(`${type.name}.${field.name}`));
      if (note !== undefined) field.resolve = noting(note, field.resolve ?? defaultFieldResolver);
    }
  }
  // References of other subgraphs come in by `_entities`, whatever their types.
  const entities = schema.getQueryType()?.getFields()['_entities'];
  if (entities?.resolve !== undefined) {
    entities.resolve = noting((shown, value) => {
      const named = schema.getType(String((value as { __typename?: unknown }).__typename));
      if (named !== undefined) noteOf(named, false)?.(shown, value);
    }, entities.resolve);
  }
}

function noting(note: Note, resolve: Resolver): Resolver {
  const look = (shown: NonNullable<RequestScope['shown']>, value: unknown): unknown => {
    if (Array.isArray(value)) {
      for (const element of value) {
        if (element instanceof Promise) void element.then((one) => look(shown, one)).catch(() => undefined);
        else look(shown, element);
      }
    } else if (value !== null && value !== undefined) note(shown, value);
    return value;
  };
  return (source, args, context, info) => {
    const value = resolve(source, args, context, info);
    const { shown } = context;
    if (shown === undefined) return value;
    return value instanceof Promise ? value.then((one) => look(shown, one)) : look(shown, value);
  };
}
