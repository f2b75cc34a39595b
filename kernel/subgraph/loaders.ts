import DataLoader from 'dataloader';
import type { RequestScope } from './request-scope.ts';

/** Most keys in one statement. */
const MOST_KEYS = 1_000;

/** A per-request loader: keys asked for in one tick become one call. */
export type Loader<K, V> = DataLoader<K, V, string>;

const asText = (key: unknown): string => (typeof key === 'string' ? key : JSON.stringify(key));

function remembered<K, V>(
  { caches }: RequestScope,
  batch: (keys: readonly K[]) => Promise<readonly (V | Error)[]>,
): Loader<K, V> {
  const loader = new DataLoader<K, V, string>(async (keys) => [...(await batch(keys))], {
    cacheKeyFn: asText,
    maxBatchSize: MOST_KEYS,
  });
  caches.add(loader);
  return loader;
}

/** A loader of one value a key; what is not found is null. */
export const oneByKey = <K, V>(
  scope: RequestScope,
  load: (keys: readonly K[]) => Promise<readonly V[]>,
  keyOf: (value: V) => K,
): Loader<K, V | null> =>
  remembered(scope, async (keys) => {
    const found = new Map((await load(keys)).map((value) => [asText(keyOf(value)), value]));
    return keys.map((key) => found.get(asText(key)) ?? null);
  });

/** A loader of many values a key, in the order that `load` gives them. */
export const manyByKey = <K, V>(
  scope: RequestScope,
  load: (keys: readonly K[]) => Promise<readonly V[]>,
  keyOf: (value: V) => K,
): Loader<K, readonly V[]> =>
  remembered(scope, async (keys) => {
    const grouped = Map.groupBy(await load(keys), (value) => asText(keyOf(value)));
    return keys.map((key) => grouped.get(asText(key)) ?? []);
  });

/**
 * A loader that takes arguments besides the key (a nested connection with filter and page): equal arguments are
 * batched together.
 */
export function byKeyAndArguments<A, V>(
  scope: RequestScope,
  load: (keys: readonly string[], args: A) => Promise<readonly V[]>,
): (key: string, args: A) => Promise<V> {
  const loaders = new Map<string, Loader<string, V>>();
  return (key, args) => {
    const name = JSON.stringify(args);
    let loader = loaders.get(name);
    if (loader === undefined) {
      loader = remembered<string, V>(scope, (keys) => load(keys, args));
      loaders.set(name, loader);
    }
    return loader.load(key);
  };
}

/** What was found among what was asked for. */
export const present = <T>(found: readonly (T | null | Error)[]): T[] =>
  found.filter((item): item is T => item !== null && !(item instanceof Error));
