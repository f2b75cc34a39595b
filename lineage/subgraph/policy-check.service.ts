import { BadInputError } from '../../kernel/errors/errors.ts';
import { requireStewardship } from '../../kernel/identity/permissions.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { readColumnType, TYPE_FORMS } from '../domain/change-analysis/column-type.ts';
import { reason } from '../domain/completeness.ts';
import { instantOfDate } from '../domain/instant.ts';
import { datasetRef, jobRef } from '../domain/node-ref.ts';
import { findingKey } from '../domain/policy/finding.ts';
import type { LineageEngine } from '../engine.ts';
import type { Seen } from '../policy/finding-history.ts';
import type { AnswerHead } from '../projection/answers.ts';
import type { ToldFinding } from '../projection/policy/findings.ts';
import { compareFindings, type ProposedEvent, tryProposal } from '../projection/policy/proposal.ts';
import { observedSchema } from '../projection/queries/observed-schema.ts';
import type { FlowService } from './flow.service.ts';
import type { LineageService } from './lineage.service.ts';
import type { VeiledFinding } from './policy.service.ts';
import type { PolicyChangeInput } from './policy-check.inputs.ts';
import { Veil } from './veil.ts';
import { visibilityOf } from './visibility-of.ts';

/** Most changes of one question. */
export const MOST_POLICY_CHANGES = 20;
/** Most findings of each kind that are told. */
export const MOST_TOLD = 200;

/** What a proposal does to findings, as a viewer is told of it. */
export interface CheckedPolicy {
  readonly head: AnswerHead;
  /** Of all findings, told or not. */
  readonly totals: { readonly added: number; readonly resolved: number; readonly unchanged: number };
  readonly added: readonly VeiledFinding[];
  readonly resolved: readonly VeiledFinding[];
  readonly unchanged: readonly VeiledFinding[];
}

/** What a change would leak, before there is one. */
export class PolicyCheckService {
  readonly #scope: RequestScope;
  readonly #engine: LineageEngine;
  readonly #lineage: LineageService;
  readonly #flows: FlowService;

  constructor(scope: RequestScope, engine: LineageEngine, lineage: LineageService, flows: FlowService) {
    this.#scope = scope;
    this.#engine = engine;
    this.#lineage = lineage;
    this.#flows = flows;
  }

