import { CATALOGUE } from '../../cli/catalogue.ts';
import { systemClock } from '../../kernel/clock.ts';
import { actingAs } from '../../kernel/database/acting-as.ts';
import type { UnexpectedErrorLog } from '../../kernel/errors/publish-error.ts';
import { Lang } from '../../kernel/graphql/language.ts';
import { ROLES, type Role } from '../../kernel/identity/viewer.ts';
import { createLog } from '../../kernel/log.ts';
import { type Caller, type RunningSubgraph, startSubgraph } from '../../kernel/subgraph/subgraph.ts';
import { openLineage } from '../../lineage/index.ts';

const logUnexpected: UnexpectedErrorLog = (error) => console.error(error);

/** Every subgraph on a database that is seeded already; none follows a feed, nothing changes meanwhile. */
export async function startParts(
  databaseUrl: string,
): Promise<{ readonly subgraphs: readonly RunningSubgraph[]; close(): Promise<void> }> {
  await using starting = new AsyncDisposableStack();
  const surroundings = { databaseUrl, clock: systemClock, logUnexpected };
  const subgraphs: RunningSubgraph[] = [];
  for (const definition of CATALOGUE) {
    const running = await startSubgraph(definition, surroundings);
    starting.defer(() => running.close());
    subgraphs.push(running);
  }
  const lineage = starting.use(await openLineage({ ...surroundings, feeds: [], log: createLog('warn') }));
  const resources = starting.move();
  return { subgraphs: [...subgraphs, lineage.subgraph], close: () => resources.disposeAsync() };
}

/** Who asks, by a role. @throws Error when it is none. */
export function callerAs(role: unknown): Caller {
  if (!ROLES.includes(role as Role)) throw new Error(`There is no role ${String(role)}`);
  return {
    viewer: { subject: `local-${String(role)}`, role: role as Role, agencies: [] },
    lang: Lang.VI,
    correlationId: 'bench',
  };
}

/**
 * Starts a server whose requests find in the database what an architect sees: everything is asked as one. A server keeps
 * the context that it was started in, so that baselines pay nothing for it on a request.
 */
export const asArchitect = <T>(start: () => T): T => actingAs(callerAs('architect').viewer, start);
