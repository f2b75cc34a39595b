import type { EntityManager } from '@mikro-orm/postgresql';
import { flushChanges } from '../../kernel/database/flush-changes.ts';
import { lockRow } from '../../kernel/database/lock-row.ts';
import type { Transact } from '../../kernel/database/transact.ts';
import { unknownCode } from '../../kernel/database/unknown-code.ts';
import { markOf } from '../../kernel/graphql/marked-record.ts';
import { requireAdministrator } from '../../kernel/identity/permissions.ts';
import type { Page } from '../../kernel/pagination/connection.ts';
import { type Condition, type PageRequest, pageOf } from '../../kernel/pagination/page.ts';
import { definedOnly } from '../../kernel/subgraph/defined-only.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { PolicyDocumentEntity, type PolicyDocumentRow } from './policy-document.entity.ts';
import { documentDeclared } from './policy-document.facts.ts';
import {
  type CreatePolicyDocumentInput,
  POLICY_DOCUMENTS,
  type PolicyDocumentFilter,
  type PolicyDocumentOrderField,
  type UpdatePolicyDocumentInput,
} from './policy-document.inputs.ts';

/** The verbs of policy documents: who may do what, and what must hold. */
export class PolicyDocumentService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;

  constructor(scope: RequestScope, transact: Transact) {
    this.#scope = scope;
    this.#transact = transact;
  }

  /** @throws NotFoundError with near codes, when there is none. */
  get(code: string): Promise<PolicyDocumentRow> {
    return this.#find(this.#scope.em, code);
  }

  list(
    filter: PolicyDocumentFilter | null,
    request: Omit<PageRequest<PolicyDocumentOrderField>, 'filter'>,
  ): Promise<Page<PolicyDocumentRow>> {
    const issuedFrom = filter?.issuedFrom ?? undefined;
    const issuedBefore = filter?.issuedBefore ?? undefined;
    const asked = definedOnly({ status: filter?.status ?? undefined, mark: filter?.mark ?? undefined });
    const where: Condition = {
      $and: [
        asked,
        issuedFrom === undefined ? {} : { issuedOn: { $gte: issuedFrom } },
        issuedBefore === undefined ? {} : { issuedOn: { $lt: issuedBefore } },
      ],
    };
    return pageOf(this.#scope.em, PolicyDocumentEntity, POLICY_DOCUMENTS, where, {
      ...request,
      filter: { ...asked, issuedFrom, issuedBefore },
    });
  }

  create(input: CreatePolicyDocumentInput): Promise<PolicyDocumentRow> {
    requireAdministrator(this.#scope.viewer, 'create a policy document');
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const document = em.create(PolicyDocumentEntity, {
        code: input.code,
        titleVi: input.titleVi,
        titleEn: input.titleEn,
        issuedOn: input.issuedOn ?? null,
        inForceFrom: input.inForceFrom ?? null,
        status: input.status,
        replacedByCode: input.replacedBy ?? null,
        ...markOf(input),
      });
      await em.persist(document).flush();
      emit(documentDeclared(document));
      return document;
    });
  }

  update(input: UpdatePolicyDocumentInput): Promise<PolicyDocumentRow> {
    requireAdministrator(this.#scope.viewer, 'change a policy document');
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const document = await this.#locked(em, input.code);
      em.assign(
        document,
        definedOnly({
          titleVi: input.titleVi ?? undefined,
          titleEn: input.titleEn ?? undefined,
          issuedOn: input.issuedOn,
          inForceFrom: input.inForceFrom,
          status: input.status ?? undefined,
          replacedByCode: input.replacedBy,
        }),
      );
      if (await flushChanges(em)) emit(documentDeclared(document));
      return document;
    });
  }

  /** For a change: locked, so that what is told is what was stored, in the order in which it was stored. */
  async #locked(em: EntityManager, code: string): Promise<PolicyDocumentRow> {
    await lockRow(em, 'standards.policy_document', { code });
    return this.#find(em, code);
  }

  async #find(em: EntityManager, code: string): Promise<PolicyDocumentRow> {
    const document = await em.findOne(PolicyDocumentEntity, { code });
    if (document === null) throw await unknownCode(em, PolicyDocumentEntity, 'policy document', code);
    return document;
  }
}
