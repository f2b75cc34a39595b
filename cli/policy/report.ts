import type { AskedAs, Asker, GatewayAnswer } from '../asker.ts';

const FINDINGS = /* GraphQL */ `
  query Policy($asOf: DateTime, $first: Int!, $after: String) {
    policyFindings(asOf: $asOf, first: $first, after: $after) {
      complete reasons { code message } asOf revision pageInfo { hasNextPage endCursor }
      nodes {
        rule title severity target firstSeen reopened
        accepted { document { code } article until } legalGround { document { code } article }
        fields { ref path { ref } }
      }
    }
  }
`;

/** A finding as it is printed. */
export interface ReportedFinding {
  readonly rule: string;
  readonly title: string;
  readonly severity: string;
  readonly target: string;
  readonly firstSeen: string | null;
  readonly reopened: string | null;
  readonly accepted: {
    readonly document: { readonly code: string };
    readonly article: string | null;
    readonly until: string | null;
  } | null;
  readonly legalGround: readonly { readonly document: { readonly code: string }; readonly article: string | null }[];
  readonly fields: readonly {
    readonly ref: string;
    readonly path: readonly { readonly ref: string | null }[] | null;
  }[];
}

/** All that is found at an instant. */
export interface PolicyReport {
  readonly asOf: string;
  readonly revision: string;
  readonly complete: boolean;
  readonly reasons: readonly { readonly code: string; readonly message: string }[];
  readonly findings: readonly ReportedFinding[];
}

type Page = Omit<PolicyReport, 'findings'> & {
  readonly nodes: readonly ReportedFinding[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
};

const PAGE = 50;
/** Most pages of one report; a report that has more says that it is not complete. */
const MOST_PAGES = 2_000;

/** How often a report is begun again when the graph moves on between two of its pages. */
const MOST_BEGINNINGS = 5;

/** Reads all findings, page by page, all of one revision. @throws Error with the message of the first error of an answer. */
export async function policyReport(ask: Asker, asOf: string | null, as: AskedAs): Promise<PolicyReport> {
  for (let beginnings = 1; ; beginnings++) {
    const report = await readPages(ask, asOf, as);
    if (report !== null) return report;
    if (beginnings === MOST_BEGINNINGS)
      throw new Error(
        `The graph has changed ${MOST_BEGINNINGS} times while its findings were read. Try again when less is written.`,
      );
  }
}

/** Null when the graph moved on, so that pages are of two states. */
async function readPages(ask: Asker, asOf: string | null, as: AskedAs): Promise<PolicyReport | null> {
  const findings: ReportedFinding[] = [];
  let after: string | null = null;
  let revision: string | null = null;
  for (let pages = 1; ; pages++) {
    const { data, errors }: GatewayAnswer = await ask(FINDINGS, { asOf, first: PAGE, after }, as);
    const page = data?.['policyFindings'] as Page | null | undefined;
    if (!page) throw new Error(errors?.[0]?.message ?? 'There is no answer.');
    revision ??= page.revision;
    if (page.revision !== revision) return null;
    findings.push(...page.nodes);
    after = page.pageInfo.endCursor;
    const { nodes: _nodes, pageInfo, ...head } = page;
    if (!pageInfo.hasNextPage) return { ...head, findings };
    if (pages < MOST_PAGES) continue;
    const reason = { code: 'BUDGET', message: `More than ${PAGE * MOST_PAGES} findings; the first are told.` };
    return { ...head, complete: false, reasons: [...head.reasons, reason], findings };
  }
}
