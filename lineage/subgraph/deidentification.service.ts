import { BadInputError, NotFoundError } from '../../kernel/errors/errors.ts';
import {
  isStewardship,
  requireAdministrator,
  requireStewardOf,
  requireStewardship,
} from '../../kernel/identity/permissions.ts';
import type { Page } from '../../kernel/pagination/connection.ts';
import { checkFirst } from '../../kernel/pagination/connection-args.ts';
import { afterCursor, decodeCursor, encodeCursor, listFingerprint } from '../../kernel/pagination/cursor.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { subjectOf } from '../domain/event-subject.ts';
import { type Instant, parseInstant } from '../domain/instant.ts';
import { datasetOfField, kindOfRef } from '../domain/node-ref.ts';
import type { PolicyEventBodies } from '../domain/policy/policy-events.ts';
import type { DeidentificationFacts } from '../domain/policy/policy-facts.ts';
import type { LineageEngine } from '../engine.ts';
import type { StoredEvent } from '../log/event-log.ts';
import { compareText } from '../projection/queries/order.ts';
import { visibleJobs } from '../projection/queries/visible-jobs.ts';
import type { RecordDeidentificationInput, WithdrawDeidentificationInput } from './deidentification.inputs.ts';
import type { LineageService } from './lineage.service.ts';
import { visibilityOf } from './visibility-of.ts';

/** What somebody said of a de-identification. */
export interface DeidentificationStatement extends DeidentificationFacts {
  /** Place in the log. */
  readonly seq: number;
  readonly recordedAt: Instant;
  /** Who said so; null where that was not kept yet. */
  readonly by: string | null;
}

/** Which statements are asked for; null: any. */
export interface DeidentificationHistoryFilter {
  readonly job: string | null;
  readonly field: string | null;
}

/**
 * Records of de-identification: for those who answer for data. Which stand and what was said before; what they do to
 * findings, the rules say.
 */
export class DeidentificationService {
  readonly #scope: RequestScope;
  readonly #engine: LineageEngine;
  readonly #lineage: LineageService;

  constructor(scope: RequestScope, engine: LineageEngine, lineage: LineageService) {
    this.#scope = scope;
    this.#engine = engine;
    this.#lineage = lineage;
  }

