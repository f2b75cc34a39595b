import { beforeAll, describe, expect, it } from 'vitest';
import type { AskedAs } from '../../cli/asker.ts';
import { didYouMean } from '../../kernel/text/did-you-mean.ts';
import { loadSeedCatalogue } from '../../seed/data/index.ts';
import { lineageEngines } from '../support/engines.ts';
import { everyList, publicSchema } from '../support/every-list.ts';
import { ANONYMOUS, type Answer, DEVELOPER, seededInstance, stewardOf } from '../support/instance.ts';

const seed = loadSeedCatalogue();
const engines = await lineageEngines();

/** Asked of a dataset that is hidden, and of one that is not there: nobody may hear a difference. */
interface Question {
  readonly name: string;
  readonly query: string;
  readonly variables: (code: string) => Record<string, unknown>;
}

const of = (code: string) => ({ code });
const column = (code: string) => ({ ref: `${code}.so_dinh_danh` });
const mutation = (name: string, type: string, input: (code: string) => Record<string, unknown>): Question => ({
  name,
  query: `mutation ($input: ${type}!) { ${name}(input: $input) { __typename } }`,
  variables: (code) => ({ input: input(code) }),
});

const QUESTIONS: readonly Question[] = [
  { name: 'dataset', query: 'query ($code: ID!) { dataset(code: $code) { code title } }', variables: of },
  { name: 'field', query: 'query ($ref: ID!) { field(ref: $ref) { ref } }', variables: column },
  {
    name: 'datasets by code',
    query: 'query ($code: ID!) { datasets(filter: { codes: [$code] }) { totalCount nodes { code } } }',
    variables: of,
  },
  {
    name: 'impact of the dataset',
    query: 'query ($code: NodeRef!) { impact(of: $code) { totals { datasets } } }',
    variables: of,
  },
  {
    name: 'impact of a column',
    query: 'query ($ref: NodeRef!) { impact(of: $ref) { totals { datasets } } }',
    variables: column,
  },
  {
    name: 'impact as of another day',
    query: 'query ($code: NodeRef!) { impact(of: $code, asOf: "2026-02-01") { totals { datasets } } }',
    variables: of,
  },
  {
    name: 'lineage',
    query: 'query ($code: NodeRef!) { lineage(of: $code, depth: 50) { nodes { ref } } }',
    variables: of,
  },
  {
    name: 'paths to it',
    query: 'query ($code: NodeRef!) { paths(from: "O01", to: $code) { distance } }',
    variables: of,
  },
  {
    name: 'paths from it',
    query: 'query ($code: NodeRef!) { paths(from: $code, to: "O01") { distance } }',
    variables: of,
  },
  {
    name: 'all ways to it',
    query:
      'query ($code: NodeRef!) { paths(from: "O01", to: $code) { counts { all } shortestWays { ways { distance } } } }',
    variables: of,
  },
  {
    name: 'what is between',
    query: 'query ($code: NodeRef!) { between(from: $code, to: "O01") { totalCount } }',
    variables: of,
  },
  {
    name: 'what separates from it',
    query: 'query ($code: NodeRef!) { separators(from: "O01", to: $code) { direct } }',
    variables: of,
  },
  mutation('updateDataset', 'UpdateDatasetInput', (code) => ({ code, titleEn: 'x' })),
  mutation('createDataset', 'CreateDatasetInput', (code) => ({
    code,
    titleVi: 'x',
    titleEn: 'x',
    descriptionVi: 'x',
    descriptionEn: 'x',
    publisher: 'A02',
    tier: 'SPECIALIZED',
  })),
  mutation('moveSurvey', 'MoveSurveyInput', (dataset) => ({
    dataset,
    to: 'REVIEWED',
    postVi: 'x',
    postEn: 'x',
    evidence: 'x',
  })),
  mutation('addDistribution', 'AddDistributionInput', (dataset) => ({ dataset, code: 'x', format: 'CSV' })),
  mutation('writeSchemaVersion', 'WriteSchemaVersionInput', (dataset) => ({ dataset, fields: [] })),
  mutation('updateField', 'UpdateFieldInput', (dataset) => ({ dataset, name: 'so_dinh_danh', piiClass: 'NONE' })),
  mutation('setPublicBasis', 'SetPublicBasisInput', (code) => ({
    field: `${code}.so_dinh_danh`,
    document: '57-NQ/TW',
    article: '1',
  })),
  mutation('addQualityMeasurement', 'AddQualityMeasurementInput', (dataset) => ({
    dataset,
    criterion: 'CLEAN',
    metric: 'share',
    value: 1,
    measuredAt: '2026-02-01',
  })),
  mutation('declareConformance', 'DeclareConformanceInput', (code) => ({ standard: 'DCAT 3', datasets: [code] })),
  mutation('withdrawConformance', 'WithdrawConformanceInput', (code) => ({ standard: 'DCAT 3', datasets: [code] })),
  mutation('bindFields', 'BindFieldsInput', (code) => ({ element: 'ho_ten', fields: [`${code}.so_dinh_danh`] })),
  mutation('claimMasterSource', 'ClaimMasterSourceInput', (dataset) => ({ element: 'ho_ten', dataset })),
  mutation('recordClassification', 'RecordClassificationInput', (code) => ({
    kind: 'IMPORTANCE',
    datasets: [code],
    document: '57-NQ/TW',
    decidedOn: '2026-02-01',
    reviewerPostVi: 'x',
    reviewerPostEn: 'x',
  })),
  mutation('recordProcessing', 'RecordProcessingInput', (dataset) => ({
    dataset,
    purposeVi: 'x',
    purposeEn: 'x',
    document: '57-NQ/TW',
  })),
  mutation('draftExchangeListing', 'DraftExchangeListingInput', (dataset) => ({
    code: 'X-1',
    dataset,
    platform: 'EXCHANGE',
  })),
  mutation('proposeDataListChanges', 'ProposeDataListChangesInput', (code) => ({
    list: 'open-data-list',
    add: [code],
  })),
  mutation('proposeMandateListVersion', 'ProposeMandateListVersionInput', (code) => ({
    mandateList: 'ML-2026-12',
    datasets: [code],
  })),
  mutation('proposeMandateListChanges', 'ProposeMandateListChangesInput', (code) => ({
    mandateList: 'ML-2026-12',
    add: [code],
  })),
  mutation('acceptFinding', 'AcceptFindingInput', (target) => ({ rule: 'R5', target, document: '127/KH-UBND' })),
  mutation('withdrawAcceptance', 'WithdrawAcceptanceInput', (target) => ({ rule: 'R5', target })),
  mutation('recordDeidentification', 'RecordDeidentificationInput', (code) => ({
    job: 'job:F01',
    field: `${code}.so_dinh_danh`,
    method: 'x',
    approver: '127/KH-UBND',
    approvedOn: '2026-02-01',
  })),
  mutation('withdrawDeidentification', 'WithdrawDeidentificationInput', (code) => ({
    job: 'job:F01',
    field: `${code}.so_dinh_danh`,
  })),
  mutation('declareFlow', 'DeclareFlowInput', (to) => ({
    code: 'F99',
    type: 'MANUAL',
    channel: 'MANUAL',
    from: 'O01',
    to,
    validFrom: '2026-02-01',
    columns: [],
  })),
  mutation('declareFlow from it', 'DeclareFlowInput', (from) => ({
    code: 'F99',
    type: 'MANUAL',
    channel: 'MANUAL',
    from,
    to: 'O01',
    validFrom: '2026-02-01',
    columns: [],
  })),
].map((question) => ({ ...question, query: question.query.replace(/(declareFlow) from it/, '$1') }));

