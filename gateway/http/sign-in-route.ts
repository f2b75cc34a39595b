import type { IncomingMessage, ServerResponse } from 'node:http';
import { BadInputError, NguonError, UnauthenticatedError } from '../../kernel/errors/errors.ts';
import { CODE_PATTERN } from '../../kernel/text/plain-text.ts';
import type { Identity } from '../identity/identity.ts';
import { SESSION_COOKIE, SESSION_ROLES, type SignIn } from '../identity/sign-in.ts';
import { readBody } from './body.ts';
import { reply } from './replies.ts';
import { sessionOf } from './viewer-of.ts';

/** Most bytes of the form with a role and agencies. */
const MOST_BYTES = 8_192;
const FORM = 'application/x-www-form-urlencoded';

/** What the sign-in needs. */
export interface SignInRouteParts {
  readonly signIn: SignIn;
  readonly identity: Identity;
}

const begin = (response: ServerResponse, session: string): void =>
  reply(response, 303, 'text/plain', 'signed in', {
    location: '/',
    'set-cookie': `${SESSION_COOKIE}=${session}; HttpOnly; SameSite=Strict; Path=/; Max-Age=43200`,
  });

/** `GET /sign-in?code=…`: begins a session, once. */
export async function signInRoute({ signIn }: SignInRouteParts, response: ServerResponse, url: URL): Promise<void> {
  const session = await signIn.redeem(url.searchParams.get('code') ?? '');
  if (session === undefined) {
    throw new NguonError(
      'UNAUTHENTICATED',
      'This sign-in is used up or not ours. Restart the instance for a new one, or use: nguon token --role architect',
    );
  }
  begin(response, session);
}

/**
 * `POST /sign-in` with `role` and, for a steward, `agency`: goes on with the session in that role.
 * @throws UnauthenticatedError without a session, BadInputError for a form that is not right.
 */
export async function becomeRoute(
  { signIn, identity }: SignInRouteParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if ((await sessionOf(request, identity)) === undefined) {
    throw new UnauthenticatedError(
      'A role is chosen by who has signed in with the code that the start of the instance printed; a bearer token does not do.',
    );
  }
  if ((request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() !== FORM)
    throw new NguonError('UNSUPPORTED_MEDIA_TYPE', `POST /sign-in takes ${FORM}.`);
  const form = new URLSearchParams((await readBody(request, MOST_BYTES)).toString('utf8'));
  const role = SESSION_ROLES.find((one) => one === form.get('role'));
  if (role === undefined) {
    throw new BadInputError(`role is one of ${SESSION_ROLES.join(', ')}. Choose one.`, { argument: 'role' });
  }
  const agencies = (form.get('agency') ?? '').split(/[\s,]+/).filter((code) => code !== '');
  if (role === 'steward' && (agencies.length === 0 || !agencies.every((code) => CODE_PATTERN.test(code)))) {
    throw new BadInputError('A steward acts for agencies: give their codes, such as A11, with commas.', {
      argument: 'agency',
    });
  }
  begin(response, await signIn.become(role, agencies));
}
