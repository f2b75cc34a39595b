import { isErrorCode } from '../../kernel/errors/codes.ts';
import { NguonError } from '../../kernel/errors/errors.ts';
import { asCsv } from '../../kernel/export/csv.ts';
import { asMarkdownTable } from '../../kernel/export/markdown.ts';
import type { Column, ExportForm, Row, Sheet } from '../../kernel/export/sheet.ts';
import { asXlsx } from '../../kernel/export/xlsx.ts';
import type { ReportAsker } from './impact-report.ts';

/** What an evaluation is of. */
export interface EvaluationQuestion {
  readonly campaign: string;
  readonly year: number;
  readonly asOf: string | null;
}

/** Agencies asked for at once. */
const PAGE = 50;

const EVALUATIONS = /* GraphQL */ `
  query Evaluations($campaign: ID!, $year: Int!, $first: Int!, $after: String, $asOf: DateTime, $from: DateTime!, $before: DateTime!) {
    campaign(code: $campaign) {
      evaluations(year: $year, first: $first, after: $after, asOf: $asOf) {
        pageInfo { hasNextPage endCursor }
        nodes {
          agency {
            code name bloc level accountablePost(asOf: $asOf) leadPartner(asOf: $asOf) { code }
            surveySteps(from: $from, before: $before) { post steps reopened }
            quality(asOf: $asOf) { datasets scored score coverage passing failing undecided truncated }
          }
          surveys { datasets notReviewed reviewed standardised connected }
          tasks { due planned inProgress done doneLate overdue }
          progress { targets reported notReported coverage reached overdue meanAttainment }
          posts { post tasks { due planned inProgress done doneLate overdue } reports corrections }
        }
      }
    }
  }
`;

interface Tasks {
  readonly due: number;
  readonly planned: number;
  readonly inProgress: number;
  readonly done: number;
  readonly doneLate: number;
  readonly overdue: number;
}

interface SurveySteps {
  readonly post: string;
  readonly steps: number;
  readonly reopened: number;
}

interface Quality {
  readonly datasets: number;
  readonly scored: number;
  readonly score: number | null;
  readonly coverage: number | null;
  readonly passing: number;
  readonly failing: number;
  readonly undecided: number;
  readonly truncated: boolean;
}

interface Evaluated {
  readonly agency: {
    readonly code: string;
    readonly name: string;
    readonly bloc: string;
    readonly level: string;
    readonly accountablePost: string | null;
    readonly leadPartner: { readonly code: string } | null;
    readonly surveySteps: readonly SurveySteps[];
    readonly quality: Quality | null;
  } | null;
  readonly tasks: Tasks;
  readonly progress: {
    readonly targets: number;
    readonly reported: number;
    readonly notReported: number;
    readonly coverage: number | null;
    readonly reached: number;
    readonly overdue: number;
    readonly meanAttainment: number | null;
  };
  readonly surveys: {
    readonly datasets: number;
    readonly notReviewed: number;
    readonly reviewed: number;
    readonly standardised: number;
    readonly connected: number;
  };
  readonly posts: readonly {
    readonly post: string;
    readonly tasks: Tasks;
    readonly reports: number;
    readonly corrections: number;
  }[];
}

interface Page {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly Evaluated[];
}

const COLUMNS: readonly Column[] = [
  { title: 'year', width: 7 },
  { title: 'agency', width: 9 },
  { title: 'agencyName', width: 40 },
  { title: 'bloc', width: 18 },
  { title: 'level', width: 13 },
  { title: 'leadPartner', width: 12 },
  { title: 'row', width: 9 },
  { title: 'post', width: 44 },
  { title: 'tasksDue', width: 10 },
  { title: 'tasksPlanned', width: 13 },
  { title: 'tasksInProgress', width: 15 },
  { title: 'tasksDone', width: 10 },
  { title: 'tasksDoneLate', width: 14 },
  { title: 'tasksOverdue', width: 13 },
  { title: 'targets', width: 9 },
  { title: 'targetsReported', width: 15 },
  { title: 'targetsNotReported', width: 18 },
  { title: 'coverage', width: 10 },
  { title: 'targetsReached', width: 15 },
  { title: 'targetsOverdue', width: 15 },
  { title: 'meanAttainment', width: 15 },
  { title: 'reports', width: 9 },
  { title: 'corrections', width: 11 },
  { title: 'datasets', width: 9 },
  { title: 'surveySteps', width: 12 },
  { title: 'surveyStepsBack', width: 15 },
  { title: 'surveyNotReviewed', width: 17 },
  { title: 'surveyReviewed', width: 14 },
  { title: 'surveyStandardised', width: 18 },
  { title: 'surveyConnected', width: 15 },
  { title: 'qualityDatasets', width: 15 },
  { title: 'qualityMeasured', width: 15 },
  { title: 'qualityScore', width: 12 },
  { title: 'qualityCoverage', width: 15 },
  { title: 'qualityPassing', width: 14 },
  { title: 'qualityFailing', width: 14 },
  { title: 'qualityUndecided', width: 16 },
  { title: 'qualityTruncated', width: 16 },
];