/** Suggestions are a function of the visible codes and of the code asked; they are looked at apart. */
const suggestionsOf = ({ errors }: Answer): string[] =>
  errors.flatMap(({ extensions }) => (extensions['didYouMean'] ?? []) as string[]);

/** An answer without the code that was asked and without suggestions. */
const without = (code: string, { data, errors }: Answer): string =>
  JSON.stringify({ data, errors: errors.map(({ message, extensions, path }) => ({ message, extensions, path })) })
    .replaceAll(code, '¤')
    .replace(/ Did you mean [^?]*\?/g, '')
    .replace(/"didYouMean":\[[^\]]*\]/g, '"didYouMean":[]');

const ROLES: readonly (readonly [string, AskedAs, number])[] = [
  ['anonymous', ANONYMOUS, 53],
  ['a developer', DEVELOPER, 14],
];

/** What is around every dataset in lineage. */
const around = (visible: readonly string[]): [string, Record<string, unknown>][] =>
  visible.map((code) => [
    `query ($code: NodeRef!) {
      impact(of: $code) { complete reasons { code } totals { datasets fields hidden agencies partners } datasets(first: 200) { nodes { ref path { ref } fields { ref path { ref } } } } }
      lineage(of: $code, direction: BOTH, depth: 50) { complete nodes { ref } edges { from to job } }
    }`,
    { code },
  ]);

