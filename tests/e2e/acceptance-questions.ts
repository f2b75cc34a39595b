import type { AskedAs } from '../../cli/asker.ts';
import type { Answer, TestAsker } from '../support/instance.ts';

/** Impact with what federation adds to every affected dataset. */
const IMPACT = /* GraphQL */ `
  query Impact($of: NodeRef!, $asOf: DateTime) {
    impact(of: $of, asOf: $asOf) {
      of complete revision asOf
      reasons { code message }
      totals { datasets fields agencies partners openDatasets hidden unresolved }
      datasets(first: 200) {
        totalCount
        edges {
          node {
            ref distance severity
            path { ref hidden }
            dataset { code sharingClass publisher { code leadPartner(asOf: $asOf) { code } } }
            fields { ref name distance path { ref } }
          }
        }
      }
    }
  }
`;

/** One affected dataset, as the question above asks for it. */
export interface Affected {
  readonly ref: string;
  readonly distance: number;
  readonly severity: string | null;
  readonly path: readonly { readonly ref: string | null; readonly hidden: boolean }[];
  readonly dataset: {
    readonly code: string;
    readonly sharingClass: string | null;
    readonly publisher: { readonly code: string; readonly leadPartner: { readonly code: string } | null };
  };
  readonly fields: readonly {
    readonly ref: string;
    readonly name: string;
    readonly distance: number;
    readonly path: readonly { readonly ref: string }[];
  }[];
}

/** An impact report, as the question above asks for it. */
export interface AskedImpact {
  readonly of: string;
  readonly complete: boolean;
  readonly revision: string;
  readonly asOf: string;
  readonly reasons: readonly { readonly code: string; readonly message: string }[];
  readonly totals: Readonly<
    Record<'datasets' | 'fields' | 'agencies' | 'partners' | 'openDatasets' | 'hidden' | 'unresolved', number>
  >;
  readonly totalCount: number;
  readonly affected: readonly Affected[];
}

/** Asks for an impact, and fails with the errors of the answer when there are any. */
export async function askImpact(ask: TestAsker, as: AskedAs, of: string, asOf?: string): Promise<AskedImpact> {
  const { data, errors }: Answer = await ask(IMPACT, { of, ...(asOf === undefined ? {} : { asOf }) }, as);
  if (errors.length > 0) throw new Error(`impact of ${of}: ${JSON.stringify(errors)}`);
  const { datasets, ...head } = data.impact;
  return {
    ...head,
    totalCount: datasets.totalCount,
    affected: datasets.edges.map(({ node }: { node: Affected }) => node),
  };
}

/** The affected datasets by distance: `{ 1: 'S01 S07', 2: 'S30' }`. */
export const byDistance = ({ affected }: AskedImpact): Record<number, string> =>
  Object.fromEntries(
    [...Map.groupBy(affected, ({ distance }) => distance)].map(([distance, nodes]) => [
      distance,
      nodes.map(({ ref }) => ref).join(' '),
    ]),
  );

/** Distinct codes, in order, blanks between. */
export const distinct = (codes: Iterable<string | undefined>): string =>
  [...new Set(codes)]
    .filter((code) => code !== undefined)
    .sort()
    .join(' ');

/** What federation says of the affected datasets, to hold beside the totals that lineage computes by itself. */
export const federated = ({ affected }: AskedImpact) => ({
  agencies: distinct(affected.map(({ dataset }) => dataset.publisher.code)),
  partners: distinct(affected.map(({ dataset }) => dataset.publisher.leadPartner?.code)),
  open: distinct(affected.filter(({ dataset }) => dataset.sharingClass === 'OPEN').map(({ ref }) => ref)),
});
