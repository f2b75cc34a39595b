import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { sealProcessChanges } from '../../kernel/audit/seal.ts';
import { emitFacts } from '../../kernel/outbox/emit.ts';
import type { NewFact, OutboxFact } from '../../kernel/outbox/fact.ts';
import type { Consumption } from '../../kernel/subgraph/definition.ts';
import { exchangeVerdicts, isEligible, whyNotEligible } from './exchange-eligibility.ts';
import { exchangeFactsOf, onRecordOf } from './exchange-facts.ts';
import { ExchangeListingEntity, type ExchangeListingRow, ExchangeTransitionEntity } from './exchange-listing.entity.ts';
import { exchangeListingDeclared } from './exchange-listing.facts.ts';
import { MOST_ACTIVE } from './exchange-listing.inputs.ts';

/** Who takes back what is no longer eligible. */
const ACTOR = 'process:exchange';

/** Facts of one dataset that decide on it, by kind: where its code stands. */
const OF_A_DATASET: Readonly<Record<string, (fact: OutboxFact) => unknown>> = {
  'dataset.declared': ({ key }) => key,
  'schema.written': ({ body }) => body['dataset'],
  'field.classified': ({ body }) => body['dataset'],
};

/**
 * Follows what is told of datasets and lists, and takes back what is no longer eligible: what is listed is withdrawn,
 * what was found eligible is a draft again. Each says why, and is a record of its own in the audit. What decides is
 * looked up anew: a fact that comes late finds what holds now.
 */
export const followEligibility: Consumption = {
  from: 'datasets',
  async apply(em, facts) {
    const named = new Set(facts.map((fact) => OF_A_DATASET[fact.kind]?.(fact)));
    const isOfLists = facts.some(({ kind }) => kind === 'list-version.approved');
    named.delete(undefined);
    const last = facts.at(-1);
    if (last === undefined || (named.size === 0 && !isOfLists)) return;
    const where = isOfLists ? {} : { dataset: { $in: [...named] } };
    const active = await em.find(
      ExchangeListingEntity,
      { $and: [{ state: { $in: ['ELIGIBLE', 'LISTED'] } }, where] } as never,
      { orderBy: { code: 'asc' }, limit: MOST_ACTIVE, lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    await takeBack(em, active, new Date(last.recordedAt));
  },
};

async function takeBack(em: EntityManager, active: readonly ExchangeListingRow[], at: Date): Promise<void> {
  const found = await exchangeFactsOf(
    em,
    active.map(({ dataset }) => dataset),
    at,
  );
  const told: NewFact[] = [];
  for (const listing of active) {
    const facts = found.get(listing.dataset);
    if (facts === undefined) continue;
    const verdicts = exchangeVerdicts({ ...facts, ...onRecordOf(listing) });
    if (isEligible(verdicts)) continue;
    const [fromState, toState] = [listing.state, listing.state === 'LISTED' ? 'WITHDRAWN' : 'DRAFT'];
    em.assign(listing, { state: toState });
    em.create(
      ExchangeTransitionEntity,
      {
        listingCode: listing.code,
        dataset: listing.dataset,
        fromState,
        toState,
        at,
        actor: ACTOR,
        ...whyNotEligible(verdicts),
      },
      { persist: true },
    );
    await em.flush();
    await sealProcessChanges(em, 'datasets', {
      subject: ACTOR,
      at,
      action: 'takeBackExchangeListing',
      targets: [listing.code, listing.dataset],
    });
    told.push(exchangeListingDeclared(listing));
  }
  if (told.length > 0) await emitFacts(em, 'datasets', told, { actor: ACTOR, at });
}
