import { FIND_KEY, KEYS_USED, type KeyUse } from '../../kernel/identity/service-key-directory.ts';
import type { InternalAnswer } from '../../kernel/subgraph/definition.ts';
import type { AccessContext } from './access.context.ts';

/** What the gateway asks about keys (`askedDirectory`). */
export const SERVICE_KEY_ANSWERS: Readonly<Record<string, InternalAnswer<AccessContext>>> = {
  [FIND_KEY]: (question, { serviceKeys }) => serviceKeys.find((question as { digest: string }).digest),
  [KEYS_USED]: async (question, { serviceKeys }) => {
    await serviceKeys.used((question as { uses: readonly KeyUse[] }).uses);
    return null;
  },
};
