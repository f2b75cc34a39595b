import type { Identity } from '../gateway/identity/identity.ts';
import { localIssuer } from '../gateway/identity/local-issuer.ts';
import { oidcIdentity } from '../gateway/identity/oidc.ts';
import { providerKeys } from '../gateway/identity/provider-keys.ts';
import { remembered } from '../gateway/identity/remembered.ts';
import { serviceKeys } from '../gateway/identity/service-keys.ts';
import { createSignIn, type SignIn } from '../gateway/identity/sign-in.ts';
import { withServiceKeys } from '../gateway/identity/with-service-keys.ts';
import { type Config, requireIdentity } from '../kernel/config/config.ts';
import { askedDirectory } from '../kernel/identity/service-key-directory.ts';
import type { AskPart } from '../kernel/internal-call/ask-over-http.ts';
import type { Logger } from '../kernel/log.ts';

/** How callers are known, as configured. */
export interface OpenedIdentity extends AsyncDisposable {
  readonly identity: Identity;
  /** The one-time sign-in; absent where an identity provider is configured. */
  readonly signIn?: SignIn;
}

/**
 * People by the configured identity provider or, without one, by tokens and the sign-in of this data folder; services by
 * their keys.
 * @param askAccess asks the part that keeps service keys.
 * @throws ConfigurationError for an address beyond loopback without an identity provider.
 */
export async function openIdentity(config: Config, askAccess: AskPart, log: Logger): Promise<OpenedIdentity> {
  requireIdentity(config);
  await using opening = new AsyncDisposableStack();
  const keys = opening.use(
    serviceKeys(askedDirectory(askAccess), (error) =>
      log.warn({ err: error }, 'uses of service keys not noted; later'),
    ),
  );
  if (config.oidc !== undefined) {
    const provider = opening.use(
      providerKeys(config.oidc, (error) => log.warn({ err: error }, 'keys of the identity provider not read')),
    );
    // Not waited for: a provider that is down does not keep anybody from reading what is public.
    void provider.refresh();
    const resources = opening.move();
    return {
      identity: withServiceKeys(remembered(oidcIdentity(config.oidc, provider)), keys),
      [Symbol.asyncDispose]: () => resources.disposeAsync(),
    };
  }
  const local = await localIssuer(config.dataDir);
  const signIn = await createSignIn(config.dataDir, local);
  opening.defer(() => signIn.close());
  const resources = opening.move();
  return {
    identity: withServiceKeys(remembered(local), keys),
    signIn,
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
