import { BadInputError } from '../../kernel/errors/errors.ts';
import { requireStewardship } from '../../kernel/identity/permissions.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { reason } from '../domain/completeness.ts';
import { datasetRef, jobRef } from '../domain/node-ref.ts';
import { findingKey } from '../domain/policy/finding.ts';
import type { LineageEngine } from '../engine.ts';
import type { Seen } from '../policy/finding-history.ts';
import type { AnswerHead } from '../projection/answers.ts';
import { policyFindings, type ToldFinding } from '../projection/policy/findings.ts';
import {
  canBeCopied,
  compareFindings,
  MOST_COPIED,
  type ProposedEvent,
  withProposal,
} from '../projection/policy/proposal.ts';
import type { Projection } from '../projection/projection.ts';
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
   * Tries changes, in their order, on a copy of the graph. At `asOf`; unless given now, or when the last of the flows
   * begins if that is later.
   * @throws ForbiddenError, UnauthenticatedError unless for stewards, architects and administrators; NotFoundError,
   * BadInputError for what could not be declared, for none or too many changes, and for a graph that is too large.
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
    const events = this.#eventsOf(changes);
    const { projection, asked } = this.#lineage.asking;
    if (!canBeCopied(projection)) {
      throw new BadInputError(
        `Changes are tried on a copy of graphs of up to ${MOST_COPIED} nodes and edges, and this one is larger. Declare the flow on a copy of the catalog, and ask for policyFindings there.`,
        { argument: 'changes', most: MOST_COPIED },
      );
    }
    const begins = changes.map(({ flow }) => flow?.validFrom ?? new Date(0));
    const now = this.#scope.clock.now();
    const latest = begins.reduce((last, date) => (date > last ? date : last), now);
    const at = asked({ asOf: asOf ?? latest });
    const copy = withProposal(projection, events, at.asOf);
    const [before, after] = [policyFindings(projection, at), policyFindings(copy, at)];
    const { added, resolved, unchanged } = compareFindings(before.findings, after.findings);
    const seen = this.#seen([...added, ...resolved, ...unchanged]);
    const told = (findings: readonly ToldFinding[], graph: Projection): VeiledFinding[] => {
      const veil = new Veil(graph, visibilityOf(this.#scope.viewer));
      return findings.slice(0, MOST_TOLD).map((finding) => ({
        finding,
        prove: (column) => {
          const path = at.isLate?.() === true ? null : column.path();
          return path === null ? null : veil.steps(path);
        },
        seen: () => seen(finding),
        observed: () => observedSchema(graph, finding.target),
      }));
    };
    const isCut = [added, resolved, unchanged].some(({ length }) => length > MOST_TOLD);
    const isTold = after.reasons.some(({ code }) => code === 'BUDGET');
    return {
      head:
        isCut && !isTold
          ? { ...before, complete: false, reasons: [...after.reasons, reason('BUDGET')] }
          : { ...before, complete: after.complete, reasons: after.reasons },
      added: told(added, copy),
      resolved: told(resolved, projection),
      unchanged: told(unchanged, copy),
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
    for (const { schema } of changes) {
      if (schema) proposed.set(datasetRef(schema.dataset), new Set(schema.fields.map(({ name }) => name)));
    }
    return changes.map(({ flow, retire, schema }, place): ProposedEvent => {
      const given = [flow, retire, schema].filter((one) => one !== null && one !== undefined);
      if (given.length !== 1) {
        throw new BadInputError(
          `A change is exactly one of flow, retire and schema; change ${place + 1} gives ${given.length}.`,
          { argument: 'changes', position: place },
        );
      }
      if (flow) return this.#flows.proposed(flow, proposed);
      if (retire) {
        this.#lineage.flow(jobRef(retire.code));
        return { kind: 'flow.retired', body: { code: retire.code, validTo: retire.validTo.toISOString() } };
      }
      const { dataset, fields } = schema as NonNullable<PolicyChangeInput['schema']>;
      if (this.#lineage.find(datasetRef(dataset), 'DATASET') === undefined) throw this.#lineage.notFound(dataset);
      const names = new Set(fields.map(({ name }) => name));
      if (names.size < fields.length) {
        throw new BadInputError(`The schema of ${dataset} names a column twice.`, {
          argument: 'changes',
          position: place,
        });
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
}
