import type { DictionaryEventBodies } from './dictionary/dictionary-events.ts';
import type {
  AGENCY_LEVELS,
  CHANNELS,
  IMPORTANCE_CLASSES,
  JOB_TYPES,
  PII_CLASSES,
  RECORD_MARKS,
  SHARING_CLASSES,
  TIERS,
} from './facts.ts';
import type { FoldedBody } from './folded-event.ts';
import type { Instant } from './instant.ts';
import type { PolicyEventBodies } from './policy/policy-events.ts';
import type { Transformation } from './transformations.ts';

/** Instants in bodies are ISO 8601 texts with a zone. */
type IsoInstant = string;

interface ValidTimeBody {
  /** Null: since ever. */
  readonly validFrom: IsoInstant | null;
  /** Null: open end. */
  readonly validTo: IsoInstant | null;
}

/** A column as a dataset's schema lists it; the place in the list is its position. */
export interface FieldBody {
  readonly name: string;
  readonly type: string;
  readonly piiClass: (typeof PII_CLASSES)[number];
  readonly directIdentifier: boolean;
  /** Null or absent: not known. */
  readonly nullable?: boolean | null;
  readonly isKey?: boolean | null;
}

/** An event as its producer sent it. */
export type OpenLineageBody = Readonly<Record<string, unknown>>;

/**
 * The bodies of the events that the graph is folded from, by kind. Every body states the whole of what it is about, so
 * that the newest one wins. Members that are not named here may be there and are kept in the log.
 *
 * Facts come from the subgraphs' outboxes, `flow.*` from declared flows; events of OpenLineage add their own kinds here.
 */
export interface EventBodies extends PolicyEventBodies, DictionaryEventBodies {
  'agency.declared': ValidTimeBody & { readonly code: string; readonly level: (typeof AGENCY_LEVELS)[number] };
  'partner.declared': { readonly code: string };
  /** Also sets the end of an assignment: the id stays, validTo is given. */
  'assignment.set': ValidTimeBody & {
    readonly id: string;
    readonly agency: string;
    readonly partner: string;
    readonly isLead: boolean;
  };
  'dataset.declared': {
    readonly code: string;
    readonly publisher: string;
    readonly tier: (typeof TIERS)[number];
    readonly sharingClass: (typeof SHARING_CLASSES)[number] | null;
    readonly importanceClass: (typeof IMPORTANCE_CLASSES)[number];
  };
  'schema.written': { readonly dataset: string; readonly fields: readonly FieldBody[] };
  'field.classified': {
    readonly dataset: string;
    readonly name: string;
    readonly piiClass: (typeof PII_CLASSES)[number];
    readonly directIdentifier: boolean;
  };
  'flow.declared': ValidTimeBody & {
    readonly code: string;
    readonly type: (typeof JOB_TYPES)[number];
    /** References of datasets. */
    readonly from: string;
    readonly to: string;
    readonly channel: (typeof CHANNELS)[number];
    readonly mandatory: boolean;
    readonly minimumCellSize: number | null;
    readonly legalGround: { readonly document: string; readonly article: string | null } | null;
    /** Absent is null. */
    readonly mark?: (typeof RECORD_MARKS)[number] | null;
    readonly source?: string | null;
    /** Names of columns of `from` and `to`. */
    readonly columns: readonly {
      readonly from: string;
      readonly to: string;
      readonly transformation: Transformation;
    }[];
  };
  'flow.retired': { readonly code: string; readonly validTo: IsoInstant };
  /** An event of OpenLineage, whole; `openlineage/read-event.ts` reads it. */
  'openlineage.run': OpenLineageBody;
  'openlineage.job': OpenLineageBody;
  'openlineage.dataset': OpenLineageBody;
  /** What retention has left of an `openlineage.run`; see `folded-event.ts`. */
  'openlineage.folded': FoldedBody;
  /** A name from outside is a dataset of the catalog, or (ignored) nobody's; null: that is taken back. */
  'name.linked': { readonly name: string; readonly dataset: string | null; readonly ignored?: boolean };
  /** A rule about the names of a namespace; without datasets it is withdrawn. */
  'name-rule.set': {
    readonly code: string;
    readonly namespace: string;
    readonly prefix: string;
    readonly caseSensitive: boolean;
    readonly quoted: boolean;
    readonly datasets: readonly { readonly name: string; readonly dataset: string }[];
  };
}

/** A kind of event that changes the graph. */
export type EventKind = keyof EventBodies;

/** An event as the log gives it to whoever folds it. */
export interface LoggedEvent {
  readonly kind: string;
  readonly body: unknown;
  readonly recordedAt: Instant;
}

/** An event with a body of its kind. */
export type EventOf<K extends EventKind> = { readonly kind: K; readonly body: EventBodies[K] };
