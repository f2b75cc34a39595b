import type { Transact } from '../../kernel/database/transact.ts';
import { BadInputError, NotFoundError } from '../../kernel/errors/errors.ts';
import { requireAdministrator } from '../../kernel/identity/permissions.ts';
import { newServiceKey } from '../../kernel/identity/service-key.ts';
import type { FoundKey, KeyUse } from '../../kernel/identity/service-key-directory.ts';
import type { Page } from '../../kernel/pagination/connection.ts';
import { type Condition, type PageRequest, pageOf } from '../../kernel/pagination/page.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { ServiceKeyEntity, type ServiceKeyRow } from './service-key.entity.ts';
import {
  type CreateServiceKeyInput,
  SERVICE_KEYS,
  type ServiceKeyFilter,
  type ServiceKeyOrderField,
} from './service-key.inputs.ts';
import { isInForce, scopeOf } from './service-key.rules.ts';

/** The verbs of service keys: administrators make, list and revoke them, the gateway finds them. */
export class ServiceKeyService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;

  constructor(scope: RequestScope, transact: Transact) {
    this.#scope = scope;
    this.#transact = transact;
  }

  async list(
    filter: ServiceKeyFilter | null,
    request: Omit<PageRequest<ServiceKeyOrderField>, 'filter'>,
  ): Promise<Page<ServiceKeyRow>> {
    requireAdministrator(this.#scope.viewer, 'list service keys');
    const inForce = filter?.inForce ?? null;
    const now = this.#scope.clock.now();
    const holds: Condition = { revokedAt: null, $or: [{ validTo: null }, { validTo: { $gt: now } }] };
    const where: Condition = inForce === null ? {} : inForce ? holds : { $not: holds };
    return pageOf(this.#scope.em, ServiceKeyEntity, SERVICE_KEYS, where, { ...request, filter: [inForce] });
  }

  /** @returns the key's text, which is not to be had again, and what is stored of it. */
  async create(input: CreateServiceKeyInput): Promise<{ text: string; row: ServiceKeyRow }> {
    requireAdministrator(this.#scope.viewer, 'make a service key');
    const now = this.#scope.clock.now();
    const { name, namespaces, agencies, events, validTo = null } = input;
    if (validTo !== null && validTo <= now)
      throw new BadInputError('validTo must be in the future. Leave it out for a key that does not end by itself.', {
        argument: 'validTo',
      });
    const { id, digest, text } = newServiceKey();
    const row = await this.#transact(this.#scope, async ({ em }) => {
      const key = em.create(ServiceKeyEntity, {
        id,
        digest,
        name,
        namespaces: [...new Set(namespaces)],
        agencies: [...new Set(agencies)],
        events: [...new Set(events)],
        createdAt: now,
        createdBy: this.#scope.viewer.subject,
        validTo,
        lastUsedAt: null,
        revokedAt: null,
        revokedBy: null,
      });
      await em.persist(key).flush();
      return key;
    });
    return { text, row };
  }

  /** Revokes a key for good; one that is revoked already stays as it is. @throws NotFoundError when there is none. */
  async revoke(id: string): Promise<ServiceKeyRow> {
    requireAdministrator(this.#scope.viewer, 'revoke a service key');
    return this.#transact(this.#scope, async ({ em }) => {
      const { viewer, clock } = this.#scope;
      await em.nativeUpdate(
        ServiceKeyEntity,
        { id, revokedAt: null },
        { revokedAt: clock.now(), revokedBy: viewer.subject },
      );
      const key = await em.findOne(ServiceKeyEntity, { id });
      if (key === null) throw new NotFoundError('service key', id);
      return key;
    });
  }

  /** The key with this SHA-256, for the gateway; null when there is none in force. */
  async find(digest: string): Promise<FoundKey | null> {
    const key = await this.#scope.em.findOne(ServiceKeyEntity, { digest });
    if (key === null || !isInForce(key, this.#scope.clock.now())) return null;
    return { id: key.id, scope: scopeOf(key), until: key.validTo?.getTime() ?? null };
  }

  /** Notes when keys were used, to the minute: a key that is used all the time is written once a minute. */
  async used(uses: readonly KeyUse[]): Promise<void> {
    await this.#scope.em.execute(
      `update access.service_key as key set last_used_at = seen.at
       from (select id, date_trunc('minute', to_timestamp(max(at) / 1000.0)) as at
             from jsonb_to_recordset(?::jsonb) as used(id text, at double precision) group by id) as seen
       where key.id = seen.id and (key.last_used_at is null or key.last_used_at < seen.at)`,
      [JSON.stringify(uses)],
    );
  }
}