/**
 * The yearly evaluation as a sheet: a row for each agency, with the post that answers for it, and after it one for each
 * post that contributed. Page after page of the query, one of them in memory. What was not reported or is not known is an
 * empty cell, never 0.
 * @throws NguonError as the query has it.
 */
export async function evaluationReport(ask: ReportAsker, question: EvaluationQuestion): Promise<Sheet> {
  const page = async (after: string | null): Promise<Page> => {
    const { data, errors = [] } = await ask(EVALUATIONS, { ...question, ...yearOf(question.year), first: PAGE, after });
    const [error] = errors;
    if (error !== undefined) {
      const code = error.extensions?.['code'];
      throw new NguonError(isErrorCode(code) ? code : 'INTERNAL_SERVER_ERROR', error.message);
    }
    const campaign = data?.['campaign'] as { readonly evaluations: Page };
    return campaign.evaluations;
  };
  const first = await page(null);
  async function* rows(): AsyncGenerator<Row> {
    let current = first;
    for (;;) {
      for (const evaluated of current.nodes) yield* rowsOf(question.year, evaluated);
      if (!current.pageInfo.hasNextPage) return;
      current = await page(current.pageInfo.endCursor);
    }
  }
  return { name: `Evaluation ${question.year}`, columns: COLUMNS, rows: rows() };
}

/** The days between which steps of surveys count. */
const yearOf = (year: number) => ({ from: `${year}-01-01`, before: `${year + 1}-01-01` });

const NO_TASKS: Tasks = { due: 0, planned: 0, inProgress: 0, done: 0, doneLate: 0, overdue: 0 };

/** What posts did, those too that took steps of surveys and nothing else, by title. */
function contributionsOf({ agency, posts }: Evaluated): readonly (Evaluated['posts'][number] & SurveySteps)[] {
  const steps = new Map((agency?.surveySteps ?? []).map((of) => [of.post, of]));
  const others = [...steps.keys()].filter((title) => !posts.some(({ post }) => post === title));
  return [...posts, ...others.map((post) => ({ post, tasks: NO_TASKS, reports: 0, corrections: 0 }))].map((one) => ({
    ...one,
    steps: steps.get(one.post)?.steps ?? 0,
    reopened: steps.get(one.post)?.reopened ?? 0,
  }));
}

const total = (steps: readonly SurveySteps[], of: 'steps' | 'reopened'): number =>
  steps.reduce((sum, one) => sum + one[of], 0);

/** Data have a publisher, not a post: what is known of them is in the row of the agency. */
const NOT_OF_POSTS: Row = Array(12).fill(null);

/** What is known of the quality of what an agency publishes; what was not measured is empty, never 0. */
function qualityOf(quality: Quality | null): Row {
  if (quality === null) return Array(8).fill(null);
  const { datasets, scored, score, coverage, passing, failing, undecided, truncated } = quality;
  return [datasets, scored, score, coverage, passing, failing, undecided, truncated];
}

function* rowsOf(year: number, evaluated: Evaluated): Generator<Row> {
  const { agency, tasks, progress, posts, surveys } = evaluated;
  const steps = agency?.surveySteps ?? [];
  const who = [
    year,
    agency?.code ?? null,
    agency?.name ?? null,
    agency?.bloc ?? null,
    agency?.level ?? null,
    agency?.leadPartner?.code ?? null,
  ];
  const became = ({ due, planned, inProgress, done, doneLate, overdue }: Tasks): Row => [
    due,
    planned,
    inProgress,
    done,
    doneLate,
    overdue,
  ];
  const reports = posts.reduce((sum, post) => sum + post.reports, 0);
  const corrections = posts.reduce((sum, post) => sum + post.corrections, 0);
  yield [
    ...who,
    'agency',
    agency?.accountablePost ?? null,
    ...became(tasks),
    progress.targets,
    progress.reported,
    progress.notReported,
    progress.coverage,
    progress.reached,
    progress.overdue,
    progress.meanAttainment,
    reports,
    corrections,
    surveys.datasets,
    total(steps, 'steps'),
    total(steps, 'reopened'),
    surveys.notReviewed,
    surveys.reviewed,
    surveys.standardised,
    surveys.connected,
    ...qualityOf(agency?.quality ?? null),
  ];
  for (const post of contributionsOf(evaluated)) {
    const ofTargets = [null, null, null, null, null, null, null];
    yield [
      ...who,
      'post',
      post.post,
      ...became(post.tasks),
      ...ofTargets,
      post.reports,
      post.corrections,
      null,
      post.steps,
      post.reopened,
      ...NOT_OF_POSTS,
    ];
  }
}

/** How an evaluation is written, by form. */
export const EVALUATION_WRITERS: Readonly<Record<ExportForm, (sheet: Sheet) => AsyncIterable<string | Buffer>>> = {
  csv: asCsv,
  md: asMarkdownTable,
  xlsx: (sheet) => asXlsx([sheet]),
};
