import { UnauthenticatedError } from '../../kernel/errors/errors.ts';

/**
 * The one answer to every token that is not good. Which check failed is not told, and looks alike from outside, so that
 * nobody learns by trying.
 */
export const refusedToken = (): UnauthenticatedError =>
  new UnauthenticatedError(
    'The token is not valid here: it may have ended, been revoked, or been made for another place. Get another one; for a local instance: nguon token --role architect',
  );