describe.each(engines)('on $name:', ({ isProjection, settings }) => {
  const system = seededInstance(settings);
  // What asks no lineage is the same whatever the engine.
  const depends = (query: string): boolean => isProjection || /impact|lineage|paths|upstream|downstream/.test(query);
  const asked = QUESTIONS.filter(({ query }) => depends(query));

  describe.each(ROLES)('to %s a hidden dataset is one that is not there', (_role, as, count) => {
    let visible: string[];
    let hidden: string[];
    const touching = () => seed.flows.filter(({ from, to }) => hidden.includes(from) || hidden.includes(to));

    beforeAll(async () => {
      const { data } = await system().ask('{ datasets(first: 200) { nodes { code } } }', {}, as);
      visible = data.datasets.nodes.map(({ code }: { code: string }) => code);
      hidden = seed.datasets.map(({ code }) => code).filter((code) => !visible.includes(code));
      expect(hidden).toHaveLength(count);
    });

    it.each(asked)('asked by $name', async ({ query, variables }) => {
      const answers = new Map<string, string>();
      for (const code of ['S99', 'S26x', ...hidden]) {
        const answer = await system().ask(query, variables(code), as);
        // A question that is not understood is answered alike, whatever the code.
        for (const { code: error } of answer.errors)
          expect(['NOT_FOUND', 'FORBIDDEN', 'UNAUTHENTICATED']).toContain(error);
        for (const suggestion of suggestionsOf(answer)) {
          expect(visible, `${code} answered with ${suggestion}`).toContain(suggestion.split('.')[0]);
        }
        answers.set(code, without(code, answer));
      }
      const absent = answers.get('S99');
      expect(Object.fromEntries(answers)).toEqual(
        Object.fromEntries([...answers.keys()].map((code) => [code, absent])),
      );
    });

    it('in the suggestions, which are computed from what is visible', async () => {
      for (const code of [...hidden, 'S99', 'N1', 'O0']) {
        for (const query of [QUESTIONS[0], QUESTIONS[3]]) {
          const answer = await system().askOverHttp(query?.query ?? '', of(code), as);
          expect(answer.errors.map((error) => error.code)).toEqual(['NOT_FOUND']);
          expect(suggestionsOf(answer), code).toEqual(didYouMean(code, visible));
        }
      }
    });

    it('in the flows that touch it', async () => {
      const query = 'query ($ref: NodeRef!) { job(ref: $ref) { code } }';
      expect(touching().length).toBeGreaterThan(20);
      const absent = without('F99', await system().ask(query, { ref: 'job:F99' }, as));
      for (const { code } of touching()) {
        expect(without(code, await system().ask(query, { ref: `job:${code}` }, as)), code).toBe(absent);
      }
    });

    it('in everything that can be listed', async () => {
      const lists = everyList(publicSchema()).filter(depends);
      const questions = [...lists.map((query) => [query, {}] as const), ...around(visible)];
      const codes = new RegExp(
        `(?<![\\w])(${[...hidden, ...touching().map(({ code }) => code)].join('|')})(?![\\w])`,
        'g',
      );
      const shown = new Set(seed.datasets.filter(({ code }) => visible.includes(code)).map(({ titleVi }) => titleVi));
      const titles = seed.datasets
        .filter(({ code, titleVi }) => hidden.includes(code) && !shown.has(titleVi))
        .map(({ titleVi }) => JSON.stringify(titleVi));
      for (const [query, variables] of questions) {
        const { data, errors } = await system().ask(query, variables, as);
        // What is for stewards or administrators alone is refused whole.
        const refused =
          /serviceKeys|unresolvedNames|nameRule|ingestionState|deadLetters|auditRecords|policyFindings|deidentificationHistory|lineageEvents/.test(
            query,
          )
            ? ['FORBIDDEN', 'UNAUTHENTICATED']
            : [];
        expect(
          errors.filter(({ code }) => !refused.includes(code)),
          query,
        ).toEqual([]);
        const heard = JSON.stringify(data);
        expect(heard.match(codes), query).toBeNull();
        expect(
          titles.filter((title) => heard.includes(title)),
          query,
        ).toEqual([]);
      }
    });
  });

  describe('a steward', () => {
    it('of A11 sees the datasets of A11 and no other hidden one', async () => {
      const codes = ['S14', 'S26', 'S01', 'S34'];
      const found = await Promise.all(
        codes.map(
          async (code) => (await system().ask(QUESTIONS[0]?.query ?? '', of(code), stewardOf('A11'))).data.dataset,
        ),
      );
      expect(found.map((dataset) => dataset?.code ?? null)).toEqual(['S14', 'S26', null, null]);
    });
  });
});
