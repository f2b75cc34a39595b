/** A signed token in compact form (RFC 7515, 7.1). */
const PARTS = 3;

/**
 * Whether a token is written as its issuer writes it: in base64url without padding, and no bits left over at the end of
 * a part, which readers skip (RFC 4648, 3.5). Otherwise many texts would be one token, and a signature could be changed
 * in its last letter and still be good.
 */
export function isCanonical(token: string): boolean {
  const parts = token.split('.');
  return parts.length === PARTS && parts.every((part) => Buffer.from(part, 'base64url').toString('base64url') === part);
}
