import { LockMode } from '@mikro-orm/postgresql';
import { flushChanges } from '../../kernel/database/flush-changes.ts';
import { readRows } from '../../kernel/database/read-rows.ts';
import type { Transact } from '../../kernel/database/transact.ts';
import { unknownCode } from '../../kernel/database/unknown-code.ts';
import { ConflictError } from '../../kernel/errors/errors.ts';
import { markOf } from '../../kernel/graphql/marked-record.ts';
import { requireAdministrator, requireStewardOf } from '../../kernel/identity/permissions.ts';
import type { Page } from '../../kernel/pagination/connection.ts';
import { type Condition, type PageRequest, pageOf } from '../../kernel/pagination/page.ts';
import { definedOnly } from '../../kernel/subgraph/defined-only.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { checkValidity, validAt } from '../../kernel/validity.ts';
import { AgencyEntity, type AgencyRow, ContactPointEntity, StewardEntity, SuccessionEntity } from './agency.entity.ts';
import { agencyDeclared } from './agency.facts.ts';
import {
  type AddContactPointInput,
  AGENCIES,
  type AgencyFilter,
  type AgencyOrderField,
  type AppointStewardInput,
  type CreateAgencyInput,
  type LinkPredecessorInput,
  type UpdateAgencyInput,
} from './agency.inputs.ts';
import { ElectronicCodeEntity } from './electronic-code.entity.ts';

/** Most agencies directly under one: `Agency.children` is a plain list. */
const MOST_CHILDREN = 1_000;
/** Most steps upwards that are walked to refuse a circle of parents. */
const HIGHEST_TOWER = 32;

