import { ForbiddenError, UnauthenticatedError } from '../errors/errors.ts';
import type { Viewer } from './viewer.ts';

const HOW_TO_SIGN_IN = 'Send a bearer token: nguon token --role steward --agency A11 makes one for a local instance.';

const refuseAnonymous = (viewer: Viewer, what: string, howToSignIn = HOW_TO_SIGN_IN): void => {
  if (viewer.role !== 'anonymous') return;
  if (viewer.credential === undefined)
    throw new UnauthenticatedError(`You must be signed in to ${what}. ${howToSignIn}`);
  throw new ForbiddenError(
    `You are signed in, but your token gives you no role here, so you may not ${what}. Ask whoever runs the identity provider for one.`,
    { role: viewer.role },
  );
};

const writesAll = (viewer: Viewer): boolean => viewer.role === 'administrator' || viewer.system === true;

/**
 * Lets administrators through.
 * @param what what is attempted, as a verb phrase: "create an agency".
 * @throws UnauthenticatedError for anonymous, ForbiddenError for every other role.
 */
export function requireAdministrator(viewer: Viewer, what: string): void {
  if (writesAll(viewer)) return;
  refuseAnonymous(viewer, what);
  throw new ForbiddenError(`Your role (${viewer.role}) may not ${what}; an administrator may.`, { role: viewer.role });
}

/**
 * Lets administrators through, and stewards for the agencies in their token.
 * @param agency code of the agency that is answerable for what is written.
 * @throws UnauthenticatedError for anonymous, ForbiddenError otherwise.
 */
export function requireStewardOf(viewer: Viewer, agency: string, what: string): void {
  if (writesAll(viewer)) return;
  refuseAnonymous(viewer, what);
  if (viewer.role === 'steward' && viewer.agencies.includes(agency)) return;
  const may =
    viewer.role === 'steward'
      ? `you are steward of ${viewer.agencies.join(', ') || 'no agency'}`
      : `your role is ${viewer.role}`;
  throw new ForbiddenError(
    `You may not ${what} for ${agency}: ${may}. A steward of ${agency} or an administrator may.`,
    {
      role: viewer.role,
      agency,
    },
  );
}

/**
 * Lets services and administrators through: what machines send.
 * @throws UnauthenticatedError for anonymous, ForbiddenError for every other role.
 */
export function requireService(viewer: Viewer, what: string): void {
  if (writesAll(viewer) || viewer.role === 'service') return;
  refuseAnonymous(
    viewer,
    what,
    'Send a service key, or a bearer token: nguon token --role service makes one for a local instance.',
  );
  throw new ForbiddenError(`Your role (${viewer.role}) may not ${what}; a service or an administrator may.`, {
    role: viewer.role,
  });
}

/** Whether somebody answers for data or oversees it: stewards, architects, administrators. */
export const isStewardship = (viewer: Viewer): boolean =>
  writesAll(viewer) || viewer.role === 'steward' || viewer.role === 'architect';

/**
 * Lets through who may see what is unresolved: stewards, architects, administrators.
 * @throws UnauthenticatedError for anonymous, ForbiddenError for every other role.
 */
export function requireStewardship(viewer: Viewer, what: string): void {
  if (isStewardship(viewer)) return;
  refuseAnonymous(viewer, what);
  throw new ForbiddenError(`Your role (${viewer.role}) may not ${what}; stewards, architects and administrators may.`, {
    role: viewer.role,
  });
}
