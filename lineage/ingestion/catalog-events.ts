import type { OutboxFact } from '../../kernel/outbox/fact.ts';
import type { NewEvent } from '../log/event-log.ts';

/** Feeds that the lineage log takes its catalog facts from. */
export const CATALOG_FEEDS = ['owners', 'datasets', 'partners'] as const;

interface AssignmentBody {
  readonly partner: string;
  readonly isLead: boolean;
  readonly validFrom: string;
  readonly validTo: string | null;
}

interface AssignmentsBody {
  readonly agency: string;
  readonly assignments: readonly AssignmentBody[];
}

const asItIs = (fact: OutboxFact): NewEvent[] => [{ kind: fact.kind, source: 'outbox', body: fact.body }];

/** Facts that change the graph, and the events that they become. All others leave no trace in the log of lineage. */
const EVENTS: Readonly<Record<string, (fact: OutboxFact) => NewEvent[]>> = {
  'agency.declared': asItIs,
  'partner.declared': asItIs,
  'dataset.declared': asItIs,
  'schema.written': asItIs,
  // An outbox tells all assignments of an agency at once; each has a history of its own in the graph.
  'assignments.set': (fact) => {
    // Our own outbox wrote it; normalising checks every event that it becomes.
    const { agency, assignments } = fact.body as unknown as AssignmentsBody;
    return assignments.map(({ partner, isLead, validFrom, validTo }) => ({
      kind: 'assignment.set',
      source: 'outbox',
      body: { id: `${agency}/${partner}/${validFrom}`, agency, partner, isLead, validFrom, validTo },
    }));
  },
};

/** The events of the lineage log that a page of facts becomes, in order. */
export const catalogEvents = (facts: readonly OutboxFact[]): NewEvent[] =>
  facts.flatMap((fact) => EVENTS[fact.kind]?.(fact) ?? []);

/** Feeds that the graph takes the dictionary from. */
export const DICTIONARY_FEEDS = ['standards'] as const;

/** Facts of the dictionary and of what is bound to it. */
const DICTIONARY_FACTS: ReadonlySet<string> = new Set([
  'element.declared',
  'standard.declared',
  'conformance.declared',
  'conformance.withdrawn',
  'field.bound',
  'field.code-list-bound',
]);

/** The events that a page of facts becomes for the dictionary. Followed apart, like those of policy. */
export const dictionaryEvents = (facts: readonly OutboxFact[]): NewEvent[] =>
  facts.flatMap((fact) => {
    // The codes of a list can be many, and the graph does not look at them.
    if (fact.kind === 'code-list.declared')
      return [{ kind: fact.kind, source: 'outbox', body: { code: fact.body['code'] } }];
    return DICTIONARY_FACTS.has(fact.kind) ? asItIs(fact) : [];
  });

/** Feeds that policy findings take facts from. */
export const POLICY_FEEDS = ['datasets', 'standards'] as const;

/** Facts that policy findings look at; they become events as they are. */
const POLICY_FACTS: ReadonlySet<string> = new Set([
  'basis.set',
  'list-version.proposed',
  'list-version.approved',
  'master.claimed',
  'master.approved',
  'master.withdrawn',
]);

/**
 * The events that a page of facts becomes for policy findings. They are followed apart, with a place of their own in each
 * feed: an instance that had read its feeds before findings were there takes them in from the beginning.
 */
export const policyEvents = (facts: readonly OutboxFact[]): NewEvent[] =>
  facts.filter(({ kind }) => POLICY_FACTS.has(kind)).flatMap(asItIs);
