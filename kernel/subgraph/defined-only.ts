type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The same object without the properties that are undefined: "left out" of an input, as opposed to null. */
export function definedOnly<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;
}
