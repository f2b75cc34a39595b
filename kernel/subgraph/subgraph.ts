import type { EntityManager } from '@mikro-orm/postgresql';
import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  ValuesOfCorrectTypeRule,
  validate,
} from 'graphql';
import { trailFeed } from '../audit/feed.ts';
import { type AuditTrail, auditTrail, type WriteNoted } from '../audit/trail.ts';
import { type RestrictedBy, writeReads, writeRecords } from '../audit/write-noted.ts';
import { type Clock, standingClock } from '../clock.ts';
import { actingAs, asProcess } from '../database/acting-as.ts';
import { cancellable } from '../database/cancellable.ts';
import { translateDatabaseError } from '../database/constraint-errors.ts';
import { migrate } from '../database/migrate.ts';
import { openOrm, type SchemaOrm } from '../database/orm.ts';
import { transactor } from '../database/transact.ts';
import { NotFoundError } from '../errors/errors.ts';
import { inOrder } from '../errors/in-order.ts';
import { publishError, type UnexpectedErrorLog } from '../errors/publish-error.ts';
import type { Lang } from '../graphql/language.ts';
import type { Viewer } from '../identity/viewer.ts';
import type { CostTable } from '../limits/cost-table.ts';
import { orImpatience } from '../limits/patience.ts';
import { outageLog } from '../outage-log.ts';
import { databaseFeed, type OutboxFeed } from '../outbox/feed.ts';
import { News } from '../outbox/news.ts';
import { findUnstorable } from '../text/unstorable.ts';
import type { SubgraphDefinition } from './definition.ts';
import { overListBudget } from './list-budget.ts';
import type { OperationName, RequestScope } from './request-scope.ts';
import { buildSubgraph } from './schema.ts';

/** Who asks, in which language, under which correlation id. */
export interface Caller {
  readonly viewer: Viewer;
  readonly lang: Lang;
  readonly correlationId: string;
  /** What the client asks; absent for what none asked. */
  readonly operation?: OperationName | undefined;
  /** Aborted when nobody waits for the answer any more: statements are cancelled, none begun. Absent for writes. */
  readonly signal?: AbortSignal | undefined;
}

/** One operation of the gateway for one subgraph. */
export interface SubgraphOperation {
  readonly document: DocumentNode;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly operationName?: string | undefined;
}

/** A subgraph that answers: the same object behind the in-process host and the HTTP host. */
export interface RunningSubgraph {
  readonly definition: SubgraphDefinition;
  readonly schema: GraphQLSchema;
  readonly sdl: string;
  /** What its fields cost. */
  readonly costs: CostTable;
  readonly orm: SchemaOrm;
  readonly feed: OutboxFeed;
  /** What is recorded of it, as whoever keeps the records follows it. */
  readonly trail: OutboxFeed;
  /** What is recorded beside the transactions of writes. */
  readonly audit: AuditTrail;
  /** Wakes whoever follows the trail, after a commit that wrote to it by other means than `Transact`. */
  recorded(): void;
  /** Migrations that ran at this start. */
  readonly migrated: readonly string[];
  /** The context of everything that one caller asks in one request. */
  contextOf(caller: Caller): RequestScope;
  /** Answers one operation; errors are masked here, where their cause is known. */
  execute(operation: SubgraphOperation, caller: Caller): Promise<ExecutionResult>;
  /**
   * Answers a question of another part of the system (`SubgraphDefinition.answers`). @throws NguonError NOT_FOUND for a
   * name that is not among them.
   */
  answer(name: string, question: unknown, caller: Caller): Promise<unknown>;
  close(): Promise<void>;
}

/** What a subgraph needs of its surroundings. */
export interface SubgraphSurroundings {
  readonly databaseUrl: string;
  readonly clock: Clock;
  readonly logUnexpected: UnexpectedErrorLog;
  readonly onStatement?: (subgraph: string, sql: string) => void;
}

/** Of a subgraph that shows no datasets. */
const NOTHING_RESTRICTED: RestrictedBy = () => [];

const MOST_WRONG_LITERALS = 20;

/** A published error as graphql-js has them: hosts and the gateway read message and path of errors, not of likenesses. */
function published(
  error: GraphQLError,
  { correlationId, signal }: Caller,
  logUnexpected: UnexpectedErrorLog,
): GraphQLError {
  const { nodes = null, source = null, positions = null, path = null } = error;
  const { message, extensions } = publishError(orImpatience(error, signal), correlationId, logUnexpected);
  return new GraphQLError(message, { nodes, source, positions, path, extensions: extensions ?? null });
}

