import { looksLikeServiceKey } from '../../kernel/identity/service-key.ts';
import type { Identity } from './identity.ts';
import type { ServiceKeys } from './service-keys.ts';

/** People by their identity, machines by service keys; a key says itself that it is one. */
export const withServiceKeys = (people: Identity, keys: ServiceKeys): Identity => ({
  ...people,
  verify: (token) => (looksLikeServiceKey(token) ? keys.verify(token) : people.verify(token)),
});
