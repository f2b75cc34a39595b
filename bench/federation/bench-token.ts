import { jwtVerify, SignJWT } from 'jose';

const keyOf = (secret: string): Uint8Array => Buffer.from(secret, 'base64url');

/** A token of the benchmark's own for the baselines: checking one costs them what checking ours costs us. */
export const signBenchToken = (secret: string): Promise<string> =>
  new SignJWT({ role: 'architect' })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject('bench')
    .setIssuer('urn:bench')
    .setAudience('urn:bench')
    .setIssuedAt()
    .setExpirationTime('12h')
    .sign(keyOf(secret));

/** The role that the token of an Authorization header says. @throws Error for anything but a token of this run. */
export async function verifyBenchToken(authorization: string | undefined, secret: string): Promise<unknown> {
  const token = (authorization ?? '').replace(/^Bearer /, '');
  const { payload } = await jwtVerify(token, keyOf(secret), {
    algorithms: ['HS256'],
    issuer: 'urn:bench',
    audience: 'urn:bench',
  });
  return payload['role'];
}
