import { randomUUID } from 'node:crypto';
import { isErrorCode } from '../kernel/errors/codes.ts';
import { NguonError, UnavailableError } from '../kernel/errors/errors.ts';
import { Lang } from '../kernel/graphql/language.ts';
import type { Viewer } from '../kernel/identity/viewer.ts';
import { type Purpose, SIGNATURE_HEADER, type SignCall } from '../kernel/internal-call/internal-call.ts';
import type { Addresses } from './addresses.ts';
import type { EventIntake, TakenEvent } from './http/event-intake.ts';

/** How long one process may take before another is asked; two of them fit into what a client waits. */
const PATIENCE_MS = 1_900;
/** A body of more bytes than this may take all that time in one process. */
const LARGE_BYTES = 1_048_576;
const PATIENCE_WHEN_LARGE_MS = 3_800;

/** Statuses of what is malformed, not the sender's to send, and too large. */
const WRONG_EVERYWHERE: readonly number[] = [400, 403, 413];

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
  const ask = async (address: string, purpose: Purpose, text: Buffer, sender: Viewer): Promise<Response> =>
    fetch(new URL(`/${purpose}`, address), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        [SIGNATURE_HEADER]: await sign('lineage', purpose, text, {
          viewer: sender,
          lang: Lang.VI,
          correlationId: randomUUID(),
        }),
      },
      body: new Uint8Array(text),
      signal: AbortSignal.timeout(text.length > LARGE_BYTES ? PATIENCE_WHEN_LARGE_MS : PATIENCE_MS),
      redirect: 'error',
    });

  const send = async <T>(purpose: Purpose, text: Buffer, sender: Viewer): Promise<T> => {
    let failure: unknown = new Error('no address is configured for lineage');
    for (const address of addresses.of('lineage')) {
      try {
        const response = await ask(address, purpose, text, sender);
        const body: unknown = await response.json();
        if (response.ok) {
          addresses.answered(address);
          return body as T;
        }
        const [error] = (body as { errors: SentError[] }).errors;
        // What is wrong with the events is so everywhere; anything else is wrong with the process.
        if (error !== undefined && WRONG_EVERYWHERE.includes(response.status)) throw revived(error);
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
    one: (_event, text, sender) => send<TakenEvent>('event', text, sender),
    async many(_events, text, sender) {
      const results = await send<readonly (TakenEvent | { readonly refused: SentError })[]>('events', text, sender);
      return results.map((result) => ('refused' in result ? { refused: revived(result.refused) } : result));
    },
  };
}
