import { BadInputError, NotFoundError } from '../../kernel/errors/errors.ts';
import {
  isStewardship,
  requireAdministrator,
  requireStewardOf,
  requireStewardship,
} from '../../kernel/identity/permissions.ts';
import type { Page } from '../../kernel/pagination/connection.ts';
import { checkFirst } from '../../kernel/pagination/connection-args.ts';
import { decodeCursor, encodeCursor, listFingerprint } from '../../kernel/pagination/cursor.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { type Instant, instantOfDate } from '../domain/instant.ts';
import { kindOfRef } from '../domain/node-ref.ts';
import { findingKey } from '../domain/policy/finding.ts';
import { POLICY_RULES } from '../domain/policy/rules.ts';
import type { LineageEngine } from '../engine.ts';
import type { Seen } from '../policy/finding-history.ts';
import type { AnswerHead } from '../projection/answers.ts';
import { policyFindings, type ToldFinding } from '../projection/policy/findings.ts';
import type { Projection } from '../projection/projection.ts';
import { type ObservedColumn, observedSchema } from '../projection/queries/observed-schema.ts';
import { compareText } from '../projection/queries/order.ts';
import type { LineageService } from './lineage.service.ts';
import type { AcceptFindingInput, PolicyFindingFilter, WithdrawAcceptanceInput } from './policy.inputs.ts';
import { dateOf } from './publish.ts';
import type { Step } from './veil.ts';

/** A finding as a viewer is told of it. */
export interface VeiledFinding {
  readonly finding: ToldFinding;
  /** Proofs of its columns; null where none was found in time. */
  prove(column: ToldFinding['columns'][number]): readonly Step[] | null;
  seen(): Promise<Seen | null>;
  /** The schema of its dataset as events see it. */
  observed(): readonly ObservedColumn[];
}

/** What is accepted now. */
export interface Accepted {
  readonly rule: string;
  readonly target: string;
  readonly accepted: { readonly document: string; readonly article: string | null; readonly until: Date | null } | null;
}

const PLACES = new Map(POLICY_RULES.map(({ code }, place) => [code, place]));
const placeOf = ({ rule }: ToldFinding): number => PLACES.get(rule) ?? PLACES.size;

/**
 * What the rules find, and who answers for it. Findings are for those who answer for data: stewards see those about what
 * they see, architects and administrators all; for developers and anonymous the question does not exist.
 */
export class PolicyService {
  readonly #scope: RequestScope;
  readonly #engine: LineageEngine;
  readonly #lineage: LineageService;

  constructor(scope: RequestScope, engine: LineageEngine, lineage: LineageService) {
    this.#scope = scope;
    this.#engine = engine;
    this.#lineage = lineage;
  }

  /**
   * A page of the findings, by rule, then target. "Now" stands still while pages are turned.
   * @throws ForbiddenError, UnauthenticatedError unless for stewards, architects and administrators; NguonError BAD_CURSOR
   */
  async findings(
    filter: PolicyFindingFilter | null,
    asOf: Date | null,
    first: number,
    after: string | null | undefined,
  ): Promise<{ readonly head: AnswerHead; readonly page: Page<VeiledFinding> }> {
    requireStewardship(this.#scope.viewer, 'see policy findings');
    const most = checkFirst(first);
    const fingerprint = listFingerprint('policyFindings', filter, asOf);
    const asked = this.#lineage.asking.asked({ asOf });
    const [at, place, target] =
      after === null || after === undefined ? [asked.asOf, -1, ''] : decodeCursor(fingerprint, 3, after);
    const instant = Number.isSafeInteger(Number(at)) ? Number(at) : asked.asOf;
    const { asking, answer } = await this.#engine.inTurn(() => {
      const now = this.#lineage.asking;
      return { asking: now, answer: now.known(policyFindings(now.projection, { ...asked, asOf: instant })) };
    });
    const ofPartner = worksOn(asking.projection, filter?.partner ?? null, instant);
    const all = answer.findings.filter((finding) => isWanted(filter, finding) && ofPartner(finding));
    const begins = all.findIndex(
      (one) =>
        placeOf(one) > Number(place) || (placeOf(one) === Number(place) && compareText(one.target, String(target)) > 0),
    );
    const rest = begins < 0 ? [] : all.slice(begins, begins + most);
    const veil = asking.veil();
    let history: Promise<ReadonlyMap<string, Seen>> | undefined;
    const page: Page<VeiledFinding> = {
      edges: rest.map((finding) => ({
        cursor: encodeCursor(fingerprint, [instant, placeOf(finding), finding.target]),
        node: {
          finding,
          prove: (column) => {
            const path = asked.isLate?.() === true ? null : column.path();
            return path === null ? null : veil.steps(path);
          },
          seen: async () => {
            history ??= this.#engine.findingsSeen(rest);
            return (await history).get(findingKey(finding)) ?? null;
          },
          observed: () => observedSchema(this.#engine.projection, finding.target),
        },
      })),
      hasNextPage: begins >= 0 && begins + rest.length < all.length,
      hasPreviousPage: begins !== 0 && all.length > 0,
      count: () => Promise.resolve(all.length),
    };
    return { head: answer, page };
  }

