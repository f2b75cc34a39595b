import { readColumnType } from '../../domain/change-analysis/column-type.ts';
import { nameOfField } from '../../domain/node-ref.ts';
import type { Projection } from '../projection.ts';
import { columnsInForce } from './columns-in-force.ts';
import { compareText } from './order.ts';

/** A column as a proposed schema takes it. */
export interface ObservedColumn {
  readonly name: string;
  readonly type: string;
}

/**
 * The schema of a dataset as events see it, to be proposed: the columns in force with the types that events list, then
 * those that only events list, by name. Types that are none of the catalog or of PostgreSQL are left out. Of several
 * names the least by reference says the type.
 */
export function observedSchema(projection: Projection, dataset: string): ObservedColumn[] {
  const { names, nodes } = projection;
  const seen = new Map<string, string>();
  for (const name of names.standingAt(dataset)) {
    const id = nodes.find(name);
    for (const field of id === undefined ? [] : nodes.fieldsOf(id)) {
      const [column, type] = [nameOfField(nodes.ref(field)), nodes.fieldFacts(field)?.type ?? ''];
      if (readColumnType(type) !== null && !seen.has(column)) seen.set(column, type);
    }
  }
  const declared = columnsInForce(projection, dataset).map(({ name, type }) => ({
    name,
    type: seen.get(name) ?? type,
  }));
  const known = new Set(declared.map(({ name }) => name));
  const others = [...seen].filter(([name]) => !known.has(name)).map(([name, type]) => ({ name, type }));
  return [...declared, ...others.sort((a, b) => compareText(a.name, b.name))];
}
