import { isErrorCode } from '../../kernel/errors/codes.ts';
import { NguonError, UnavailableError } from '../../kernel/errors/errors.ts';
import type { ChangeInput } from './change-text.ts';

/** What a report is of. */
export interface ImpactQuestion {
  readonly of: string;
  readonly changes: readonly ChangeInput[];
  readonly asOf: string | null;
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

const IMPACT = /* GraphQL */ `
  query ImpactReport($of: NodeRef!, $changes: [SchemaChangeInput!], $first: Int!, $after: String, $asOf: DateTime) {
    impact(of: $of, changes: $changes, asOf: $asOf) {
      of complete reasons { code message } revision asOf
      totals { datasets fields agencies partners openDatasets hidden unresolved }
      bySeverity { severity datasets fields }
      datasets(first: $first, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes {
          ref distance severity reason { code message } path { ref }
          dataset { title publisher { code name leadPartner { code } } sharingClass }
          fields { ref name distance severity reason { code message } }
        }
      }
    }
  }
`;

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

interface Page extends ReportHead {
  readonly datasets: {
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly nodes: readonly Affected[];
  };
}

/**
 * A whole impact as a stream: page after page of the query, one of them in memory. All of it is of one revision and one
 * instant.
 * @throws NguonError as the query has it; UnavailableError from the rows when the graph moved on between two pages, so
 * that the totals would no longer be those of the rows.
 */
export async function impactReport(ask: ReportAsker, question: ImpactQuestion): Promise<ImpactReportStream> {
  const changes = question.changes.length === 0 ? null : question.changes;
  const page = async (after: string | null, asOf: string | null): Promise<Page> => {
    const { data, errors = [] } = await ask(IMPACT, { of: question.of, changes, asOf, first: PAGE, after });
    const [error] = errors;
    if (error !== undefined) {
      const code = error.extensions?.['code'];
      throw new NguonError(isErrorCode(code) ? code : 'INTERNAL_SERVER_ERROR', error.message);
    }
    return data?.['impact'] as Page;
  };
  const first = await page(null, question.asOf);
  const { datasets: _, ...head } = first;
  async function* rows(): AsyncIterable<ReportRow> {
    let current = first;
    for (;;) {
      for (const affected of current.datasets.nodes) yield* rowsOf(affected);
      const { hasNextPage, endCursor } = current.datasets.pageInfo;
      if (!hasNextPage) return;
      current = await page(endCursor, first.asOf);
      if (current.revision !== first.revision)
        throw new UnavailableError('The graph has changed while the report was written. Ask for it again.');
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
