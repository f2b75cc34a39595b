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

const REPORT = /* GraphQL */ `
  fragment Report on ImpactReport {
    of complete reasons { code message } revision asOf
    totals { datasets fields agencies partners openDatasets hidden unresolved }
    bySeverity @include(if: $head) { severity datasets fields }
    byAgency @include(if: $head) { agency { code name } datasets fields breaks atRisk }
    byPartner @include(if: $head) { partner { code name } datasets fields breaks atRisk }
    datasets(first: $first, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes {
        ref distance severity reason { code message } path { ref }
        dataset { title publisher { code name leadPartner { code } } sharingClass }
        fields { ref name distance severity reason { code message } }
      }
    }
  }
`;

const IMPACT = /* GraphQL */ `
  query ImpactReport(
    $of: NodeRef!, $changes: [SchemaChangeInput!], $first: Int!, $after: String, $asOf: DateTime, $head: Boolean!
  ) {
    impact(of: $of, changes: $changes, asOf: $asOf) { ...Report }
  }
  ${REPORT}
`;

const IMPACT_OF_SCHEMA = /* GraphQL */ `
  query SchemaImpactReport(
    $of: ID!, $schema: [ProposedFieldInput!]!, $first: Int!, $after: String, $asOf: DateTime, $head: Boolean!
  ) {
    impactOfSchema(dataset: $of, proposedSchema: $schema, asOf: $asOf) {
      step changes { target kind to } added reordered
      impact { ...Report }
    }
  }
  ${REPORT}
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

type Load = Omit<ReportLoad, 'code' | 'name'>;
type Named = Pick<ReportLoad, 'code' | 'name'>;

interface Page extends Omit<ReportHead, 'byAgency' | 'byPartner' | 'schema'> {
  readonly byAgency?: readonly (Load & { readonly agency: Named })[];
  readonly byPartner?: readonly (Load & { readonly partner: Named })[];
  readonly datasets: {
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly nodes: readonly Affected[];
  };
}

/**
 * A whole impact as a stream: page after page of the query, one of them in memory. All of it is of one revision and one
 * instant, so that the walk is made once; the cost is linear in what is reached.
 * @throws NguonError as the query has it; UnavailableError from the rows when the graph moved on between two pages, so
 * that the totals would no longer be those of the rows.
 */
export async function impactReport(ask: ReportAsker, question: ImpactQuestion): Promise<ImpactReportStream> {
  const changes = question.changes.length === 0 ? null : question.changes;
  const { of, schema = null } = question;
  const about = schema === null ? { of, changes } : { of, schema };
  const page = async (after: string | null, asOf: string | null): Promise<{ page: Page; of?: SchemaDifference }> => {
    const { data, errors = [] } = await ask(schema === null ? IMPACT : IMPACT_OF_SCHEMA, {
      ...about,
      ...{ asOf, after, first: PAGE, head: after === null },
    });
    const [error] = errors;
    if (error !== undefined) {
      const code = error.extensions?.['code'];
      throw new NguonError(isErrorCode(code) ? code : 'INTERNAL_SERVER_ERROR', error.message);
    }
    if (schema === null) return { page: data?.['impact'] as Page };
    const answer = data?.['impactOfSchema'] as SchemaDifference & { readonly impact: Page };
    const { impact, ...difference } = answer;
    return { page: impact, of: difference };
  };
  const { page: first, of: difference = null } = await page(null, question.asOf);
  const { datasets: _, byAgency = [], byPartner = [], ...rest } = first;
  const head: ReportHead = {
    ...rest,
    schema: difference,
    byAgency: byAgency.map(({ agency, ...load }) => ({ ...agency, ...load })),
    byPartner: byPartner.map(({ partner, ...load }) => ({ ...partner, ...load })),
  };
  async function* rows(): AsyncIterable<ReportRow> {
    let current = first;
    for (;;) {
      for (const affected of current.datasets.nodes) yield* rowsOf(affected);
      const { hasNextPage, endCursor } = current.datasets.pageInfo;
      if (!hasNextPage) return;
      current = (await page(endCursor, first.asOf)).page;
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
