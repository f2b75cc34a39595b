import { localIssuer } from '../gateway/identity/local-issuer.ts';
import type { Config } from '../kernel/config/config.ts';
import { ConfigurationError } from '../kernel/errors/errors.ts';
import type { Role } from '../kernel/identity/viewer.ts';

/** An answer of the gateway as JSON. */
export interface GatewayAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: Readonly<Record<string, unknown>> }[];
}

/** Who a command asks as. */
export interface AskedAs {
  readonly role: Role;
  readonly agencies: readonly string[];
  /** The process's own work; counts only where it is asked inside the process. */
  readonly system?: true;
}

/** Asks a gateway, in this process or over HTTP. */
export type Asker = (
  query: string,
  variables: Readonly<Record<string, unknown>>,
  as: AskedAs,
) => Promise<GatewayAnswer>;

/** Asks the instance that runs at an address. @param tokenFor the bearer token to ask as somebody with. */
export const askOverHttp =
  (address: string, tokenFor: (as: AskedAs) => Promise<string>): Asker =>
  async (query, variables, as) => {
    const authorization = as.role === 'anonymous' ? {} : { authorization: `Bearer ${await tokenFor(as)}` };
    const response = await fetch(new URL('/graphql', address), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorization },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as GatewayAnswer;
  };

/**
 * Asks a running instance as its settings say: with a token of the data folder or, where an identity provider is
 * configured, with the token of NGUON_TOKEN, which is what decides the role then.
 */
export function askRunning(config: Config, address: string): Asker {
  return askOverHttp(address, async ({ role, agencies }) => {
    if (config.oidc === undefined) return (await localIssuer(config.dataDir)).issue(role, agencies);
    if (config.token !== undefined) return config.token;
    throw new ConfigurationError(
      `The instance at ${address} takes tokens of ${config.oidc.issuer} only. Set NGUON_TOKEN to one, or ask with --role anonymous.`,
    );
  });
}