  /**
   * A page of the findings of now that are accepted by a document, of those that the viewer sees; none for whoever sees no
   * findings. By rule, then target.
   */
  acceptedBy(document: string, first: number, after: string | null | undefined): Page<Accepted> {
    const most = checkFirst(first);
    const fingerprint = listFingerprint('acceptedFindings', null);
    const [place, target] = after === null || after === undefined ? [-1, ''] : decodeCursor(fingerprint, 2, after);
    const asking = this.#lineage.asking;
    const { findings } = isStewardship(this.#scope.viewer)
      ? asking.known(policyFindings(asking.projection, asking.asked({})))
      : { findings: [] };
    const all = findings.flatMap((finding) => {
      const acceptance = finding.acceptance();
      return acceptance?.state === 'IN_FORCE' && acceptance.document === document ? [{ finding, acceptance }] : [];
    });
    const rest = all.filter(
      ({ finding }) =>
        placeOf(finding) > Number(place) ||
        (placeOf(finding) === Number(place) && compareText(finding.target, String(target)) > 0),
    );
    return {
      edges: rest.slice(0, most).map(({ finding, acceptance: { article, until } }) => ({
        cursor: encodeCursor(fingerprint, [placeOf(finding), finding.target]),
        node: {
          rule: finding.rule,
          target: finding.target,
          accepted: { document, article, until: until === null ? null : dateOf(until) },
        },
      })),
      hasNextPage: rest.length > most,
      hasPreviousPage: rest.length < all.length,
      count: () => Promise.resolve(all.length),
    };
  }

  /**
   * Answers for a finding of now, with a document. Resolves when answers know it.
   * @throws NotFoundError for what is not found now or not seen, BadInputError for an end that has passed, ForbiddenError
   * unless the viewer writes for the publisher of what it is about; for elements, administrators alone.
   */
  async accept({ rule, target, document, article = null, until = null }: AcceptFindingInput): Promise<Accepted> {
    await this.#requireWriter(target, 'accept a finding');
    const now = this.#scope.clock.now();
    if (until !== null && until <= now) {
      throw new BadInputError(
        `until takes an instant after now (${now.toISOString()}); given: ${until.toISOString()}. Leave it out to accept until it is withdrawn.`,
        { argument: 'until', given: until.toISOString() },
      );
    }
    const finding = this.#findingNow(rule, target, instantOfDate(now));
    return this.#write('acceptFinding', { rule, target, document, article, until }, finding.evidence());
  }

  /** Takes an acceptance back. Resolves when answers know it. @throws NotFoundError when there is none; as `accept`. */
  async withdraw({ rule, target }: WithdrawAcceptanceInput): Promise<Accepted> {
    await this.#requireWriter(target, 'withdraw the acceptance of a finding');
    const facts = this.#engine.projection.policy.acceptanceOf(rule, target);
    if (facts === undefined || facts.evidence === null)
      throw new NotFoundError('accepted finding', `${rule} ${target}`);
    const { document, article } = facts;
    const until = facts.until === null ? null : dateOf(facts.until);
    return this.#write('withdrawAcceptance', { rule, target, document, article, until }, null);
  }

  #findingNow(rule: string, target: string, asOf: Instant): ToldFinding {
    const asking = this.#lineage.asking;
    const { findings } = policyFindings(asking.projection, { ...asking.asked({}), asOf });
    const finding = findings.find((one) => one.rule === rule && one.target === target);
    if (finding === undefined) throw new NotFoundError('policy finding', `${rule} ${target}`);
    return finding;
  }

  async #requireWriter(target: string, what: string): Promise<void> {
    const { viewer } = this.#scope;
    requireStewardship(viewer, what);
    await this.#engine.settle();
    const kind = kindOfRef(target);
    if (kind === 'ELEMENT') return requireAdministrator(viewer, `${what} about an element`);
    const datasets = kind === 'JOB' ? this.#lineage.job(target).outputs : [target];
    for (const dataset of datasets) {
      const facts = this.#lineage.find(dataset, 'DATASET')?.facts ?? null;
      if (facts === null) throw kind === 'DATASET' ? this.#lineage.notFound(target) : noTarget(target);
      requireStewardOf(viewer, facts.publisher, what);
    }
    if (datasets.length === 0) throw this.#lineage.notFound(target);
  }

  async #write(
    source: string,
    { until, ...of }: Omit<Accepted, 'accepted'> & NonNullable<Accepted['accepted']>,
    evidence: string | null,
  ): Promise<Accepted> {
    const { rule, target, document, article } = of;
    const body = { ...of, until: until?.toISOString() ?? null, evidence };
    await this.#engine.append([{ kind: 'finding.accepted', source, body }], this.#scope);
    return { rule, target, accepted: evidence === null ? null : { document, article, until } };
  }
}

const noTarget = (target: string): BadInputError =>
  new BadInputError(
    `A finding is about a dataset, an element (element:ho_ten) or a flow (job:F70); given: ${target}.`,
    {
      argument: 'target',
      given: target,
    },
  );

/** Whether a finding is about data of an agency that a partner works for; any is, where no partner is asked about. */
function worksOn(
  { nodes, catalog }: Projection,
  partner: string | null,
  at: Instant,
): (finding: ToldFinding) => boolean {
  if (partner === null) return () => true;
  const agencies = catalog.agenciesOf(partner, at);
  return ({ dataset, datasets }) =>
    [...(dataset === null ? [] : [dataset]), ...datasets].some((ref) => {
      const node = nodes.find(ref);
      const publisher = node === undefined ? undefined : nodes.datasetFacts(node)?.publisher;
      return publisher !== undefined && agencies.has(publisher);
    });
}

function isWanted(filter: PolicyFindingFilter | null, finding: ToldFinding): boolean {
  const { rules, severities, datasets, accepted } = filter ?? {};
  if (rules && !rules.includes(finding.rule)) return false;
  if (severities && !(severities as readonly string[]).includes(finding.severity)) return false;
  if (datasets && ![finding.target, ...finding.datasets].some((ref) => datasets.includes(ref))) return false;
  return accepted === null || accepted === undefined || accepted === (finding.acceptance()?.state === 'IN_FORCE');
}
