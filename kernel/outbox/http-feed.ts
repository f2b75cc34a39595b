import { randomUUID } from 'node:crypto';
import { trailOf } from '../audit/feed.ts';
import { UnavailableError } from '../errors/errors.ts';
import { Lang } from '../graphql/language.ts';
import { SIGNATURE_HEADER, type SignCall } from '../internal-call/internal-call.ts';
import type { OutboxFact } from './fact.ts';
import type { OutboxFeed } from './feed.ts';

const PATIENCE_MS = 5_000;

/** What a feed answers. */
interface FeedAnswer {
  readonly facts: OutboxFact[];
  readonly head: number;
}

/**
 * The feed of a subgraph in another process, or its audit trail. It has no signal: followers poll. Of several processes
 * on one database the first that answers is asked.
 */
export function httpFeed(
  subgraph: string,
  addresses: readonly string[],
  sign: SignCall,
  reader: string,
  of?: 'audit',
): OutboxFeed {
  const [path, purpose] = of === 'audit' ? (['/trail', 'trail'] as const) : (['/feed', 'feed'] as const);
  const askOne = async (address: string, body: string): Promise<FeedAnswer> => {
    const signature = await sign(subgraph, purpose, body, {
      viewer: { subject: `process:${reader}`, role: 'service', agencies: [] },
      lang: Lang.VI,
      correlationId: randomUUID(),
    });
    const response = await fetch(new URL(path, address), {
      method: 'POST',
      headers: { 'content-type': 'application/json', [SIGNATURE_HEADER]: signature },
      body,
      signal: AbortSignal.timeout(PATIENCE_MS),
      redirect: 'error',
    });
    if (!response.ok) throw new UnavailableError(`The feed of ${subgraph} answered ${response.status}.`);
    return (await response.json()) as FeedAnswer;
  };
  const ask = async (after: number, limit: number): Promise<FeedAnswer> => {
    const body = JSON.stringify({ after, limit });
    let failure: unknown;
    for (const address of addresses) {
      try {
        return await askOne(address, body);
      } catch (error) {
        failure = error;
      }
    }
    throw failure;
  };
  return {
    source: of === 'audit' ? trailOf(subgraph) : subgraph,
    read: async (after, limit) => (await ask(after, limit)).facts,
    head: async () => (await ask(Number.MAX_SAFE_INTEGER, 1)).head,
    onNews: () => () => undefined,
  };
}