  /**
   * Tries changes, in their order, without changing the graph. At `asOf`; unless given now, or when the last of the flows
   * begins if that is later.
   * @throws ForbiddenError, UnauthenticatedError unless for stewards, architects and administrators; NotFoundError,
   * BadInputError for what could not be declared, and for none or too many changes.
   */
  async check(changes: readonly PolicyChangeInput[], asOf: Date | null): Promise<CheckedPolicy> {
    requireStewardship(this.#scope.viewer, 'check what a change would leak');
    if (changes.length === 0 || changes.length > MOST_POLICY_CHANGES) {
      throw new BadInputError(`changes takes 1 to ${MOST_POLICY_CHANGES} changes; given: ${changes.length}.`, {
        argument: 'changes',
        least: 1,
        most: MOST_POLICY_CHANGES,
      });
    }
    await this.#engine.settle();
    return this.#engine.inTurn(() => this.#checkNow(changes, asOf));
  }

  #checkNow(changes: readonly PolicyChangeInput[], asOf: Date | null): CheckedPolicy {
    const events = this.#eventsOf(changes);
    const { projection, asked } = this.#lineage.asking;
    const begins = changes.map(({ flow }) => flow?.validFrom ?? new Date(0));
    const now = this.#scope.clock.now();
    const latest = begins.reduce((last, date) => (date > last ? date : last), now);
    const at = asked({ asOf: asOf ?? latest });
    const { before, after } = tryProposal(projection, at, events);
    const { added, resolved, unchanged } = compareFindings(before.findings, after.findings);
    const seen = this.#seen([added, resolved, unchanged].flatMap((findings) => findings.slice(0, MOST_TOLD)));
    const veil = new Veil(projection, visibilityOf(this.#scope.viewer));
    const told = (findings: readonly ToldFinding[]): VeiledFinding[] => {
      return findings.slice(0, MOST_TOLD).map((finding) => ({
        finding,
        prove: (column) => {
          const path = at.isLate?.() === true ? null : column.path();
          return path === null ? null : veil.steps(path);
        },
        seen: () => seen(finding),
        observed: () => observedSchema(projection, finding.target),
      }));
    };
    const isCut = [added, resolved, unchanged].some(({ length }) => length > MOST_TOLD);
    const isTold = after.reasons.some(({ code }) => code === 'BUDGET');
    return {
      head:
        isCut && !isTold
          ? { ...before, complete: false, reasons: [...after.reasons, reason('BUDGET')] }
          : { ...before, complete: after.complete, reasons: after.reasons },
      totals: { added: added.length, resolved: resolved.length, unchanged: unchanged.length },
      added: told(added),
      resolved: told(resolved),
      unchanged: told(unchanged),
    };
  }

  #seen(findings: readonly ToldFinding[]): (finding: ToldFinding) => Promise<Seen | null> {
    let history: Promise<ReadonlyMap<string, Seen>> | undefined;
    return async (finding) => {
      history ??= this.#engine.findingsSeen(findings);
      return (await history).get(findingKey(finding)) ?? null;
    };
  }

  #eventsOf(changes: readonly PolicyChangeInput[]): ProposedEvent[] {
    const proposed = new Map<string, ReadonlySet<string>>();
    const claimed = new Set<string>();
    for (const [place, { flow, retire, schema }] of changes.entries()) {
      if (schema) proposed.set(datasetRef(schema.dataset), new Set(schema.fields.map(({ name }) => name)));
      const about = flow
        ? jobRef(flow.code)
        : retire
          ? jobRef(retire.code)
          : schema
            ? datasetRef(schema.dataset)
            : null;
      if (about !== null && claimed.has(about)) {
        throw badChange(place, `it contradicts another one of ${about}; a flow or schema is changed once.`);
      }
      if (about !== null) claimed.add(about);
    }
    return changes.map(({ flow, retire, schema }, place): ProposedEvent => {
      const given = [flow, retire, schema].filter((one) => one !== null && one !== undefined);
      if (given.length !== 1) {
        throw badChange(place, `it is exactly one of flow, retire and schema; given: ${given.length} of them.`);
      }
      if (flow) return this.#flows.proposed(flow, proposed);
      if (retire) return this.#retirement(retire, place);
      const { dataset, fields } = schema as NonNullable<PolicyChangeInput['schema']>;
      if (this.#lineage.find(datasetRef(dataset), 'DATASET') === undefined) throw this.#lineage.notFound(dataset);
      const names = new Set<string>();
      for (const { name, type } of fields) {
        if (names.has(name)) throw badChange(place, `the schema of ${dataset} names the column ${name} twice.`);
        if (readColumnType(type) === null) {
          throw badChange(
            place,
            `${JSON.stringify(type.slice(0, 64))} of ${dataset}.${name} is no type; types are ${TYPE_FORMS}.`,
          );
        }
        names.add(name);
      }
      return {
        kind: 'schema.written',
        body: {
          dataset,
          fields: fields.map(({ name, type, piiClass }) => ({ name, type, piiClass, directIdentifier: false })),
        },
      };
    });
  }

  #retirement({ code, validTo }: NonNullable<PolicyChangeInput['retire']>, place: number): ProposedEvent {
    const { facts } = this.#lineage.flow(jobRef(code));
    if (facts.validFrom !== null && instantOfDate(validTo) <= facts.validFrom) {
      throw badChange(place, `the flow ${code} begins later than it would end; validTo must be after its validFrom.`);
    }
    return { kind: 'flow.retired', body: { code, validTo: validTo.toISOString() } };
  }
}

const badChange = (position: number, problem: string): BadInputError =>
  new BadInputError(`Change ${position + 1}: ${problem}`, { argument: 'changes', position });
