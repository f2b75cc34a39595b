import { type AgencyFacts, type AssignmentFacts, isValidAt } from '../domain/facts.ts';
import type { CatalogRecord } from '../domain/graph-record.ts';
import type { Instant } from '../domain/instant.ts';

/** Agencies, partners and who works with whom: some hundreds of facts, kept as they are. */
export class CatalogFacts {
  readonly #agencies = new Map<string, AgencyFacts>();
  readonly #partners = new Set<string>();
  readonly #assignments = new Map<string, AssignmentFacts>();
  readonly #assignmentsOf = new Map<string, Set<string>>();

  #version = 0;

  /** Grows with every fact. */
  get version(): number {
    return this.#version;
  }

  /** Adds or replaces a fact. */
  put(record: CatalogRecord): void {
    this.#version++;
    switch (record.record) {
      case 'agency':
        this.#agencies.set(record.code, record.facts);
        break;
      case 'partner':
        this.#partners.add(record.code);
        break;
      default: {
        const before = this.#assignments.get(record.code);
        if (before !== undefined) this.#assignmentsOf.get(before.agency)?.delete(record.code);
        this.#assignments.set(record.code, record.facts);
        const { agency } = record.facts;
        this.#assignmentsOf.set(agency, (this.#assignmentsOf.get(agency) ?? new Set()).add(record.code));
      }
    }
  }

  /** Codes of the distinct lead partners of some agencies at an instant, sorted. */
  leadPartners(agencies: Iterable<string>, at: Instant): string[] {
    const leads = new Set<string>();
    for (const agency of agencies) {
      for (const id of this.#assignmentsOf.get(agency) ?? []) {
        const assignment = this.#assignments.get(id);
        if (assignment?.isLead === true && isValidAt(assignment, at)) leads.add(assignment.partner);
      }
    }
    return [...leads].sort();
  }

  /** Codes of the agencies that a partner works for at an instant, leading or not. */
  agenciesOf(partner: string, at: Instant): ReadonlySet<string> {
    const working = [...this.#assignments.values()].filter((one) => one.partner === partner && isValidAt(one, at));
    return new Set(working.map(({ agency }) => agency));
  }

  /** How many there are at an instant; partners have no end. */
  counts(at: Instant): { agencies: number; centralBodies: number; partners: number; assignments: number } {
    const valid = [...this.#agencies.values()].filter((agency) => isValidAt(agency, at));
    const centralBodies = valid.filter(({ level }) => level === 'CENTRAL').length;
    const current = [...this.#assignments.values()].filter((assignment) => isValidAt(assignment, at));
    return {
      agencies: valid.length - centralBodies,
      centralBodies,
      partners: this.#partners.size,
      assignments: current.length,
    };
  }

  /** Every fact as a record. */
  *records(): IterableIterator<CatalogRecord> {
    for (const [code, facts] of this.#agencies) yield { record: 'agency', code, facts };
    for (const code of this.#partners) yield { record: 'partner', code, facts: {} };
    for (const [code, facts] of this.#assignments) yield { record: 'assignment', code, facts };
  }
}
