import type { EntityManager, EntityMetadata, EntityName, EntityProperty } from '@mikro-orm/postgresql';
import { type Shape, shapeOf } from './condition-shape.ts';
import { numbered, readDirectly } from './direct-reads.ts';

/** What is asked besides the condition. */
export interface RowsAsked {
  /** Properties with `asc` or `desc`, the first decides first. */
  readonly orderBy?: object | readonly object[];
  readonly limit?: number;
}

/** A statement of one shape: where each of its parameters comes from. */
interface Statement {
  readonly sql: string;
  /** The same with numbered parameters, and with a limit as the last; null when they cannot be numbered. */
  readonly numbered: { readonly sql: string; readonly limited: string } | null;
  /** By parameter: place of the value among those of the condition, or the constant that it always is. */
  readonly parameters: readonly ({ readonly place: number } | { readonly constant: unknown })[];
}

interface Reading {
  readonly toRow: (found: Readonly<Record<string, unknown>>) => object;
  /** null: this shape cannot be kept. */
  readonly statements: Map<string, Statement | null>;
}

/** Conditions are built by our own code, so that shapes are few; this bounds what a mistake could make of it. */
const MOST_STATEMENTS = 200;

const READINGS = new WeakMap<object, Reading>();

/**
 * Rows of an entity for an answer, as plain objects: nothing is tracked, nothing can be changed through them. The SQL is
 * the query builder's, built once for every shape of a condition and kept; `em.find` builds it, and entities that watch
 * their properties, for every request, which was most of the CPU time of one (ADR 12). Rows that are to be changed are
 * found with `em.find`.
 * @param where built by our own code, never an object that came from a client.
 */
export async function readRows<T extends object>(
  em: EntityManager,
  entity: EntityName<T>,
  where: object,
  asked: RowsAsked = {},
): Promise<T[]> {
  const metadata = em.getMetadata().get<T>(entity);
  const reading = readingOf(em, metadata);
  const shape = shapeOf(where);
  const statement = statementFor(em, metadata, reading, shape, where, asked.orderBy);
  const [sql, numbered, parameters] =
    asked.limit === undefined
      ? [statement.sql, statement.numbered?.sql, statement.parameters]
      : [`${statement.sql} limit ?`, statement.numbered?.limited, [...statement.parameters, asked.limit]];
  const found = await ((numbered === undefined ? undefined : readDirectly(em, numbered, parameters)) ??
    em.execute<Record<string, unknown>[]>(sql, parameters));
  return found.map(reading.toRow) as T[];
}

function statementFor<T extends object>(
  em: EntityManager,
  metadata: EntityMetadata<T>,
  { statements }: Reading,
  shape: Shape | undefined,
  where: object,
  orderBy: RowsAsked['orderBy'],
): { sql: string; numbered: Statement['numbered']; parameters: unknown[] } {
  if (shape === undefined) return { ...built(em, metadata, where, orderBy), numbered: null };
  const key = `${shape.text} ${JSON.stringify(orderBy)}`;
  let statement = statements.get(key);
  if (statement === undefined) {
    const { sql, parameters } = built(em, metadata, shape.withMarks(), orderBy);
    statement = traced(sql, parameters, shape);
    if (statements.size < MOST_STATEMENTS) statements.set(key, statement);
  }
  if (statement === null) return { ...built(em, metadata, where, orderBy), numbered: null };
  return {
    sql: statement.sql,
    numbered: statement.numbered,
    parameters: statement.parameters.map((from) => ('place' in from ? shape.values[from.place] : from.constant)),
  };
}

/** Which parameter is which value; null when a value is not among them as it was given, so that none can be put in. */
function traced(sql: string, parameters: readonly unknown[], shape: Shape): Statement | null {
  const places = parameters.map((parameter) => shape.placeOf(parameter));
  if (new Set(places.filter((place) => place >= 0)).size !== shape.values.length) return null;
  const [whole, limited] = [numbered(sql), numbered(`${sql} limit ?`)];
  return {
    sql,
    numbered: whole === null || limited === null ? null : { sql: whole, limited },
    parameters: parameters.map((constant, at) => {
      const place = places[at] as number;
      return place >= 0 ? { place } : { constant };
    }),
  };
}

function built<T extends object>(
  em: EntityManager,
  metadata: EntityMetadata<T>,
  where: object,
  orderBy: RowsAsked['orderBy'],
): { sql: string; parameters: unknown[] } {
  const builder = em
    .createQueryBuilder<T>(metadata.class as EntityName<T>)
    .select((metadata.props.some(({ lazy }) => lazy) ? columnsOf(metadata).map(({ name }) => name) : '*') as never)
    .where(where as never);
  if (orderBy !== undefined) builder.orderBy(orderBy as never);
  return { sql: builder.getQuery(), parameters: [...builder.getParams()] };
}

/** Properties that a row has: those with a column of their own that are not loaded on demand. */
const columnsOf = <T extends object>({ props }: EntityMetadata<T>): EntityProperty<T>[] =>
  props.filter(({ fieldNames, lazy }) => fieldNames?.length === 1 && lazy !== true);

function readingOf<T extends object>(em: EntityManager, metadata: EntityMetadata<T>): Reading {
  let reading = READINGS.get(metadata);
  if (reading === undefined) {
    const platform = em.getPlatform();
    const columns = columnsOf(metadata).map(({ name, fieldNames, customType, runtimeType }) => {
      const column = fieldNames[0] as string;
      const read =
        runtimeType === 'Date'
          ? (value: unknown) => platform.parseDate(value as string)
          : customType === undefined
            ? null
            : (value: unknown) => customType.convertToJSValue(value, platform);
      return { name, column, read };
    });
    reading = {
      toRow: (found) => {
        const row: Record<string, unknown> = {};
        for (const { name, column, read } of columns) {
          const value = found[column];
          row[name] = read === null || value === null || value === undefined ? value : read(value);
        }
        return row;
      },
      statements: new Map(),
    };
    READINGS.set(metadata, reading);
  }
  return reading;
}
