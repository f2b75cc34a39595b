import { randomUUID } from 'node:crypto';
import { UnavailableError } from '../errors/errors.ts';
import { Lang } from '../graphql/language.ts';
import { SIGNATURE_HEADER, type SignCall } from './internal-call.ts';

/** How long an answer may take: a caller from outside waits for it. */
const PATIENCE_MS = 1_500;

/** Asks a part of the system something (`SubgraphDefinition.answers`). @throws UnavailableError when it cannot answer. */
export type AskPart = (name: string, question: unknown) => Promise<unknown>;

/**
 * Asks a part in another process, by signed calls, at the first of its addresses that listens.
 * @param part name of the part. @param asker who asks, for its records.
 */
export function askOverHttp(part: string, addresses: readonly string[], sign: SignCall, asker: string): AskPart {
  const ask = async (address: string, name: string, body: string): Promise<unknown> => {
    const signature = await sign(part, `ask:${name}`, body, {
      viewer: { subject: `process:${asker}`, role: 'service', agencies: [] },
      lang: Lang.VI,
      correlationId: randomUUID(),
    });
    const response = await fetch(new URL(`/ask/${name}`, address), {
      method: 'POST',
      headers: { 'content-type': 'application/json', [SIGNATURE_HEADER]: signature },
      body,
      signal: AbortSignal.timeout(PATIENCE_MS),
      redirect: 'error',
    });
    if (!response.ok) throw new Error(`${part} answered ${response.status}`);
    return response.json();
  };
  return async (name, question) => {
    const body = JSON.stringify(question);
    for (const address of addresses) {
      try {
        return await ask(address, name, body);
      } catch {
        // The next one may answer; which failed and why, its own log says.
      }
    }
    throw new UnavailableError(`A part that the answer needs does not answer (${part}). Try again shortly.`);
  };
}
