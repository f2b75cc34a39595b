import type { EntitySchema } from '@mikro-orm/postgresql';
import type { NonEmptyArray } from 'type-graphql';
import type { AuditedTables } from '../audit/install.ts';
import type { RestrictedBy } from '../audit/write-noted.ts';
import type { ConstraintMessages } from '../database/constraint-errors.ts';
import type { SubgraphMigration } from '../database/migration.ts';
import type { Transact } from '../database/transact.ts';
import type { ApplyFacts } from '../outbox/consumer.ts';
import type { RequestScope } from './request-scope.ts';

/** Resolves one federation reference; always async, so that one failure nulls one item and not the whole list. */
export type ReferenceResolver<C> = (
  reference: { readonly __typename: string } & Record<string, unknown>,
  context: C,
) => Promise<object | null>;

/** A feed that a subgraph folds into its own schema. */
export interface Consumption {
  /** Name of the subgraph whose outbox it is. */
  readonly from: string;
  /** Its audit trail instead of its outbox. */
  readonly of?: 'audit';
  readonly apply: ApplyFacts;
}

/**
 * Answers a question of another part of the system: one JSON value in, one out. Whoever asks is a process of ours, so
 * the question is well formed, but may be about what a caller from outside sent.
 */
export type InternalAnswer<C> = (question: unknown, context: C) => Promise<unknown>;

/** What the kernel cannot know by itself of what a subgraph stores and shows, to record it. */
export interface Audited {
  /** How its tables are recorded; each whole unless something is said of it. */
  readonly tables?: AuditedTables;
  /** Where it knows which datasets are restricted; needed by whoever shows datasets. */
  readonly restricted?: RestrictedBy;
  /** Fields, `Type.field`, that show datasets as plain codes. */
  readonly datasetCodes?: readonly string[];
}

/** A class as type-graphql takes it. */
// biome-ignore lint/complexity/noBannedTypes: type-graphql's own signature.
export type ResolverClass = Function;

/**
 * A subgraph, whole: what it stores, what it publishes, what it follows. It is a value; hosts (in this process or over
 * HTTP) turn it into something that answers.
 */
export interface SubgraphDefinition<C extends RequestScope = RequestScope> {
  /** Lower case; also the name of its PostgreSQL schema. */
  readonly name: string;
  readonly entities: readonly EntitySchema[];
  readonly migrations: readonly SubgraphMigration[];
  readonly constraints: ConstraintMessages;
  readonly resolvers: Readonly<NonEmptyArray<ResolverClass>>;
  /**
   * Stubs, by name of the type, of what other subgraphs own and this one adds fields to. What is added is nullable, so
   * that the rest of the type is answered when this subgraph is not.
   */
  readonly contributesTo: Readonly<Record<string, ResolverClass>>;
  /** `__resolveReference` by type name. */
  readonly references: Readonly<Record<string, ReferenceResolver<C>>>;
  /** Feeds that it follows. */
  readonly consumes: readonly Consumption[];
  /** What other parts ask of it beside GraphQL, by name; nobody outside can. */
  readonly answers?: Readonly<Record<string, InternalAnswer<C>>>;
  readonly audit?: Audited;
  /** Makes the context of one request: services and loaders around the scope. */
  context(scope: RequestScope, transact: Transact): C;
}

/** Keeps the context type inside one subgraph; hosts see only the scope. */
export const defineSubgraph = <C extends RequestScope>(definition: SubgraphDefinition<C>): SubgraphDefinition =>
  definition as unknown as SubgraphDefinition;
