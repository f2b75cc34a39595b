import type { IncomingMessage } from 'node:http';
import { UnauthenticatedError } from '../../kernel/errors/errors.ts';
import { ANONYMOUS, type Viewer } from '../../kernel/identity/viewer.ts';
import { LIMITS } from '../../kernel/limits/limits.ts';
import type { Identity } from '../identity/identity.ts';
import { refusedToken } from '../identity/refused-token.ts';
import { SESSION_COOKIE } from '../identity/sign-in.ts';

const cookie = (header: string | undefined, name: string): string | undefined => {
  for (const part of (header ?? '').split(';')) {
    const [key, ...value] = part.trim().split('=');
    if (key === name) return value.join('=');
  }
  return undefined;
};

const BEARER = /^Bearer +([A-Za-z0-9._~+/=-]+)$/i;

/**
 * Who is asking: the bearer token, else the session cookie, else anonymous. A session that ended makes the caller
 * anonymous; a bearer token that is not valid is refused, and so are two, of which proxies and we might choose another.
 * @throws UnauthenticatedError for an Authorization header that is not one valid bearer token, UnavailableError when
 * that cannot be known now.
 */
export async function viewerOf(request: IncomingMessage, identity: Identity): Promise<Viewer> {
  const shown = request.headersDistinct['authorization'];
  if (shown !== undefined) {
    const [authorization = '', another] = shown;
    const token = BEARER.exec(authorization)?.[1];
    if (token === undefined || another !== undefined || token.length > LIMITS.tokenBytes) throw refusedToken();
    return identity.verify(token);
  }
  return (await sessionOf(request, identity)) ?? ANONYMOUS;
}

/** The viewer of the session cookie; undefined without one that is good. */
export async function sessionOf({ headers }: IncomingMessage, identity: Identity): Promise<Viewer | undefined> {
  const session = cookie(headers.cookie, SESSION_COOKIE);
  if (session === undefined || identity.session === undefined) return undefined;
  try {
    return await identity.session(session);
  } catch (error) {
    if (error instanceof UnauthenticatedError) return undefined;
    throw error;
  }
}
