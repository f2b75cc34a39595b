import { codeOf } from '../../domain/code-of.ts';
import type { Instant } from '../../domain/instant.ts';
import { pairCode } from '../../domain/policy/policy-events.ts';
import type {
  AcceptanceFacts,
  BasisFacts,
  ClaimFacts,
  DeidentificationFacts,
  ListVersionFacts,
  PolicyRecord,
} from '../../domain/policy/policy-facts.ts';

/** Lists in force at an instant, by kind: which datasets they name. */
export type ListsInForce = ReadonlyMap<ListVersionFacts['kind'], ReadonlySet<string>>;

/** Facts that policy findings look at beside the graph: some thousands, kept as they are. */
export class PolicyFacts {
  readonly #basis = new Map<string, BasisFacts>();
  readonly #lists = new Map<string, ListVersionFacts>();
  readonly #claims = new Map<string, Map<string, ClaimFacts>>();
  readonly #deidentified = new Map<string, DeidentificationFacts>();
  readonly #accepted = new Map<string, AcceptanceFacts>();
  #version = 0;

  /** Grows with every fact. */
  get version(): number {
    return this.#version;
  }

  /** Adds or replaces a fact. */
  put({ record, code, facts }: PolicyRecord): void {
    this.#version++;
    switch (record) {
      case 'basis':
        this.#basis.set(facts.field, facts);
        break;
      case 'list':
        this.#lists.set(code, facts);
        break;
      case 'claim':
        this.#claims.set(facts.element, (this.#claims.get(facts.element) ?? new Map()).set(facts.dataset, facts));
        break;
      case 'deidentification':
        this.#deidentified.set(code, facts);
        break;
      default:
        this.#accepted.set(code, facts);
    }
  }

  /** By which law a column is published; undefined when by none. */
  basisOf(field: string): BasisFacts | undefined {
    const facts = this.#basis.get(field);
    return facts?.document === null ? undefined : facts;
  }

  /** What lists approve at an instant: of every list the approved version that came last. Cost: all lists. */
  listsAt(asOf: Instant): ListsInForce {
    const inForce = new Map<string, ListVersionFacts>();
    for (const facts of this.#lists.values()) {
      const { list, approvedOn, version } = facts;
      if (approvedOn === null || approvedOn > asOf) continue;
      const other = inForce.get(list);
      const isLater =
        other === undefined ||
        (other.approvedOn ?? 0) < approvedOn ||
        (other.approvedOn === approvedOn && other.version < version);
      if (isLater) inForce.set(list, facts);
    }
    const byKind = new Map<ListVersionFacts['kind'], Set<string>>();
    for (const { kind, members } of inForce.values()) {
      const named = byKind.get(kind) ?? new Set();
      for (const member of members) named.add(member);
      byKind.set(kind, named);
    }
    return byKind;
  }

  /** Instants at which what lists approve changes, and de-identifications begin. */
  *instants(): IterableIterator<Instant> {
    for (const { approvedOn } of this.#lists.values()) if (approvedOn !== null) yield approvedOn;
    for (const { approvedOn } of this.#deidentified.values()) if (approvedOn !== null) yield approvedOn;
  }

  /** Instants at which acceptances end. */
  *expiries(): IterableIterator<Instant> {
    for (const { until } of this.#accepted.values()) if (until !== null) yield until;
  }

  /** Elements that a dataset ever claimed. */
  elements(): IterableIterator<string> {
    return this.#claims.keys();
  }

  /** The claims of an element that stand. */
  claimsOf(element: string): ClaimFacts[] {
    return [...(this.#claims.get(element)?.values() ?? [])].filter(({ claimed }) => claimed);
  }

  /** Whether any de-identification record stands: most graphs have none, and need not look. */
  get deidentifies(): boolean {
    return this.#deidentified.size > 0;
  }

  /** The de-identification record of what a flow writes into a column; undefined when none ever was. */
  deidentificationOf(job: string, field: string): DeidentificationFacts | undefined {
    return this.#deidentified.get(pairCode(job, field));
  }

  /** The de-identification records of what a flow writes, those that were taken back included. Cost: all records. */
  deidentificationsOf(job: string): DeidentificationFacts[] {
    return [...this.#deidentified.values()].filter((facts) => facts.job === job);
  }

  /** The de-identification records that stand and that a document approves. Cost: all records. */
  deidentificationsBy(document: string): DeidentificationFacts[] {
    return [...this.#deidentified.values()].filter(
      ({ approver, approvedOn }) => approver === document && approvedOn !== null,
    );
  }

  /** All de-identification records, those that were taken back included. */
  deidentifications(): IterableIterator<DeidentificationFacts> {
    return this.#deidentified.values();
  }

  /** The acceptance of a finding; undefined when there never was one. */
  acceptanceOf(rule: string, target: string): AcceptanceFacts | undefined {
    return this.#accepted.get(pairCode(rule, target));
  }

  /** Every fact as a record. */
  *records(): IterableIterator<PolicyRecord> {
    for (const facts of this.#basis.values()) yield { record: 'basis', code: codeOf(facts.field), facts };
    for (const [code, facts] of this.#lists) yield { record: 'list', code, facts };
    for (const claims of this.#claims.values()) {
      for (const facts of claims.values()) {
        yield { record: 'claim', code: pairCode(facts.element, facts.dataset), facts };
      }
    }
    for (const [code, facts] of this.#deidentified) yield { record: 'deidentification', code, facts };
    for (const [code, facts] of this.#accepted) yield { record: 'acceptance', code, facts };
  }
}
