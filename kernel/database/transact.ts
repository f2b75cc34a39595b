import type { EntityManager } from '@mikro-orm/postgresql';
import { sealChanges } from '../audit/seal.ts';
import { emitFacts } from '../outbox/emit.ts';
import type { NewFact } from '../outbox/fact.ts';
import type { News } from '../outbox/news.ts';
import { forgetReads, type RequestScope } from '../subgraph/request-scope.ts';
import { type ConstraintMessages, translateDatabaseError } from './constraint-errors.ts';

/** What a command may do inside its transaction. */
export interface Transaction {
  readonly em: EntityManager;
  /** Adds a fact to what is told to the outbox when the transaction commits. */
  emit(fact: NewFact): void;
}

/** Runs commands of one subgraph. */
export type Transact = <T>(scope: RequestScope, work: (transaction: Transaction) => Promise<T>) => Promise<T>;

/**
 * How a subgraph writes: everything of one command, its facts and its audit record included, in one transaction; whoever
 * follows the feeds is woken after the commit; constraint failures speak the subgraph's words.
 */
export function transactor(
  schema: string,
  messages: ConstraintMessages,
  news: { readonly facts: News; readonly records: News },
): Transact {
  return async (scope, work) => {
    const facts: NewFact[] = [];
    try {
      const result = await scope.em.fork().transactional(async (em) => {
        const outcome = await work({ em, emit: (fact) => facts.push(fact) });
        await em.flush();
        // Last, so that the locks on the heads of trail and feed are held as shortly as can be; always in this order.
        await sealChanges(em, schema, scope);
        if (facts.length > 0) {
          await emitFacts(em, schema, facts, { actor: scope.viewer.subject, at: scope.clock.now() });
        }
        return outcome;
      });
      forgetReads(scope);
      if (facts.length > 0) news.facts.ring();
      news.records.ring();
      return result;
    } catch (error) {
      throw translateDatabaseError(error, messages);
    }
  };
}