/** The verbs of agencies: who may do what, and what must hold. */
export class AgencyService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;

  constructor(scope: RequestScope, transact: Transact) {
    this.#scope = scope;
    this.#transact = transact;
  }

  /** @throws NotFoundError with near codes, when there is none, or none at that time. */
  async get(code: string, asOf: Date | null): Promise<AgencyRow> {
    const when = asOf === null ? {} : validAt(asOf);
    const [agency] = await readRows(this.#scope.em, AgencyEntity, { code, ...when });
    if (agency !== undefined) return agency;
    throw await unknownCode(this.#scope.em, AgencyEntity, 'agency', code);
  }

  /** Agencies that exist at `asOf`, now unless given. */
  async list(
    filter: AgencyFilter | null,
    asOf: Date | null,
    request: Omit<PageRequest<AgencyOrderField>, 'filter'>,
  ): Promise<Page<AgencyRow>> {
    const asked = definedOnly({
      bloc: filter?.bloc ?? undefined,
      level: filter?.level ?? undefined,
      line: filter?.line ?? undefined,
      parentCode: filter?.parent ?? undefined,
      code: await this.#withElectronicCode(filter?.electronicCode ?? null),
    });
    const where: Condition = { $and: [asked, validAt(asOf ?? this.#scope.clock.now())] };
    return pageOf(this.#scope.em, AgencyEntity, AGENCIES, where, { ...request, filter: [asked, asOf] });
  }

  /** Codes of the agencies with an electronic identification code: one or none. Undefined when none is asked for. */
  async #withElectronicCode(code: string | null): Promise<{ $in: string[] } | undefined> {
    if (code === null) return undefined;
    const rows = await readRows(this.#scope.em, ElectronicCodeEntity, { code });
    return { $in: rows.map(({ agencyCode }) => agencyCode) };
  }

  create(input: CreateAgencyInput): Promise<AgencyRow> {
    requireAdministrator(this.#scope.viewer, 'create an agency');
    checkValidity({ validFrom: input.validFrom, validTo: input.validTo ?? null });
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const agency = em.create(AgencyEntity, {
        code: input.code,
        nameVi: input.nameVi,
        nameEn: input.nameEn,
        bloc: input.bloc,
        level: input.level,
        line: input.line,
        parentCode: input.parent ?? null,
        validFrom: input.validFrom,
        validTo: input.validTo ?? null,
        ...markOf(input),
      });
      if (agency.parentCode !== null) await this.#roomUnder(em, agency.parentCode);
      await em.persist(agency).flush();
      emit(agencyDeclared(agency));
      return agency;
    });
  }

  update(input: UpdateAgencyInput): Promise<AgencyRow> {
    requireStewardOf(this.#scope.viewer, input.code, 'change an agency');
    return this.#transact(this.#scope, async ({ em, emit }) => {
      // Locked, so that what is told of it is what was stored, in the order in which it was stored.
      const agency = await em.findOne(AgencyEntity, { code: input.code }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (agency === null) throw await unknownCode(em, AgencyEntity, 'agency', input.code);
      const { code: _code, parent, nameVi, nameEn, ...rest } = input;
      em.assign(
        agency,
        definedOnly({ ...rest, nameVi: nameVi ?? undefined, nameEn: nameEn ?? undefined, parentCode: parent }),
      );
      checkValidity(agency);
      if (parent !== undefined && parent !== null) {
        await this.#refuseCircle(em, agency.code, parent);
        await this.#roomUnder(em, parent);
      }
      if (await flushChanges(em)) emit(agencyDeclared(agency));
      return agency;
    });
  }

  async linkPredecessor({ predecessor, successor }: LinkPredecessorInput): Promise<AgencyRow> {
    requireAdministrator(this.#scope.viewer, 'record a succession');
    await this.#transact(this.#scope, async ({ em, emit }) => {
      em.persist(em.create(SuccessionEntity, { predecessorCode: predecessor, successorCode: successor }));
      emit({ kind: 'agency.succeeded', key: successor, body: { predecessor, successor } });
    });
    return this.get(successor, null);
  }

  async addContactPoint({ agency, postVi, postEn, email, phone }: AddContactPointInput): Promise<AgencyRow> {
    requireStewardOf(this.#scope.viewer, agency, 'add a contact point');
    await this.#transact(this.#scope, async ({ em }) => {
      em.persist(
        em.create(ContactPointEntity, {
          agencyCode: agency,
          postVi,
          postEn,
          email: email ?? null,
          phone: phone ?? null,
        }),
      );
    });
    return this.get(agency, null);
  }

  async appointSteward({ agency, postVi, postEn, validFrom, validTo }: AppointStewardInput): Promise<AgencyRow> {
    requireStewardOf(this.#scope.viewer, agency, 'appoint a steward');
    checkValidity({ validFrom, validTo: validTo ?? null });
    await this.#transact(this.#scope, async ({ em, emit }) => {
      em.persist(em.create(StewardEntity, { agencyCode: agency, postVi, postEn, validFrom, validTo: validTo ?? null }));
      emit({
        kind: 'steward.appointed',
        key: agency,
        body: { agency, postVi, postEn, validFrom: validFrom.toISOString(), validTo: validTo?.toISOString() ?? null },
      });
    });
    return this.get(agency, null);
  }

  async #roomUnder(em: RequestScope['em'], parent: string): Promise<void> {
    if ((await em.count(AgencyEntity, { parentCode: parent })) >= MOST_CHILDREN) {
      throw new ConflictError(`${parent} has ${MOST_CHILDREN} agencies under it already, the most that one may have.`);
    }
  }

  async #refuseCircle(em: RequestScope['em'], code: string, parent: string): Promise<void> {
    let above: string | null = parent;
    for (let step = 0; above !== null; step++) {
      if (above === code || step === HIGHEST_TOWER) {
        throw new ConflictError(
          `${parent} stands under ${code} already, or more than ${HIGHEST_TOWER} agencies stand above one another: a circle of parents is refused.`,
        );
      }
      const next: AgencyRow | null = await em.findOne(AgencyEntity, { code: above });
      above = next?.parentCode ?? null;
    }
  }
}
