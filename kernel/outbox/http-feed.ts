import { randomUUID } from 'node:crypto';
import { UnavailableError } from '../errors/errors.ts';
import { Lang } from '../graphql/language.ts';
import { SIGNATURE_HEADER, type SignCall } from '../internal-call/internal-call.ts';
import type { OutboxFact } from './fact.ts';
import type { OutboxFeed } from './feed.ts';

const PATIENCE_MS = 5_000;

/** The feed of a subgraph in another process. It has no signal: followers poll. */
export function httpFeed(source: string, address: string, sign: SignCall, reader: string): OutboxFeed {
  const ask = async (after: number, limit: number): Promise<{ facts: OutboxFact[]; head: number }> => {
    const body = JSON.stringify({ after, limit });
    const signature = await sign(source, 'feed', body, {
      viewer: { subject: `process:${reader}`, role: 'service', agencies: [] },
      lang: Lang.VI,
      correlationId: randomUUID(),
    });
    const response = await fetch(new URL('/feed', address), {
      method: 'POST',
      headers: { 'content-type': 'application/json', [SIGNATURE_HEADER]: signature },
      body,
      signal: AbortSignal.timeout(PATIENCE_MS),
      redirect: 'error',
    });
    if (!response.ok) throw new UnavailableError(`The feed of ${source} answered ${response.status}.`);
    return (await response.json()) as { facts: OutboxFact[]; head: number };
  };
  return {
    source,
    read: async (after, limit) => (await ask(after, limit)).facts,
    head: async () => (await ask(Number.MAX_SAFE_INTEGER, 1)).head,
    onNews: () => () => undefined,
  };
}
