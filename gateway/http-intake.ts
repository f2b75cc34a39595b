import { randomUUID } from 'node:crypto';
import { isErrorCode } from '../kernel/errors/codes.ts';
import { NguonError, UnavailableError } from '../kernel/errors/errors.ts';
import { Lang } from '../kernel/graphql/language.ts';
import { type Purpose, SIGNATURE_HEADER, type SignCall } from '../kernel/internal-call/internal-call.ts';
import type { Addresses } from './addresses.ts';
import type { EventIntake, TakenEvent } from './http/event-intake.ts';

/** How long one process may take before another is asked; both fit into what a client waits. */
const PATIENCE_MS = 1_900;

/** An error as it travels between our processes. */
interface SentError {
  readonly message: string;
  readonly extensions: { readonly code: string };
}

const revived = ({ message, extensions: { code, ...details } }: SentError): NguonError =>
  new NguonError(isErrorCode(code) ? code : 'INTERNAL_SERVER_ERROR', message, details);

/**
 * Lineage events go, as they were sent, to a lineage process, over a signed call; 2xx from it means that they are
 * committed. Whichever does not answer or cannot keep them is passed over for another: events are known by their
 * content, so that one which was kept after all is not kept twice.
 */
export function eventsOverHttp(
  addresses: Addresses,
  sign: SignCall,
  tellDown: (part: string, error: unknown) => void,
): EventIntake {
  const ask = async (address: string, purpose: Purpose, text: Buffer, source: string): Promise<Response> =>
    fetch(new URL(`/${purpose}`, address), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        [SIGNATURE_HEADER]: await sign('lineage', purpose, text, {
          viewer: { subject: source, role: 'service', agencies: [] },
          lang: Lang.VI,
          correlationId: randomUUID(),
        }),
      },
      body: new Uint8Array(text),
      signal: AbortSignal.timeout(PATIENCE_MS),
      redirect: 'error',
    });

  const send = async <T>(purpose: Purpose, text: Buffer, source: string): Promise<T> => {
    let failure: unknown = new Error('no address is configured for lineage');
    for (const address of addresses.of('lineage')) {
      try {
        const response = await ask(address, purpose, text, source);
        const body: unknown = await response.json();
        if (response.ok) {
          addresses.answered(address);
          return body as T;
        }
        const [error] = (body as { errors: SentError[] }).errors;
        // What is wrong with the events is so everywhere; anything else is wrong with the process.
        if (error !== undefined && (response.status === 400 || response.status === 413)) throw revived(error);
        throw new Error(`lineage answered ${response.status}`);
      } catch (error) {
        if (error instanceof NguonError) throw error;
        failure = error;
        addresses.failed(address);
      }
    }
    tellDown('lineage', failure);
    throw new UnavailableError('No lineage process takes events now; nothing is known to be taken. Send it again.');
  };

  return {
    one: (_event, text, source) => send<TakenEvent>('event', text, source),
    async many(_events, text, source) {
      const results = await send<readonly (TakenEvent | { readonly refused: SentError })[]>('events', text, source);
      return results.map((result) => ('refused' in result ? { refused: revived(result.refused) } : result));
    },
  };
}
