import readXlsxFile from 'read-excel-file/node';
import { expect, test } from 'vitest';
import { EVALUATION_WRITERS, evaluationReport } from '../../../gateway/exports/evaluation-report.ts';
import type { ReportAsker } from '../../../gateway/exports/impact-report.ts';

const TASKS = { due: 2, planned: 0, inProgress: 1, done: 1, doneLate: 1, overdue: 1 };
const evaluated = (code: string, name: string, post: string) => ({
  agency: {
    code,
    name,
    bloc: 'GOVERNMENT',
    level: 'CITY',
    accountablePost: 'Giám đốc Sở Y tế',
    leadPartner: { code: 'VTL' },
    surveySteps: [
      { post: 'Phó', steps: 2, reopened: 1 },
      { post: 'Trưởng phòng', steps: 3, reopened: 0 },
    ],
    quality: {
      datasets: 7,
      scored: 6,
      score: null,
      coverage: 0.5,
      passing: 0,
      failing: 1,
      undecided: 6,
      truncated: false,
    },
  },
  tasks: TASKS,
  surveys: { datasets: 7, notReviewed: 1, reviewed: 2, standardised: 3, connected: 1 },
  progress: { targets: 3, reported: 0, notReported: 3, coverage: 0, reached: 0, overdue: 0, meanAttainment: null },
  posts: [{ post, tasks: TASKS, reports: 4, corrections: 1 }],
});
/** Two pages of one agency. */
const ask: ReportAsker = async (_query, { after }) => ({
  data: {
    campaign: {
      evaluations: {
        pageInfo: { hasNextPage: after === null, endCursor: 'next' },
        nodes: [
          after === null ? evaluated('A11', 'Sở Y tế', '=cmd()') : evaluated('A12', 'Sở Giáo dục; Đào tạo', 'Phó'),
        ],
      },
    },
  },
});
const question = { campaign: 'C2026', year: 2026, asOf: null };

test('an evaluation is a row an agency and a row a post, over all pages, in CSV with formulas defused', async () => {
  let text = '';
  for await (const piece of EVALUATION_WRITERS.csv(await evaluationReport(ask, question))) text += String(piece);
  const [head, ...lines] = text.trimEnd().split('\r\n');
  expect(head?.startsWith('\uFEFFyear,agency,agencyName')).toBe(true);
  const ofAgency = '7,5,1,1,2,3,1,7,6,,0.5,0,1,6,false';
  const steps = (taken: number, back: number) => `,${taken},${back}${','.repeat(12)}`;
  expect(lines).toEqual([
    `2026,A11,Sở Y tế,GOVERNMENT,CITY,VTL,agency,Giám đốc Sở Y tế,2,0,1,1,1,1,3,0,3,0,0,0,,4,1,${ofAgency}`,
    `2026,A11,Sở Y tế,GOVERNMENT,CITY,VTL,post,'=cmd(),2,0,1,1,1,1,,,,,,,,4,1,${steps(0, 0)}`,
    `2026,A11,Sở Y tế,GOVERNMENT,CITY,VTL,post,Phó,0,0,0,0,0,0,,,,,,,,0,0,${steps(2, 1)}`,
    `2026,A11,Sở Y tế,GOVERNMENT,CITY,VTL,post,Trưởng phòng,0,0,0,0,0,0,,,,,,,,0,0,${steps(3, 0)}`,
    `2026,A12,"Sở Giáo dục; Đào tạo",GOVERNMENT,CITY,VTL,agency,Giám đốc Sở Y tế,2,0,1,1,1,1,3,0,3,0,0,0,,4,1,${ofAgency}`,
    `2026,A12,"Sở Giáo dục; Đào tạo",GOVERNMENT,CITY,VTL,post,Phó,2,0,1,1,1,1,,,,,,,,4,1,${steps(2, 1)}`,
    `2026,A12,"Sở Giáo dục; Đào tạo",GOVERNMENT,CITY,VTL,post,Trưởng phòng,0,0,0,0,0,0,,,,,,,,0,0,${steps(3, 0)}`,
  ]);
});

test('it opens as a workbook, where what was not reported is empty and not 0', async () => {
  const pieces: Buffer[] = [];
  for await (const piece of EVALUATION_WRITERS.xlsx(await evaluationReport(ask, question)))
    pieces.push(Buffer.from(piece));
  const [sheet] = await readXlsxFile(Buffer.concat(pieces));
  const rows = sheet?.data ?? [];
  expect(rows).toHaveLength(8);
  expect(rows[1]?.slice(1, 3)).toEqual(['A11', 'Sở Y tế']);
  expect(rows[1]?.slice(14, 21)).toEqual([3, 0, 3, 0, 0, 0, null]);
  expect(rows[2]?.[7]).toBe('=cmd()');
});

test('what the query refuses is said before the first byte', async () => {
  const refusing: ReportAsker = async () => ({ errors: [{ message: 'no', extensions: { code: 'NOT_FOUND' } }] });
  await expect(evaluationReport(refusing, question)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
