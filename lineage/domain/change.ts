import type { Binding, DictionaryRecord } from './dictionary/dictionary-facts.ts';
import type { AgencyFacts, AssignmentFacts, DatasetFacts, FieldFacts, JobFacts } from './facts.ts';
import type { EdgeAssertion } from './graph-record.ts';
import type { Instant } from './instant.ts';
import type { NameRule } from './names/name-facts.ts';
import type { ColumnEdge } from './openlineage/column-facets.ts';
import type { SubjectFacets } from './openlineage/kept-facets.ts';
import type { ParentRun } from './openlineage/parent-facet.ts';
import type { EventType } from './openlineage/read-event.ts';
import type { ListedColumn } from './openlineage/schema-facet.ts';
import type { PolicyRecord } from './policy/policy-facts.ts';
import type { ToldSchema } from './schema-history/told-schema.ts';

/** A column as a schema lists it. */
export interface SchemaField extends Omit<FieldFacts, 'position' | 'dropped' | keyof Binding> {
  readonly name: string;
}

/**
 * What an event of the log means for the graph: the vocabulary between normalising (event → changes) and folding
 * (changes → records). All references are canonical. `at` is when the log recorded the event.
 *
 * New kinds of events (OpenLineage runs, crawls, linked names) speak it too, or add a word here and its meaning in
 * `fold.ts`; stores and projection never see changes, only the records that folding puts.
 */
export type Change =
  | { readonly change: 'dataset.declared'; readonly dataset: string; readonly facts: DatasetFacts }
  /** The whole list of columns: what it lacks is dropped, and with it the open edges of that column end at `at`. */
  | {
      readonly change: 'schema.written';
      readonly dataset: string;
      readonly fields: readonly SchemaField[];
      readonly at: Instant;
    }
  | {
      readonly change: 'field.classified';
      readonly field: string;
      readonly piiClass: FieldFacts['piiClass'];
      readonly directIdentifier: boolean;
    }
  | { readonly change: 'job.declared'; readonly job: string; readonly facts: JobFacts }
  /** All edges of a job: those it had and has no more are superseded, those it keeps stay as they are. */
  | {
      readonly change: 'edges.replaced';
      readonly job: string;
      readonly edges: readonly EdgeAssertion[];
      readonly at: Instant;
    }
  /** The job and its edges end; each edge is superseded by one with the end, so that what we believed before stays known. */
  | { readonly change: 'job.retired'; readonly job: string; readonly validTo: Instant; readonly at: Instant }
  | { readonly change: 'agency.declared'; readonly agency: string; readonly facts: AgencyFacts }
  | { readonly change: 'partner.declared'; readonly partner: string }
  | { readonly change: 'assignment.set'; readonly id: string; readonly facts: AssignmentFacts }
  /** A fact beside the graph, whole: of what policy findings look at, or of the dictionary. */
  | { readonly change: 'fact.stated'; readonly record: PolicyRecord | DictionaryRecord }
  /** What a column is bound to; what the binding does not name stays. The column may not be known yet. */
  | { readonly change: 'field.bound'; readonly field: string; readonly binding: Binding }
  | Observation
  /** Somebody decides that a name is a dataset of the catalog, or that it is nobody's; null: takes that back. */
  | {
      readonly change: 'name.linked';
      readonly name: string;
      readonly dataset: string | null;
      readonly ignored: boolean;
      readonly at: Instant;
    }
  /** A rule about the names of a namespace, whole; it follows the version that it has. */
  | {
      readonly change: 'name-rule.set';
      readonly namespace: string;
      readonly rule: Omit<NameRule, 'version' | 'former'>;
      readonly at: Instant;
    };

/**
 * What somebody outside saw happen. `time` is when it happened, by their clock. Observations of one set give one graph,
 * whatever their order and however often each comes; datasets are names, `<namespace>|<name>`, never codes.
 */
export type Observation = { readonly time: Instant; readonly at: Instant } & (
  | {
      readonly change: 'run.observed';
      readonly runId: string;
      readonly job: string;
      readonly eventType: EventType | null;
      readonly inputs: readonly string[];
      readonly outputs: readonly string[];
      readonly parent: ParentRun | null;
    }
  /** A job that is described, not run: what it reads and writes. */
  | {
      readonly change: 'job.observed';
      readonly job: string;
      readonly inputs: readonly string[];
      readonly outputs: readonly string[];
    }
  | { readonly change: 'name.observed'; readonly name: string }
  | { readonly change: 'schema.observed'; readonly name: string; readonly columns: readonly ListedColumn[] }
  | { readonly change: 'schema.erased'; readonly name: string }
  /** The schema of a name as a whole, for its history. */
  | { readonly change: 'schema.told'; readonly name: string; readonly schema: ToldSchema }
  /** A name is the same dataset as others. */
  | { readonly change: 'symlinks.observed'; readonly name: string; readonly others: readonly string[] }
  | { readonly change: 'symlinks.erased'; readonly name: string }
  | {
      readonly change: 'columns.observed';
      readonly name: string;
      readonly job: string;
      readonly sources: readonly string[];
      readonly edges: readonly ColumnEdge[];
    }
  | { readonly change: 'columns.erased'; readonly name: string }
  /** What is said of a job, of a run or of a name; see `openlineage/kept-facets.ts`. */
  | ({ readonly change: 'facets.observed' } & SubjectFacets)
);
