import { isErrorCode } from '../../kernel/errors/codes.ts';
import { NguonError, UnavailableError } from '../../kernel/errors/errors.ts';
import type { ChangeInput } from './change-text.ts';

/** What a report is of. */
export interface ImpactQuestion {
  readonly of: string;
  readonly changes: readonly ChangeInput[];
  /** A schema that is thought of, as `ProposedFieldInput` has it: then `of` is its dataset, and `changes` is empty. */
  readonly schema?: readonly object[] | null;
  readonly asOf: string | null;
}

/** How much of an impact falls on one agency or lead partner. */
export interface ReportLoad {
  readonly code: string;
  readonly name: string;
  readonly datasets: number;
  readonly fields: number;
  /** Null when no change was given. */
  readonly breaks: number | null;
  readonly atRisk: number | null;
}

/** What a schema that is thought of changes against the one in force. */
export interface SchemaDifference {
  /** MAJOR, MINOR or PATCH. */
  readonly step: string;
  readonly changes: readonly { readonly target: string; readonly kind: string; readonly to: string | null }[];
  readonly added: readonly string[];
  readonly reordered: boolean;
}

/** Jobs that read what is affected and write nothing that anybody told of. */
export interface ReportReaders {
  /** Whether there are more. */
  readonly truncated: boolean;
  readonly jobs: readonly { readonly job: string; readonly reads: string }[];
}

/** What a report says of the whole; the same numbers as the query's. */
export interface ReportHead {
  readonly of: string;
  readonly complete: boolean;
  readonly reasons: readonly { readonly code: string; readonly message: string }[];
  readonly revision: string;
  readonly asOf: string;
  readonly totals: Readonly<Record<string, number>>;
  readonly bySeverity:
    | readonly { readonly severity: string; readonly datasets: number; readonly fields: number }[]
    | null;
  /** What a proposed schema changes; null when none was given. */
  readonly schema: SchemaDifference | null;
  /** Heaviest first. */
  readonly byAgency: readonly ReportLoad[];
  readonly byPartner: readonly ReportLoad[];
  readonly readers: ReportReaders;
}

/** A dataset or a column of one. */
export interface ReportRow {
  readonly level: 'dataset' | 'column';
  readonly ref: string;
  readonly title: string;
  readonly distance: number;
  readonly severity: string | null;
  readonly reason: string | null;
  readonly message: string | null;
  readonly agency: string | null;
  readonly agencyName: string | null;
  readonly partner: string | null;
  readonly sharingClass: string | null;
  readonly path: string;
}

/** A report: its head, and its rows, a dataset before its columns. */
export interface ImpactReportStream {
  readonly head: ReportHead;
  readonly rows: AsyncIterable<ReportRow>;
}

/** Asks GraphQL as whoever the report is for. */
export type ReportAsker = (
  query: string,
  variables: Readonly<Record<string, unknown>>,
) => Promise<{
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: Readonly<Record<string, unknown>> }[];
}>;

/** Datasets asked for at once. */
const PAGE = 100;

/** Columns and steps of paths that a page has at most: well below what a request takes (`listElements`). */
const PAGE_ELEMENTS = 20_000;

const HEAD = /* GraphQL */ `
  fragment Head on ImpactReport {
    of complete reasons { code message } revision asOf
    totals { datasets fields agencies partners openDatasets hidden unresolved }
    bySeverity { severity datasets fields }
    byAgency { agency { code name } datasets fields breaks atRisk }
    byPartner { partner { code name } datasets fields breaks atRisk }
    readers { truncated ends { ref job { ref } } }
  }
`;

const ROWS = /* GraphQL */ `
  fragment Rows on ImpactReport {
    datasets(first: $first, after: $after, mostElements: $mostElements) {
      pageInfo { hasNextPage endCursor }
      nodes {
        ref distance severity reason { code message } path { ref }
        dataset { title publisher { code name leadPartner(asOf: $asOf) { code } } sharingClass }
        fields { ref name distance severity reason { code message } }
      }
    }
  }
`;

/** The two ways to ask for an impact: its head, and a page of its rows. */
const QUERIES = {
  changes: {
    head: /* GraphQL */ `
      query ImpactHead($of: NodeRef!, $changes: [SchemaChangeInput!], $asOf: DateTime) {
        impact(of: $of, changes: $changes, asOf: $asOf) { ...Head }
      }
      ${HEAD}
    `,
    rows: /* GraphQL */ `
      query ImpactRows(
        $of: NodeRef!, $changes: [SchemaChangeInput!], $first: Int!, $after: String, $mostElements: Int!,
        $asOf: DateTime!, $atRevision: String!
      ) {
        impact(of: $of, changes: $changes, asOf: $asOf, atRevision: $atRevision) { ...Rows }
      }
      ${ROWS}
    `,
  },
  schema: {
    head: /* GraphQL */ `
      query SchemaImpactHead($of: ID!, $schema: [ProposedFieldInput!]!, $asOf: DateTime) {
        impactOfSchema(dataset: $of, proposedSchema: $schema, asOf: $asOf) {
          step changes { target kind to } added reordered
          impact { ...Head }
        }
      }
      ${HEAD}
    `,
    rows: /* GraphQL */ `
      query SchemaImpactRows(
        $of: ID!, $schema: [ProposedFieldInput!]!, $first: Int!, $after: String, $mostElements: Int!,
        $asOf: DateTime!, $atRevision: String!
      ) {
        impactOfSchema(dataset: $of, proposedSchema: $schema, asOf: $asOf, atRevision: $atRevision) {
          impact { ...Rows }
        }
      }
      ${ROWS}
    `,
  },
} as const;

