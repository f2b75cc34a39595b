import type { LocalIssuer } from '../gateway/identity/local-issuer.ts';
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
}

/** Asks a gateway, in this process or over HTTP. */
export type Asker = (
  query: string,
  variables: Readonly<Record<string, unknown>>,
  as: AskedAs,
) => Promise<GatewayAnswer>;

/** Asks the instance that runs at an address, with a token of its data folder. */
export const askOverHttp =
  (address: string, issuer: LocalIssuer): Asker =>
  async (query, variables, { role, agencies }) => {
    const authorization = role === 'anonymous' ? {} : { authorization: `Bearer ${await issuer.issue(role, agencies)}` };
    const response = await fetch(new URL('/graphql', address), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorization },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as GatewayAnswer;
  };
