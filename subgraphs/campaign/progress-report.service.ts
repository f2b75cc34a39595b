import type { EntityManager } from '@mikro-orm/postgresql';
import type { Transact } from '../../kernel/database/transact.ts';
import { unknownCode } from '../../kernel/database/unknown-code.ts';
import { DatasetVisibilityEntity } from '../../kernel/dataset-visibility/dataset-visibility.entity.ts';
import { BadInputError, ConflictError } from '../../kernel/errors/errors.ts';
import { RecordMark } from '../../kernel/graphql/record-mark.ts';
import { requireStewardOf } from '../../kernel/identity/permissions.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { progressReported } from './progress.facts.ts';
import { ProgressReportEntity, type ProgressReportRow } from './progress-report.entity.ts';
import type { CorrectProgressInput, ReportProgressInput } from './progress-report.inputs.ts';
import type { ProgressTargetRow } from './progress-target.entity.ts';
import { checkCount } from './progress-target.rules.ts';
import { lockedTarget } from './progress-target.service.ts';
import { seenProgress } from './progress-target.visibility.ts';

/** Most reports of one target, corrected ones included. */
const MOST_REPORTS = 1_000;

/** In whose place a report stands, and why. */
interface Correction {
  readonly corrects: string;
  readonly reasonVi: string;
  readonly reasonEn: string;
}

/** The verbs of reports: they are made and corrected, never changed. */
export class ProgressReportService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;

  constructor(scope: RequestScope, transact: Transact) {
    this.#scope = scope;
    this.#transact = transact;
  }

  /** Stewards of the responsible agency and administrators. */
  report(input: ReportProgressInput): Promise<ProgressReportRow> {
    this.#checkPast(input.measuredOn);
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const target = await lockedTarget(em, this.#scope.viewer, input.target);
      const report = await this.#written(em, target, input, null);
      emit(progressReported(report));
      return report;
    });
  }

  /** The correction takes the place of the report, which stays to be read. Of two at once, one is refused. */
  correct({ report: code, reasonVi, reasonEn, ...input }: CorrectProgressInput): Promise<ProgressReportRow> {
    this.#checkPast(input.measuredOn);
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const { viewer } = this.#scope;
      const seen = seenProgress(em, viewer);
      const found = await em.findOne(ProgressReportEntity, { $and: [{ code }, seen] } as never);
      if (found === null) throw await unknownCode(em, ProgressReportEntity, 'report of progress', code, seen);
      const target = await lockedTarget(em, viewer, found.targetCode);
      const report = await this.#written(em, target, input, { corrects: code, reasonVi, reasonEn });
      emit(progressReported(report));
      return report;
    });
  }

  async #written(
    em: EntityManager,
    target: ProgressTargetRow,
    input: Omit<ReportProgressInput, 'target'>,
    correction: Correction | null,
  ): Promise<ProgressReportRow> {
    const agencyCode = await responsibleAgency(em, target);
    requireStewardOf(this.#scope.viewer, agencyCode, 'report progress');
    checkCount(target.trainingTopic, input.value);
    const number = (await em.count(ProgressReportEntity, { targetCode: target.code })) + 1;
    if (number > MOST_REPORTS) {
      throw new ConflictError(`Target ${target.code} has ${MOST_REPORTS} reports already, the most that one may have.`);
    }
    const code = `${target.code}/${number}`;
    // First, so that its place is free when the correction comes.
    if (correction !== null) await replace(em, correction.corrects, code);
    const there = await em.findOne(ProgressReportEntity, {
      targetCode: target.code,
      measuredOn: input.measuredOn,
      correctedBy: null,
    });
    if (there !== null) {
      throw new ConflictError(
        `Report ${there.code} says already what was reached of ${target.code} at ${input.measuredOn.toISOString()}. Correct it with correctProgress, or give another measuredOn.`,
        { report: there.code, state: 'REPORTED' },
      );
    }
    const report = em.create(ProgressReportEntity, {
      code,
      targetCode: target.code,
      number,
      datasetCode: target.datasetCode,
      agencyCode,
      measuredOn: input.measuredOn,
      value: input.value,
      reporterPostVi: input.reporterPostVi,
      reporterPostEn: input.reporterPostEn,
      evidence: input.evidence,
      corrects: correction?.corrects ?? null,
      reasonVi: correction?.reasonVi ?? null,
      reasonEn: correction?.reasonEn ?? null,
      correctedBy: null,
      recordedAt: this.#scope.clock.now(),
      mark: input.mark ?? RecordMark.ILLUSTRATIVE,
      source: input.source,
    });
    await em.persist(report).flush();
    return report;
  }

  #checkPast(measuredOn: Date): void {
    if (measuredOn <= this.#scope.clock.now()) return;
    throw new BadInputError(
      `measuredOn must not lie in the future; given: ${measuredOn.toISOString()}. Report what was reached; what is to be reached is the target.`,
      { argument: 'measuredOn' },
    );
  }
}

/** The agency that is responsible for a target: its own, or the publisher of its dataset. */
async function responsibleAgency(em: EntityManager, { agencyCode, datasetCode }: ProgressTargetRow): Promise<string> {
  if (agencyCode !== null) return agencyCode;
  const { publisherCode } = await em.findOneOrFail(DatasetVisibilityEntity, { code: datasetCode ?? '' });
  return publisherCode;
}

/** @throws ConflictError when another correction was first. */
async function replace(em: EntityManager, code: string, by: string): Promise<void> {
  const changed = await em.nativeUpdate(ProgressReportEntity, { code, correctedBy: null }, { correctedBy: by });
  if (changed === 1) return;
  const report = await em.findOneOrFail(ProgressReportEntity, { code }, { refresh: true });
  throw new ConflictError(
    `Report ${code} was corrected before: ${report.correctedBy} stands in its place. Correct that one.`,
    { report: report.correctedBy, state: 'CORRECTED' },
  );
}
