import { LockMode } from '@mikro-orm/postgresql';
import type { Transact } from '../../kernel/database/transact.ts';
import { unknownCode } from '../../kernel/database/unknown-code.ts';
import { BadInputError, ConflictError } from '../../kernel/errors/errors.ts';
import { markOf } from '../../kernel/graphql/marked-record.ts';
import { requireStewardOf } from '../../kernel/identity/permissions.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { AgencyEntity, type AgencyRow } from './agency.entity.ts';
import { MaturityAssessmentEntity } from './maturity-assessment.entity.ts';
import { maturityAssessed } from './maturity-assessment.facts.ts';
import type { AssessMaturityInput } from './maturity-assessment.inputs.ts';

/** Most assessments of one agency: its history is a plain list. */
const MOST_ASSESSMENTS = 100;

/** The verb of assessments of maturity: they are added, never changed. */
export class MaturityAssessmentService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;

  constructor(scope: RequestScope, transact: Transact) {
    this.#scope = scope;
    this.#transact = transact;
  }

  /**
   * Adds an assessment; the same again changes nothing.
   * @throws ForbiddenError, NotFoundError, BadInputError for an instant in the future, ConflictError when the agency
   * was found to be otherwise at that instant.
   */
  assess(input: AssessMaturityInput): Promise<AgencyRow> {
    const { agency: agencyCode, assessedOn, level, postVi, postEn, evidence } = input;
    requireStewardOf(this.#scope.viewer, agencyCode, 'assess the maturity of an agency');
    if (assessedOn > this.#scope.clock.now()) {
      const given = assessedOn.toISOString();
      throw new BadInputError(
        `assessedOn must not lie in the future; given: ${given}. Record an assessment once it was made.`,
        { argument: 'assessedOn', given },
      );
    }
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const agency = await em.findOne(AgencyEntity, { code: agencyCode }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (agency === null) throw await unknownCode(em, AgencyEntity, 'agency', agencyCode);
      const given = { agencyCode, assessedOn, level, postVi, postEn, evidence, ...markOf(input) };
      if ((await em.count(MaturityAssessmentEntity, given)) > 0) return agency;
      if ((await em.count(MaturityAssessmentEntity, { agencyCode })) >= MOST_ASSESSMENTS) {
        throw new ConflictError(
          `${agencyCode} has ${MOST_ASSESSMENTS} assessments already, the most that an agency may have.`,
        );
      }
      const assessment = em.create(MaturityAssessmentEntity, given);
      await em.persist(assessment).flush();
      emit(maturityAssessed(assessment));
      return agency;
    });
  }
}
