import { parse } from 'graphql';
import { type Clock, systemClock } from '../../kernel/clock.ts';
import { Lang } from '../../kernel/graphql/language.ts';
import type { Viewer } from '../../kernel/identity/viewer.ts';
import type { SubgraphDefinition } from '../../kernel/subgraph/definition.ts';
import { type RunningSubgraph, startSubgraph } from '../../kernel/subgraph/subgraph.ts';
import { testDatabase } from './database.ts';
import { administrator } from './viewers.ts';

/** One answer, as a client reads it. */
export interface Answer {
  // Tests read deep into answers whose shape the query beside them states.
  // biome-ignore lint/suspicious/noExplicitAny: see above.
  readonly data: any;
  readonly errors: readonly {
    readonly message: string;
    readonly code: string;
    readonly path?: readonly (string | number)[];
  }[];
}

/** A subgraph alone on a database of its own. */
export interface TestSubgraph {
  readonly running: RunningSubgraph;
  /** SQL statements since the last `forget`, but for those that record what was shown, later and for many requests. */
  readonly statements: string[];
  /** Unexpected errors that were masked; a test that leaves some has found a bug. */
  readonly unexpected: unknown[];
  ask(query: string, variables?: Record<string, unknown>, viewer?: Viewer, lang?: Lang): Promise<Answer>;
  close(): Promise<void>;
}

/** What records who was shown what: written on a timer, whoever asks meanwhile. */
const RECORDING = /audit_(trail|append)|^\[query\] (begin|commit)/;

/** Starts a subgraph on a fresh database; questions are an administrator's unless a viewer is given. */
export async function testSubgraph(definition: SubgraphDefinition, clock: Clock = systemClock): Promise<TestSubgraph> {
  const database = await testDatabase();
  const statements: string[] = [];
  const unexpected: unknown[] = [];
  const running = await startSubgraph(definition, {
    databaseUrl: database.url,
    clock,
    logUnexpected: (error) => unexpected.push(error),
    onStatement: (_subgraph, sql) => {
      if (!RECORDING.test(sql)) statements.push(sql);
    },
  });
  let asked = 0;
  return {
    running,
    statements,
    unexpected,
    async ask(query, variables, viewer = administrator, lang = Lang.VI) {
      const result = await running.execute(
        { document: parse(query), variables },
        { viewer, lang, correlationId: `test-${++asked}` },
      );
      return {
        data: JSON.parse(JSON.stringify(result.data ?? null)),
        errors: (result.errors ?? []).map((error) => ({
          message: error.message,
          code: String(error.extensions?.['code']),
          ...(error.path === undefined ? {} : { path: error.path }),
        })),
      };
    },
    async close() {
      await running.close();
      await database.stop();
    },
  };
}