const CHECKED = new WeakMap<DocumentNode, readonly GraphQLError[]>();

/** Literals that a scalar of ours refuses: the gateway does not know how to read them, and execution would not say why. */
function wrongLiterals(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
  let errors = CHECKED.get(document);
  if (errors === undefined) {
    errors = validate(schema, document, [ValuesOfCorrectTypeRule], { maxErrors: MOST_WRONG_LITERALS });
    CHECKED.set(document, errors);
  }
  return errors;
}

/** Opens the database schema of a subgraph, migrates it, builds its GraphQL schema. */
export async function startSubgraph(
  definition: SubgraphDefinition,
  { databaseUrl, clock, logUnexpected, onStatement }: SubgraphSurroundings,
): Promise<RunningSubgraph> {
  const [{ schema, sdl, costs }, orm] = await Promise.all([
    buildSubgraph(definition),
    openOrm({
      schema: definition.name,
      url: databaseUrl,
      entities: definition.entities,
      migrations: definition.migrations,
      ...(onStatement === undefined ? {} : { onStatement: (sql: string) => onStatement(definition.name, sql) }),
    }),
  ]);
  const { name, audit: audited = {} } = definition;
  const migrated = await asProcess(() => migrate(orm, name, audited.tables));
  const [facts, records] = [new News(), new News()];
  const transact = transactor(name, definition.constraints, { facts, records });
  const fork = (): EntityManager => orm.em.fork();
  const written =
    (write: WriteNoted): WriteNoted =>
    async (bodies) => {
      await write(bodies);
      records.ring();
    };
  const audit = auditTrail({
    clock,
    writeReads: written(writeReads(fork, name, audited.restricted ?? NOTHING_RESTRICTED)),
    write: written(writeRecords(fork, name)),
    outage: outageLog(
      (error) => logUnexpected(error, `audit:${name}`),
      () => undefined,
    ),
  });
  // One context for all operations of one request to the gateway: its loaders batch across them.
  const contexts = new WeakMap<Caller, RequestScope>();
  const contextOf = (caller: Caller): RequestScope => {
    let context = contexts.get(caller);
    if (context === undefined) {
      const shown = audit.shownTo({ ...caller, clock });
      const standing = standingClock(clock);
      const caches = new Set([standing]);
      context = definition.context({ ...caller, em: fork(), clock: standing, caches, audit, shown }, transact);
      contexts.set(caller, context);
    }
    return context;
  };
  return {
    definition,
    schema,
    sdl,
    costs,
    orm,
    migrated,
    contextOf,
    feed: databaseFeed(name, name, fork, facts),
    trail: trailFeed(name, fork, records),
    audit,
    recorded: () => records.ring(),
    async execute({ document, variables, operationName }, caller) {
      if (caller.signal?.aborted) return { errors: [caller.signal.reason] };
      const unstorable = findUnstorable(document, variables);
      if (unstorable !== undefined) return { errors: [unstorable] };
      const publish = (error: GraphQLError): GraphQLError => published(error, caller, logUnexpected);
      const literals = wrongLiterals(schema, document);
      if (literals.length > 0) return { errors: literals.map(publish) };
      const result = await actingAs(caller.viewer, () =>
        cancellable(caller.signal, () =>
          execute({
            schema,
            document,
            contextValue: contextOf(caller),
            ...(variables === undefined ? {} : { variableValues: variables }),
            ...(operationName === undefined ? {} : { operationName }),
          }),
        ),
      );
      if (result.errors === undefined) return result;
      const tooMuch = overListBudget(result.errors);
      if (tooMuch !== undefined) return { data: null, errors: [publish(tooMuch)] };
      return { ...result, errors: inOrder(result.errors).map(publish) };
    },
    async answer(asked, question, caller) {
      const { answers = {} } = definition;
      const answer = Object.hasOwn(answers, asked) ? answers[asked] : undefined;
      if (answer === undefined) throw new NotFoundError('internal question', asked, Object.keys(answers));
      try {
        // Asked by a process of ours, whoever it asks about.
        return await asProcess(() => answer(question, contextOf(caller)));
      } catch (error) {
        throw translateDatabaseError(error, definition.constraints);
      }
    },
    async close() {
      await audit.close();
      await orm.close(true);
    },
  };
}
