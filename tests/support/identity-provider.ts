import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';

/** A key pair of the provider. */
export interface ProviderKey {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly jwk: JWK;
}

/** Makes a pair. */
export async function providerKey(kid: string, alg = 'RS256'): Promise<ProviderKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, privateKey, publicKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

/** An identity provider on loopback: a discovery document, keys that can be changed, and outages. */
export interface IdentityProvider {
  readonly issuer: string;
  readonly jwksUri: string;
  /** The keys that it publishes now. */
  keys: readonly ProviderKey[];
  /** `hangs`: takes requests and never answers; `fails`: 500; `down`: nothing listens. */
  be(state: 'up' | 'hangs' | 'fails' | 'down'): Promise<void>;
  /** How often its keys were read. */
  readonly reads: number;
  /** A token, good unless the claims, header or key say otherwise. */
  token(
    claims?: Record<string, unknown>,
    header?: Record<string, unknown>,
    key?: ProviderKey['privateKey'] | Uint8Array,
  ): Promise<string>;
  close(): Promise<void>;
}

/** What tokens are made for, unless a test says otherwise. */
export const AUDIENCE = 'nguon';

/** Starts one with a key. */
export async function identityProvider(): Promise<IdentityProvider> {
  const first = await providerKey('k1');
  let keys: readonly ProviderKey[] = [first];
  let state = 'up';
  let reads = 0;
  const server: Server = createServer((request, response) => {
    if (state === 'hangs') return;
    if (state === 'fails') return void response.writeHead(500).end('{}');
    const answer = (body: unknown): void =>
      void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.url === '/realm/.well-known/openid-configuration') return answer({ issuer, jwks_uri: jwksUri });
    reads += 1;
    answer({ keys: keys.map(({ jwk }) => jwk) });
  });
  const listen = (port: number): Promise<void> =>
    new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}/realm`;
  const jwksUri = `${issuer}/keys`;
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    issuer,
    jwksUri,
    get keys() {
      return keys;
    },
    set keys(next) {
      keys = next;
    },
    get reads() {
      return reads;
    },
    async be(next) {
      if (next === 'down' && state !== 'down') await stop();
      if (next !== 'down' && state === 'down') await listen(port);
      state = next;
    },
    async token(claims = {}, header = {}, key = first.privateKey) {
      const now = Math.floor(Date.now() / 1_000);
      const whole = { sub: 'u-1', iss: issuer, aud: AUDIENCE, iat: now, exp: now + 300, ...claims };
      return new SignJWT(whole as JWTPayload)
        .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: first.kid, ...header })
        .sign(key);
    },
    close: async () => {
      if (state !== 'down') await stop();
    },
  };
}
