import type { Observation } from './change.ts';
import { codeOf } from './code-of.ts';
import type { GraphState } from './graph-state.ts';
import { hasSchema } from './schema-history/has-schema.ts';
import { tell } from './schema-history/tellings.ts';

/**
 * Folds that a name had a schema. When it was told changes with every event and is short; the schemas themselves are long,
 * and are looked at only when one comes that is not known.
 */
export function observeToldSchema(state: GraphState, seen: Extract<Observation, { change: 'schema.told' }>): void {
  const { name, schema, time } = seen;
  const code = codeOf(name);
  const before = state.fact('tellings', code);
  const facts = tell(before, name, schema, time);
  state.put({ record: 'tellings', code, facts });
  if (hasSchema(before, schema)) return;
  const known = new Map(state.fact('schemas', code)?.schemas).set(schema.code, schema.columns);
  const schemas = facts.schemas.flatMap(([kept]) => {
    const columns = known.get(kept);
    return columns === undefined ? [] : [[kept, columns] as const];
  });
  state.put({ record: 'schemas', code, facts: { name, schemas } });
}
