import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from 'jose';
import type { OidcSettings } from '../../kernel/config/oidc.ts';
import { UnavailableError } from '../../kernel/errors/errors.ts';

/** How long the provider may take to answer: the caller of a token waits for it. */
const PATIENCE_MS = 800;
/** How often the keys are read anew, whether or not anybody asks: what the outage below is counted from. */
const REFRESH_MS = 60_000;
/** The oldest keys that are used: ten minutes after a provider went away, and what may have passed since the last refresh. */
const OLDEST_MS = 10 * 60_000 + REFRESH_MS + PATIENCE_MS;
/** An unknown key makes us look for new ones, but not more often than this. */
const LOOK_AGAIN_MS = 1_000;
/** After a failure nobody asks the provider again for so long: callers get the same failure at once. */
const REST_MS = 500;
/** Most bytes of a key set or a discovery document. */
const MOST_BYTES = 1_048_576;

/** The public keys of an identity provider. */
export interface ProviderKeys extends Disposable {
  /** Finds the key of a token's header. @throws UnavailableError when no usable keys can be had now. */
  readonly keyOf: JWTVerifyGetKey;
  /** Reads the keys anew; resolves, also when that failed. */
  refresh(): Promise<void>;
}

async function boundedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Error(`${response.url} answers more than ${MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size).toString('utf8');
}

/** Address of the keys, as the provider's discovery document says (OpenID Connect Discovery 1.0, section 4). */
async function discovered(issuer: string, signal: AbortSignal): Promise<string> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(address, { signal, redirect: 'error', headers: { accept: 'application/json' } });
  const document = JSON.parse(await boundedText(response)) as { issuer?: unknown; jwks_uri?: unknown };
  if (response.status !== 200 || document.issuer !== issuer || typeof document.jwks_uri !== 'string')
    throw new Error(`${address} is no discovery document of ${issuer}`);
  const keys = new URL(document.jwks_uri);
  // A document that sends us from TLS to an open line is not followed.
  if (keys.protocol !== 'https:' && keys.protocol !== new URL(issuer).protocol)
    throw new Error(`${address} names keys at ${keys.protocol}`);
  return keys.href;
}

/**
 * The keys of the provider: read when first needed and every minute from then on, anew at an unknown key (so that a key
 * rotated in works at once), and used for ten minutes after the provider has gone.
 * @param tellFailure hears why keys could not be read.
 */
export function providerKeys(
  { issuer, jwksUri }: Pick<OidcSettings, 'issuer' | 'jwksUri'>,
  tellFailure: (error: unknown) => void,
): ProviderKeys {
  let failedAt = Number.NEGATIVE_INFINITY;
  let address = jwksUri;
  const remote = createRemoteJWKSet(new URL(jwksUri ?? issuer), {
    timeoutDuration: PATIENCE_MS,
    cooldownDuration: LOOK_AGAIN_MS,
    cacheMaxAge: OLDEST_MS,
    [customFetch]: async (_url, { headers, signal }) => {
      if (performance.now() - failedAt < REST_MS) throw new Error('The identity provider did not answer a moment ago');
      try {
        address ??= await discovered(issuer, signal);
        const response = await fetch(address, { headers, signal, redirect: 'error' });
        if (response.status !== 200) throw new Error(`${address} answered ${response.status}`);
        return new Response(await boundedText(response), { status: 200 });
      } catch (error) {
        failedAt = performance.now();
        // Where the keys are may be what has changed.
        address = jwksUri;
        tellFailure(error);
        throw error;
      }
    },
  });
  const refresh = (): Promise<void> => remote.reload().catch(() => undefined);
  const timer = setInterval(() => void refresh(), REFRESH_MS);
  timer.unref();
  return {
    refresh,
    async keyOf(header, token) {
      try {
        return await remote(header, token);
      } catch (error) {
        // With keys in hand a token whose key is not among them is a bad one; without, nobody can say.
        if (remote.fresh || error instanceof errors.JWKSNoMatchingKey) throw error;
        throw new UnavailableError(
          'The identity provider does not answer, so tokens cannot be checked now. Try again shortly.',
        );
      }
    },
    [Symbol.dispose]: () => clearInterval(timer),
  };
}
