import { Migration } from '@mikro-orm/migrations';

/** A forward migration: its class name is its stable name, such as `Owners0001Initial`. */
export type SubgraphMigration = new (...args: ConstructorParameters<typeof Migration>) => Migration;

export { Migration };
