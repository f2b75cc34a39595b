import type { IncomingMessage } from 'node:http';
import { ForbiddenError } from '../../kernel/errors/errors.ts';

/** What a loopback address may be called: a name of it that no other server can give itself. */
const LOOPBACK_NAME = /^(127(\.\d{1,3}){3}|localhost|\[::1\])$/;

const nameOf = (host: string): string => host.replace(/:\d+$/, '').toLowerCase();

/**
 * On loopback, answers only requests made to a loopback name, and from a page of this very server: a foreign web page
 * can neither rebind its name to us nor post to us.
 * @throws ForbiddenError otherwise.
 */
export function checkOrigin({ headers }: IncomingMessage): void {
  const host = headers.host ?? '';
  if (!LOOPBACK_NAME.test(nameOf(host))) {
    throw new ForbiddenError(
      `This instance answers on loopback names only; the Host header is "${host.slice(0, 80)}". Use http://127.0.0.1.`,
    );
  }
  const { origin } = headers;
  if (origin !== undefined && origin !== `http://${host}`) {
    throw new ForbiddenError(
      `Calls from pages of "${origin.slice(0, 80)}" are not accepted. Call from this server's own pages, or without Origin.`,
    );
  }
}
