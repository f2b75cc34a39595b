/** A JSON object whose members are of any kind. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The value when it is an object that is no list. */
export const asObject = (value: unknown): JsonObject | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;

/** An own member; what an object inherits (`__proto__`, `constructor`) is none. */
export const member = (object: JsonObject, name: string): unknown =>
  Object.hasOwn(object, name) ? object[name] : undefined;

/** An own member that is a text with at least one character. */
export function textMember(object: JsonObject, name: string): string | undefined {
  const value = member(object, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
