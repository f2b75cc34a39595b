import type { EntityManager } from '@mikro-orm/postgresql';
import type { Transact } from '../../kernel/database/transact.ts';
import { unknownCode } from '../../kernel/database/unknown-code.ts';
import { BadInputError, ConflictError } from '../../kernel/errors/errors.ts';
import { markOf } from '../../kernel/graphql/marked-record.ts';
import { requireAdministrator } from '../../kernel/identity/permissions.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { checkValidity, type Validity } from '../../kernel/validity.ts';
import { AssignmentEntity, type AssignmentRow } from './assignment.entity.ts';
import { assignmentsSet } from './assignment.facts.ts';
import type {
  AddPartnerAssignmentInput,
  AssignedPartnerInput,
  AssignPartnersInput,
  EndPartnerAssignmentInput,
  SetLeadPartnerInput,
} from './assignment.inputs.ts';
import { ended, engagement, ledBy, replaced } from './assignment-changes.ts';
import { endOf, type History, type Period, presentAt, sameHistory, settled } from './assignment-history.ts';
import { type Attempt, notAssigned, overlapRefused, refusal } from './assignment-refusals.ts';
import { firstViolation, overlapping } from './assignment-rules.ts';
import { PartnerEntity } from './partner.entity.ts';

/** Most periods that the history of one agency holds. */
const MOST_PERIODS = 1_000;

const periodOf = (row: AssignmentRow): Period => ({
  partner: row.partnerCode,
  isLead: row.isLead,
  scopeVi: row.scopeVi,
  scopeEn: row.scopeEn,
  validFrom: row.validFrom,
  validTo: row.validTo,
  mark: row.mark,
  source: row.source,
});

const periodFrom = (input: AssignedPartnerInput, { validFrom, validTo }: Validity): Period => ({
  partner: input.partner,
  isLead: input.isLead ?? false,
  scopeVi: input.scopeVi ?? null,
  scopeEn: input.scopeEn ?? null,
  validFrom,
  validTo,
  ...markOf(input),
});

/** The verbs of assignments: each turns the whole history of one agency into the next, in one transaction. */
export class AssignmentService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;

  constructor(scope: RequestScope, transact: Transact) {
    this.#scope = scope;
    this.#transact = transact;
  }

  /** From an instant on, the agency has exactly these partners. Given again, it changes nothing. */
  assign({ agency, partners, validFrom }: AssignPartnersInput): Promise<void> {
    const named = partners.map(({ partner }) => partner);
    const twice = named.find((partner, index) => named.indexOf(partner) < index);
    if (twice !== undefined) {
      throw new BadInputError(
        `${twice} is named twice among the partners of agency ${agency}. Name each partner once.`,
        {
          argument: 'partners',
          given: twice,
        },
      );
    }
    const set = partners.map((partner) => periodFrom(partner, { validFrom, validTo: null }));
    return this.#change({ agency, verb: 'assign', named }, (history) => replaced(history, validFrom, set));
  }

  /** One more partner. Given again, it changes nothing. */
  add(input: AddPartnerAssignmentInput): Promise<void> {
    const { agency, partner } = input;
    const period = periodFrom(input, { validFrom: input.validFrom, validTo: input.validTo ?? null });
    checkValidity(period);
    return this.#change({ agency, verb: 'add', named: [partner] }, (history) => {
      const same = overlapping(history, period);
      const first = same[0];
      if (first === undefined) return [...history, period];
      const without = history.filter((other) => !same.includes(other));
      if (
        same.every((other) => liesIn(other, period)) &&
        sameHistory(settled([...without, period]), settled(history))
      ) {
        return history;
      }
      throw overlapRefused(agency, first);
    });
  }

  /** The partner works for the agency until before an instant. Given again, it changes nothing. */
  end({ agency, partner, validTo }: EndPartnerAssignmentInput): Promise<void> {
    const at = validTo ?? this.#scope.clock.now();
    return this.#change({ agency, verb: 'end', named: [partner] }, (history) => {
      const endsThen = history.some((period) => period.partner === partner && endOf(period) === at.getTime());
      if (engagement(history, partner, at).length > 0) return ended(history, partner, at);
      if (endsThen) return history;
      throw notAssigned(
        agency,
        partner,
        at,
        presentAt(history, at).map((present) => present.partner),
      );
    });
  }

  /** The partner leads from an instant on, in the place of whoever does. Given again, it changes nothing. */
  setLead({ agency, partner, from }: SetLeadPartnerInput): Promise<void> {
    const at = from ?? this.#scope.clock.now();
    return this.#change({ agency, verb: 'lead', named: [partner] }, (history) => {
      if (engagement(history, partner, at).length > 0) return ledBy(history, partner, at);
      throw notAssigned(
        agency,
        partner,
        at,
        presentAt(history, at).map((present) => present.partner),
      );
    });
  }

  async #change(attempt: Attempt, next: (history: History) => History): Promise<void> {
    const { agency, named } = attempt;
    requireAdministrator(this.#scope.viewer, 'change which partners work for an agency');
    await this.#transact(this.#scope, async ({ em, emit }) => {
      await refuseUnknown(em, named);
      await takeTurn(em, agency);
      const rows = await em.find(
        AssignmentEntity,
        { agencyCode: agency },
        { limit: MOST_PERIODS + 1, orderBy: { validFrom: 'asc' } },
      );
      const history = settled(next(rows.map(periodOf)));
      const broken = firstViolation(history);
      if (broken !== undefined) throw refusal(attempt, broken);
      if (Math.max(rows.length, history.length) > MOST_PERIODS) {
        throw new ConflictError(
          `The history of agency ${agency} would hold more than ${MOST_PERIODS} periods, the most that are kept.`,
        );
      }
      if (!write(em, agency, rows, history)) return;
      await em.flush();
      // The deferred rules speak here, where their failures are translated, instead of at the commit.
      await em.execute(`set constraints ${DEFERRED_RULES.map((rule) => `partners.${rule}`).join(', ')} immediate`);
      emit(assignmentsSet(agency, history));
    });
  }
}