  /** The records of a flow that stand, of columns that the viewer sees, by column; none for whoever sees no findings. */
  ofJob(job: string): DeidentificationFacts[] {
    if (!isStewardship(this.#scope.viewer)) return [];
    return this.#engine.projection.policy
      .deidentificationsOf(job)
      .filter(({ approvedOn, field }) => approvedOn !== null && this.#lineage.find(field, 'FIELD') !== undefined)
      .sort((a, b) => (a.field < b.field ? -1 : 1));
  }

  /** The records that stand and that a document approves, as `ofJob` shows them; by flow and column. */
  approvedBy(document: string, first: number, after: string | null | undefined): Page<DeidentificationFacts> {
    const most = checkFirst(first);
    const fingerprint = listFingerprint('documentReliance.deidentifications', null);
    const last = after === null || after === undefined ? null : String(decodeCursor(fingerprint, 1, after)[0]);
    const keyOf = ({ job, field }: DeidentificationFacts): string => `${job} ${field}`;
    const all = isStewardship(this.#scope.viewer)
      ? this.#engine.projection.policy
          .deidentificationsBy(document)
          .filter(
            ({ job, field }) =>
              this.#lineage.find(field, 'FIELD') !== undefined && this.#lineage.find(job, 'JOB') !== undefined,
          )
          .sort((a, b) => compareText(keyOf(a), keyOf(b)))
      : [];
    const rest = last === null ? all : all.filter((facts) => compareText(keyOf(facts), last) > 0);
    return {
      edges: rest.slice(0, most).map((node) => ({ cursor: encodeCursor(fingerprint, [keyOf(node)]), node })),
      hasNextPage: rest.length > most,
      hasPreviousPage: rest.length < all.length,
      count: () => Promise.resolve(all.length),
    };
  }

  /**
   * All that was ever said of de-identifications, the newest first: of flows and columns that the viewer sees. Two
   * statements at most, whatever the page.
   * @throws ForbiddenError, UnauthenticatedError unless for stewards, architects and administrators; NguonError BAD_CURSOR
   */
  async history(
    { job, field }: DeidentificationHistoryFilter,
    first: number,
    after: string | null | undefined,
  ): Promise<Page<DeidentificationStatement>> {
    const { viewer } = this.#scope;
    requireStewardship(viewer, 'see the history of de-identifications');
    const most = checkFirst(first);
    const fingerprint = listFingerprint('deidentificationHistory', job, field);
    const [before = null] = after === null || after === undefined ? [] : decodeCursor(fingerprint, 1, after);
    const { projection } = this.#engine;
    const mask = projection.mask(visibilityOf(viewer));
    const wanted = [...projection.policy.deidentifications()].filter(
      (facts) =>
        (job === null || facts.job === job) &&
        (field === null || facts.field === field) &&
        this.#lineage.find(facts.field, 'FIELD') !== undefined,
    );
    const seen = visibleJobs(projection, new Set(wanted.map((facts) => facts.job)), mask);
    const subjects = wanted
      .filter((facts) => seen.has(facts.job))
      .flatMap((facts) => subjectOf('deidentification.recorded', facts) ?? []);
    const events = await afterCursor(after, () => this.#engine.eventsAbout(subjects, before, most + 1));
    return {
      edges: events.slice(0, most).map((event) => ({
        cursor: encodeCursor(fingerprint, [event.seq]),
        node: statementOf(event),
      })),
      hasNextPage: events.length > most,
      hasPreviousPage: before !== null,
      count: () => this.#engine.countAbout(subjects),
    };
  }

  /**
   * Records that what a flow does to a column de-identifies it; a record that stands is replaced. Resolves when answers
   * know it.
   * @throws NotFoundError for a flow or column that is not there, BadInputError for a column that the flow does not write
   * or an approval to come, ForbiddenError unless the viewer writes for the publisher of the column's dataset.
   */
  async record({
    job,
    field,
    method,
    approver,
    approvedOn,
  }: RecordDeidentificationInput): Promise<DeidentificationFacts> {
    await this.#requireWriter(job, field, 'record a de-identification');
    const now = this.#scope.clock.now();
    if (approvedOn > now) {
      throw new BadInputError(
        `approvedOn takes an instant that is not after now (${now.toISOString()}); given: ${approvedOn.toISOString()}. Record it once it is approved.`,
        { argument: 'approvedOn', given: approvedOn.toISOString() },
      );
    }
    return this.#write('recordDeidentification', { job, field, method, approver }, approvedOn.toISOString());
  }

  /** Takes a record back. Resolves when answers know it. @throws NotFoundError when none stands; as `record`. */
  async withdraw({ job, field }: WithdrawDeidentificationInput): Promise<DeidentificationFacts> {
    await this.#requireWriter(job, field, 'take back a de-identification');
    const facts = this.#engine.projection.policy.deidentificationOf(job, field);
    if (facts === undefined || facts.approvedOn === null)
      throw new NotFoundError('record of a de-identification', `${job} ${field}`);
    const { method, approver } = facts;
    return this.#write('withdrawDeidentification', { job, field, method, approver }, null);
  }

  async #write(
    source: string,
    record: Omit<DeidentificationFacts, 'approvedOn'>,
    approvedOn: string | null,
  ): Promise<DeidentificationFacts> {
    const body = { ...record, approvedOn, by: this.#scope.viewer.subject };
    await this.#engine.append([{ kind: 'deidentification.recorded', source, body }], this.#scope);
    return (
      this.#engine.projection.policy.deidentificationOf(record.job, record.field) ?? { ...record, approvedOn: null }
    );
  }

  async #requireWriter(job: string, field: string, what: string): Promise<void> {
    const { viewer } = this.#scope;
    requireStewardship(viewer, what);
    await this.#engine.catchUp();
    if (kindOfRef(field) !== 'FIELD') {
      throw new BadInputError(`field takes a column, such as O03.ma_nguoi_nop_hash; given: ${field}.`, {
        argument: 'field',
        given: field,
      });
    }
    const dataset = datasetOfField(field);
    const found = this.#lineage.find(dataset, 'DATASET');
    if (found === undefined || this.#lineage.find(field, 'FIELD') === undefined) throw this.#lineage.notFound(field);
    // A name from outside belongs to nobody yet.
    if (found.facts === null) requireAdministrator(viewer, `${what} of a name that is not in the catalog`);
    else requireStewardOf(viewer, found.facts.publisher, what);
    const { outputs } = this.#lineage.job(job);
    if (!outputs.includes(dataset)) {
      throw new BadInputError(`${job} does not write ${dataset}; it writes ${outputs.join(', ') || 'nothing'}.`, {
        argument: 'job',
        given: job,
      });
    }
  }
}

/** The log holds what this service wrote, in the form of `PolicyEventBodies`. */
function statementOf({ seq, body, recordedAt }: StoredEvent): DeidentificationStatement {
  const {
    job,
    field,
    method,
    approver,
    approvedOn,
    by = null,
  } = body as PolicyEventBodies['deidentification.recorded'];
  return {
    ...{ seq, recordedAt, by, job, field, method, approver },
    approvedOn: approvedOn === null ? null : parseInstant(approvedOn),
  };
}
