import { EVENT_KINDS, type KeyScope } from '../../kernel/identity/viewer.ts';
import type { ServiceKeyRow } from './service-key.entity.ts';

/** What a stored key may send. */
export const scopeOf = ({ namespaces, agencies, events }: ServiceKeyRow): KeyScope => ({
  namespaces,
  agencies,
  events: EVENT_KINDS.filter((kind) => events.includes(kind)),
});

/** Whether a key is in force at an instant. */
export const isInForce = ({ revokedAt, validTo }: Pick<ServiceKeyRow, 'revokedAt' | 'validTo'>, at: Date): boolean =>
  revokedAt === null && (validTo === null || validTo > at);