interface Reason {
  readonly code: string;
  readonly message: string;
}

interface Affected {
  readonly ref: string;
  readonly distance: number;
  readonly severity: string | null;
  readonly reason: Reason | null;
  readonly path: readonly { readonly ref: string | null }[];
  readonly dataset: {
    readonly title: string;
    readonly sharingClass: string | null;
    readonly publisher: {
      readonly code: string;
      readonly name: string;
      readonly leadPartner: { readonly code: string } | null;
    } | null;
  } | null;
  readonly fields: readonly (Pick<Affected, 'ref' | 'distance' | 'severity' | 'reason'> & { readonly name: string })[];
}

type Load = Omit<ReportLoad, 'code' | 'name'>;
type Named = Pick<ReportLoad, 'code' | 'name'>;

interface Head extends Omit<ReportHead, 'byAgency' | 'byPartner' | 'schema' | 'readers'> {
  readonly byAgency: readonly (Load & { readonly agency: Named })[];
  readonly byPartner: readonly (Load & { readonly partner: Named })[];
  readonly readers: {
    readonly truncated: boolean;
    readonly ends: readonly { readonly ref: string; readonly job: { readonly ref: string } }[];
  };
}

interface Page {
  readonly datasets: {
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly nodes: readonly Affected[];
  };
}

/**
 * A whole impact as a stream: its head, then page after page of the query, one of them in memory. All of it is the one
 * answer that the head is of, however much is written meanwhile (`atRevision`), so that the walk is made once and the
 * totals are those of the rows; the cost is linear in what is reached. Titles, publishers and sharing classes are those that
 * the catalog has when a page is asked for.
 * @throws NguonError as the query has it; UnavailableError when there is no room to hold its answer; from the rows READ_ANEW when nobody read them for so long that the answer was let
 * go.
 */
export async function impactReport(ask: ReportAsker, question: ImpactQuestion): Promise<ImpactReportStream> {
  const { of, schema = null } = question;
  const changes = question.changes.length === 0 ? null : question.changes;
  const about = schema === null ? { of, changes } : { of, schema };
  const queries = QUERIES[schema === null ? 'changes' : 'schema'];
  const answered = async (query: string, variables: object): Promise<Readonly<Record<string, unknown>>> => {
    const { data, errors = [] } = await ask(query, { ...about, ...variables });
    const [error] = errors;
    if (error !== undefined) {
      const code = error.extensions?.['code'];
      throw new NguonError(isErrorCode(code) ? code : 'INTERNAL_SERVER_ERROR', error.message);
    }
    return data?.[schema === null ? 'impact' : 'impactOfSchema'] as Readonly<Record<string, unknown>>;
  };
  const answer = await answered(queries.head, { asOf: question.asOf });
  const { impact, ...difference } = answer;
  const first = (schema === null ? answer : impact) as Head;
  const head: ReportHead = {
    ...first,
    schema: schema === null ? null : (difference as unknown as SchemaDifference),
    byAgency: first.byAgency.map(({ agency, ...load }) => ({ ...agency, ...load })),
    byPartner: first.byPartner.map(({ partner, ...load }) => ({ ...partner, ...load })),
    readers: {
      truncated: first.readers.truncated,
      jobs: first.readers.ends.map(({ ref, job }) => ({ job: job.ref, reads: ref })),
    },
  };
  const { asOf, revision: atRevision } = first;
  const pageAfter = async (after: string | null): Promise<Page['datasets']> => {
    const page = await answered(queries.rows, { asOf, atRevision, after, first: PAGE, mostElements: PAGE_ELEMENTS });
    return ((schema === null ? page : page['impact']) as Page).datasets;
  };
  // Before anything is written, so that what cannot be had is refused and not broken off.
  const begin = await pageAfter(null).catch((error: unknown) => {
    if (!(error instanceof NguonError) || error.code !== 'READ_ANEW') throw error;
    throw new UnavailableError(
      'As many reports are being written as answers can be held for, and the graph changed meanwhile. Ask again in a moment.',
    );
  });
  async function* rows(): AsyncIterable<ReportRow> {
    for (let page = begin; ; ) {
      for (const affected of page.nodes) yield* rowsOf(affected);
      if (!page.pageInfo.hasNextPage) return;
      page = await pageAfter(page.pageInfo.endCursor);
    }
  }
  return { head, rows: rows() };
}

function* rowsOf({ dataset, fields, path, ...affected }: Affected): IterableIterator<ReportRow> {
  const publisher = dataset?.publisher ?? null;
  const shared = {
    agency: publisher?.code ?? null,
    agencyName: publisher?.name ?? null,
    partner: publisher?.leadPartner?.code ?? null,
    sharingClass: dataset?.sharingClass ?? null,
  };
  const fate = (node: Pick<Affected, 'ref' | 'distance' | 'severity' | 'reason'>) => ({
    ref: node.ref,
    distance: node.distance,
    severity: node.severity,
    reason: node.reason?.code ?? null,
    message: node.reason?.message ?? null,
  });
  yield {
    level: 'dataset',
    title: dataset?.title ?? '',
    path: path.map(({ ref }) => ref ?? '(hidden)').join(' → '),
    ...fate(affected),
    ...shared,
  };
  for (const field of fields) yield { level: 'column', title: field.name, path: '', ...fate(field), ...shared };
}
