import { LockMode } from '@mikro-orm/postgresql';
import { flushChanges } from '../../kernel/database/flush-changes.ts';
import { readRows } from '../../kernel/database/read-rows.ts';
import type { Transact } from '../../kernel/database/transact.ts';
import { unknownCode } from '../../kernel/database/unknown-code.ts';
import { BadInputError } from '../../kernel/errors/errors.ts';
import { markOf } from '../../kernel/graphql/marked-record.ts';
import { requireAdministrator } from '../../kernel/identity/permissions.ts';
import type { Page } from '../../kernel/pagination/connection.ts';
import { type Condition, type PageRequest, pageOf } from '../../kernel/pagination/page.ts';
import { definedOnly } from '../../kernel/subgraph/defined-only.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { validAt } from '../../kernel/validity.ts';
import { AssignmentEntity } from './assignment.entity.ts';
import { PartnerEntity, type PartnerRow } from './partner.entity.ts';
import { partnerDeclared } from './partner.facts.ts';
import {
  type CreatePartnerInput,
  PARTNERS,
  type PartnerFilter,
  type PartnerOrderField,
  type UpdatePartnerInput,
} from './partner.inputs.ts';

/** The verbs of partners: who may do what, and what must hold. */
export class PartnerService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;

  constructor(scope: RequestScope, transact: Transact) {
    this.#scope = scope;
    this.#transact = transact;
  }

  /** @throws NotFoundError with near codes, when there is none. */
  async get(code: string): Promise<PartnerRow> {
    const [partner] = await readRows(this.#scope.em, PartnerEntity, { code });
    if (partner === undefined) throw await unknownCode(this.#scope.em, PartnerEntity, 'partner', code);
    return partner;
  }

  /** All partners, or the few (four at most) that work for an agency at an instant. */
  async list(
    filter: PartnerFilter | null,
    request: Omit<PageRequest<PartnerOrderField>, 'filter'>,
  ): Promise<Page<PartnerRow>> {
    const agency = filter?.agency ?? null;
    const asOf = filter?.asOf ?? null;
    if (agency === null && asOf !== null) {
      throw new BadInputError(
        'asOf says when partners work for an agency: give filter.agency as well, or leave asOf out.',
        {
          argument: 'filter.asOf',
        },
      );
    }
    const where: Condition = agency === null ? {} : { code: { $in: await this.#workingFor(agency, asOf) } };
    return pageOf(this.#scope.em, PartnerEntity, PARTNERS, where, { ...request, filter: [agency, asOf] });
  }

  create(input: CreatePartnerInput): Promise<PartnerRow> {
    requireAdministrator(this.#scope.viewer, 'create a partner');
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const { code, nameVi, nameEn, shortName } = input;
      const partner = em.create(PartnerEntity, { code, nameVi, nameEn, shortName, ...markOf(input) });
      await em.persist(partner).flush();
      emit(partnerDeclared(partner));
      return partner;
    });
  }

  update({ code, nameVi, nameEn, shortName }: UpdatePartnerInput): Promise<PartnerRow> {
    requireAdministrator(this.#scope.viewer, 'change a partner');
    return this.#transact(this.#scope, async ({ em, emit }) => {
      // Locked, so that what is told is what was stored, in the order in which it was stored.
      const partner = await em.findOne(PartnerEntity, { code }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (partner === null) throw await unknownCode(em, PartnerEntity, 'partner', code);
      em.assign(
        partner,
        definedOnly({ nameVi: nameVi ?? undefined, nameEn: nameEn ?? undefined, shortName: shortName ?? undefined }),
      );
      if (await flushChanges(em)) emit(partnerDeclared(partner));
      return partner;
    });
  }

  async #workingFor(agencyCode: string, asOf: Date | null): Promise<string[]> {
    const when = validAt(asOf ?? this.#scope.clock.now());
    const rows = await this.#scope.em.find(AssignmentEntity, { agencyCode, ...when }, { fields: ['partnerCode'] });
    return rows.map(({ partnerCode }) => partnerCode);
  }
}
