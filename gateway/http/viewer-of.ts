import type { IncomingMessage } from 'node:http';
import { UnauthenticatedError } from '../../kernel/errors/errors.ts';
import { ANONYMOUS, type Viewer } from '../../kernel/identity/viewer.ts';
import type { LocalIssuer } from '../identity/local-issuer.ts';
import { SESSION_COOKIE } from '../identity/sign-in.ts';

const cookie = (header: string | undefined, name: string): string | undefined => {
  for (const part of (header ?? '').split(';')) {
    const [key, ...value] = part.trim().split('=');
    if (key === name) return value.join('=');
  }
  return undefined;
};

/**
 * Who is asking: the bearer token, else the session cookie, else anonymous. A session that ended makes the caller
 * anonymous; a bearer token that is not valid is refused.
 * @throws UnauthenticatedError for an Authorization header that is not a valid bearer token.
 */
export async function viewerOf({ headers }: IncomingMessage, issuer: LocalIssuer): Promise<Viewer> {
  const { authorization } = headers;
  if (authorization !== undefined) {
    const token = /^Bearer +([A-Za-z0-9._~+/=-]+)$/i.exec(authorization)?.[1];
    return issuer.verify(token ?? '');
  }
  const session = cookie(headers.cookie, SESSION_COOKIE);
  if (session === undefined) return ANONYMOUS;
  try {
    return await issuer.verify(session);
  } catch (error) {
    if (error instanceof UnauthenticatedError) return ANONYMOUS;
    throw error;
  }
}