/** What the database checks of a history once it is written whole. */
const DEFERRED_RULES = ['partner_assignment_no_overlap', 'partner_assignment_one_lead', 'partner_assignment_swept'];

const liesIn = (inner: Validity, outer: Validity): boolean =>
  inner.validFrom >= outer.validFrom && endOf(inner) <= endOf(outer);

async function refuseUnknown(em: EntityManager, partners: readonly string[]): Promise<void> {
  const known = await em.find(PartnerEntity, { code: { $in: [...partners] } }, { fields: ['code'] });
  const codes = new Set(known.map(({ code }) => code));
  const unknown = partners.find((partner) => !codes.has(partner));
  if (unknown !== undefined) throw await unknownCode(em, PartnerEntity, 'partner', unknown);
}

/** Waits until no other transaction writes assignments of the agency, and keeps others waiting until the end of this one. */
async function takeTurn(em: EntityManager, agency: string): Promise<void> {
  await em.execute('insert into partners.agency_turn (agency_code) values (?) on conflict do nothing', [agency]);
  await em.execute('select agency_code from partners.agency_turn where agency_code = ? for update', [agency]);
}

const identity = (partner: string, validFrom: Date): string => `${partner} ${validFrom.toISOString()}`;

/** Turns stored rows into a history, touching only what differs; false when nothing does. */
function write(em: EntityManager, agencyCode: string, rows: readonly AssignmentRow[], history: History): boolean {
  const kept = new Map(rows.map((row) => [identity(row.partnerCode, row.validFrom), row]));
  let changed = false;
  for (const { partner, ...period } of history) {
    const key = identity(partner, period.validFrom);
    const row = kept.get(key);
    kept.delete(key);
    if (row === undefined) {
      em.create(AssignmentEntity, { agencyCode, partnerCode: partner, ...period }, { persist: true });
      changed = true;
    } else if (!sameHistory([periodOf(row)], [{ partner, ...period }])) {
      em.assign(row, period);
      changed = true;
    }
  }
  for (const row of kept.values()) {
    em.remove(row);
    changed = true;
  }
  return changed;
}
