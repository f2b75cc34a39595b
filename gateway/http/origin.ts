import type { IncomingMessage } from 'node:http';
import { ForbiddenError } from '../../kernel/errors/errors.ts';

/** From where a server can be reached. */
export interface Reach {
  /** Whether it listens on loopback alone. */
  readonly loopback: boolean;
  /** Where people reach it, `https://catalog.example`. */
  readonly publicUrl: string | undefined;
}

/** What a loopback address may be called: a name of it that no other server can give itself. */
const LOOPBACK_NAME = /^(127(\.\d{1,3}){3}|localhost|\[::1\])$/;

/** What orchestrators ask at whatever address a process has; it says nothing that matters. */
const FOR_PROBES: readonly (string | undefined)[] = ['/livez', '/readyz'];

const nameOf = (host: string): string => host.replace(/:\d+$/, '').toLowerCase();

/**
 * Answers only requests made to a name of ours, and from a page of this very server: a foreign web page can neither
 * rebind its name to us nor post to us. Ours are loopback names where it listens on loopback, and the public address.
 * Beyond loopback without a public address our names are not known and every one is taken; nobody is signed in by
 * cookie there.
 * @throws ForbiddenError otherwise.
 */
export function checkOrigin({ headers, url }: IncomingMessage, { loopback, publicUrl }: Reach): void {
  const host = headers.host ?? '';
  const isOurs =
    (loopback && LOOPBACK_NAME.test(nameOf(host))) ||
    (publicUrl !== undefined && host.toLowerCase() === new URL(publicUrl).host) ||
    (!loopback && (publicUrl === undefined || FOR_PROBES.includes(url)));
  if (!isOurs) {
    throw new ForbiddenError(
      publicUrl === undefined
        ? `This instance answers on loopback names only; the Host header is "${host.slice(0, 80)}". Use http://127.0.0.1.`
        : `This instance answers as ${publicUrl}; the Host header is "${host.slice(0, 80)}". Use that address.`,
    );
  }
  const { origin } = headers;
  const own = [`http://${host}`, ...(publicUrl === undefined ? [] : [publicUrl])];
  if (!loopback && publicUrl === undefined) own.push(`https://${host}`);
  if (origin !== undefined && !own.includes(origin)) {
    throw new ForbiddenError(
      `Calls from pages of "${origin.slice(0, 80)}" are not accepted. Call from this server's own pages, or without Origin.`,
    );
  }
}
