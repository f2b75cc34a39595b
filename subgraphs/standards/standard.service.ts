import type { EntityManager } from '@mikro-orm/postgresql';
import { flushChanges } from '../../kernel/database/flush-changes.ts';
import { lockRow } from '../../kernel/database/lock-row.ts';
import type { Transact } from '../../kernel/database/transact.ts';
import { unknownCode } from '../../kernel/database/unknown-code.ts';
import { markOf } from '../../kernel/graphql/marked-record.ts';
import { requireAdministrator } from '../../kernel/identity/permissions.ts';
import type { NewFact } from '../../kernel/outbox/fact.ts';
import type { Page } from '../../kernel/pagination/connection.ts';
import { type PageRequest, pageOf } from '../../kernel/pagination/page.ts';
import { definedOnly } from '../../kernel/subgraph/defined-only.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { dropRows, type LinkTable, putRows, refuseMoreThan } from './link-rows.ts';
import { RequiredElementEntity, StandardEntity, type StandardRow } from './standard.entity.ts';
import { standardDeclared } from './standard.facts.ts';
import {
  type CreateStandardInput,
  type RequireElementInput,
  STANDARDS,
  type StandardFilter,
  type StandardOrderField,
  type UpdateStandardInput,
  type WithdrawRequiredElementInput,
} from './standard.inputs.ts';

/** Most elements that one standard requires: `Standard.requiredElements` is a plain list. */
const MOST_REQUIRED = 1_000;

const REQUIRED_ELEMENTS: LinkTable = {
  table: 'required_element',
  key: ['standard_code', 'name'],
  values: ['type', 'code_list_code', 'mark', 'source'],
};

/** The verbs of standards: who may do what, and what must hold. */
export class StandardService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;

  constructor(scope: RequestScope, transact: Transact) {
    this.#scope = scope;
    this.#transact = transact;
  }

  /** @throws NotFoundError with near codes, when there is none. */
  get(code: string): Promise<StandardRow> {
    return this.#find(this.#scope.em, code);
  }

  list(
    filter: StandardFilter | null,
    request: Omit<PageRequest<StandardOrderField>, 'filter'>,
  ): Promise<Page<StandardRow>> {
    const asked = definedOnly({
      status: filter?.status ?? undefined,
      issuer: filter?.issuer ?? undefined,
      mark: filter?.mark ?? undefined,
    });
    return pageOf(this.#scope.em, StandardEntity, STANDARDS, asked, { ...request, filter: asked });
  }

  create(input: CreateStandardInput): Promise<StandardRow> {
    requireAdministrator(this.#scope.viewer, 'create a standard');
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const standard = em.create(StandardEntity, {
        code: input.code,
        titleVi: input.titleVi,
        titleEn: input.titleEn,
        issuer: input.issuer,
        status: input.status,
        replacedByCode: input.replacedBy ?? null,
        edition: input.edition ?? null,
        inForceFrom: input.inForceFrom ?? null,
        ...markOf(input),
      });
      await em.persist(standard).flush();
      emit(standardDeclared(standard, []));
      return standard;
    });
  }

  update(input: UpdateStandardInput): Promise<StandardRow> {
    requireAdministrator(this.#scope.viewer, 'change a standard');
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const standard = await this.#locked(em, input.code);
      em.assign(
        standard,
        definedOnly({
          titleVi: input.titleVi ?? undefined,
          titleEn: input.titleEn ?? undefined,
          issuer: input.issuer ?? undefined,
          status: input.status ?? undefined,
          replacedByCode: input.replacedBy,
          edition: input.edition,
          inForceFrom: input.inForceFrom,
        }),
      );
      if (await flushChanges(em)) emit(await this.#declared(em, standard));
      return standard;
    });
  }

  requireElement(input: RequireElementInput): Promise<StandardRow> {
    requireAdministrator(this.#scope.viewer, 'say what a standard requires');
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const standard = await this.#locked(em, input.standard);
      const written = await putRows(em, REQUIRED_ELEMENTS, [
        {
          standard_code: standard.code,
          name: input.name,
          type: input.type,
          code_list_code: input.codeList ?? null,
          ...markOf(input),
        },
      ]);
      if (written.length > 0) {
        await refuseMoreThan(
          em,
          REQUIRED_ELEMENTS,
          'standard_code',
          [standard.code],
          MOST_REQUIRED,
          'required elements',
        );
        emit(await this.#declared(em, standard));
      }
      return standard;
    });
  }

  withdrawRequiredElement(input: WithdrawRequiredElementInput): Promise<StandardRow> {
    requireAdministrator(this.#scope.viewer, 'say what a standard requires');
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const standard = await this.#locked(em, input.standard);
      const dropped = await dropRows(em, REQUIRED_ELEMENTS, [{ standard_code: standard.code, name: input.name }]);
      if (dropped.length > 0) emit(await this.#declared(em, standard));
      return standard;
    });
  }

  /** For a change: locked, so that what is told is what was stored, in the order in which it was stored. */
  async #locked(em: EntityManager, code: string): Promise<StandardRow> {
    await lockRow(em, 'standards.standard', { code });
    return this.#find(em, code);
  }

  async #find(em: EntityManager, code: string): Promise<StandardRow> {
    const standard = await em.findOne(StandardEntity, { code });
    if (standard === null) throw await unknownCode(em, StandardEntity, 'standard', code);
    return standard;
  }

  async #declared(em: EntityManager, standard: StandardRow): Promise<NewFact> {
    const required = await em.find(
      RequiredElementEntity,
      { standardCode: standard.code },
      { orderBy: { name: 'asc' } },
    );
    return standardDeclared(standard, required);
  }
}
