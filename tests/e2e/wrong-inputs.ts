import type { AskedAs } from '../../cli/asker.ts';
import { ADMINISTRATOR, ANONYMOUS, ARCHITECT, DEVELOPER, stewardOf } from '../support/instance.ts';

/** Something wrong that is asked, and what has to be answered. */
export interface Wrong {
  readonly name: string;
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly as: AskedAs;
  readonly code: string;
  /** Says what was given or expected, and what to try. */
  readonly message: RegExp;
}

type Case = readonly [name: string, question: string, code: string, message: RegExp];

const asked = (cases: readonly Case[]): Wrong[] =>
  cases.map(([name, query, code, message]) => ({ name, query, as: ARCHITECT, code, message }));

type Written = readonly [
  name: string,
  mutation: string,
  input: Record<string, unknown>,
  code: string,
  message: RegExp,
  as?: AskedAs,
];

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const written = (cases: readonly Written[]): Wrong[] =>
  cases.map(([name, mutation, input, code, message, as = ADMINISTRATOR]) => ({
    name,
    query: `mutation ($input: ${upperFirst(mutation)}Input!) { ${mutation}(input: $input) { __typename } }`,
    variables: { input },
    as,
    code,
    message,
  }));

const repeat = (text: string, count: number): string => Array(count).fill(text).join(' ');
const nested = (depth: number): string =>
  depth === 0 ? 'code' : `publisher { datasets { nodes { ${nested(depth - 1)} } } }`;

/** Questions about what is not there. */
export const UNKNOWN: readonly Wrong[] = asked([
  ['a dataset', '{ dataset(code: "N1") { code } }', 'NOT_FOUND', /no dataset "N1"\. Did you mean .*N01/],
  ['an agency', '{ agency(code: "A1") { code } }', 'NOT_FOUND', /no agency "A1"\. Did you mean .*A01/],
  ['a partner', '{ partner(code: "VNPTT") { code } }', 'NOT_FOUND', /no partner "VNPTT"\. Did you mean VNPT/],
  ['a standard', '{ standard(code: "TCVN 7798") { code } }', 'NOT_FOUND', /Did you mean TCVN 7789/],
  ['a document', '{ policyDocument(code: "214/NQ-C") { code } }', 'NOT_FOUND', /Did you mean 214\/NQ-CP/],
  ['an element', '{ dataElement(code: "ho_tem") { code } }', 'NOT_FOUND', /Did you mean ho_ten/],
  ['a code list', '{ codeList(code: "ma_phuon") { code } }', 'NOT_FOUND', /Did you mean ma_phuong/],
  ['a mandate list', '{ mandateList(code: "ML-2026-11") { code } }', 'NOT_FOUND', /Did you mean ML-202\d-1\d/],
  ['a platform', '{ platform(code: "LGP") { code } }', 'NOT_FOUND', /Did you mean LGSP/],
  ['a campaign', '{ campaign(code: "C2025") { code } }', 'NOT_FOUND', /Did you mean C2026/],
  ['a field', '{ field(ref: "N01.ngay_sin") { ref } }', 'NOT_FOUND', /Did you mean .*N01\.ngay_sinh/],
  ['a node of lineage', '{ impact(of: "N1") { complete } }', 'NOT_FOUND', /no dataset "N1"\. Did you mean .*N01/],
  [
    'a column of lineage',
    '{ impact(of: "N01.ngay_sin") { complete } }',
    'NOT_FOUND',
    /no column "N01\.ngay_sin"\. Did you mean N01\.ngay_sinh/,
  ],
  ['the column of a dataset', '{ lineage(of: "N1.ma") { complete } }', 'NOT_FOUND', /no dataset "N1"/],
  [
    'a node whose lineage differs',
    '{ lineageDiff(of: "N1", from: "2026-01-01", to: "2026-02-01") { complete } }',
    'NOT_FOUND',
    /no dataset "N1"\. Did you mean .*N01/,
  ],
  ['a flow', '{ job(ref: "job:F99") { code } }', 'NOT_FOUND', /no flow "job:F99"/],
  ['an end of a way', '{ paths(from: "N01", to: "O99") { distance } }', 'NOT_FOUND', /no dataset "O99"/],
  ['an end of what is between', '{ between(from: "N99", to: "O14") { complete } }', 'NOT_FOUND', /no dataset "N99"/],
  ['an end to be separated', '{ separators(from: "N01", to: "O99") { complete } }', 'NOT_FOUND', /no dataset "O99"/],
]);

/** Arguments out of what is accepted. */
export const ARGUMENTS: readonly Wrong[] = asked([
  ['first: -1', '{ datasets(first: -1) { totalCount } }', 'BAD_USER_INPUT', /from 0 to 200; given: -1/],
  ['first: 201', '{ datasets(first: 201) { totalCount } }', 'BAD_USER_INPUT', /given: 201\. Ask for 200 or fewer/],
  ['first: 10000', '{ agencies(first: 10000) { totalCount } }', 'BAD_USER_INPUT', /given: 10000/],
  [
    'first: -1 of an impact',
    '{ impact(of: "N01") { datasets(first: -1) { totalCount } } }',
    'BAD_USER_INPUT',
    /given: -1/,
  ],
  [
    'first: 10000 of a nested list',
    '{ agency(code: "A11") { datasets(first: 10000) { totalCount } } }',
    'BAD_USER_INPUT',
    /given: 10000/,
  ],
  ['first: 1.5', '{ datasets(first: 1.5) { totalCount } }', 'GRAPHQL_VALIDATION_FAILED', /Int cannot represent/],
  [
    'a cursor that is none',
    '{ datasets(after: "x") { totalCount } }',
    'BAD_CURSOR',
    /"after" is not one of ours\. Use/,
  ],
  ['no way at all', '{ paths(from: "N01", to: "O14", first: 0) { distance } }', 'BAD_USER_INPUT', /1 to 100; given: 0/],
  ['101 ways', '{ paths(from: "N01", to: "O14", first: 101) { distance } }', 'BAD_USER_INPUT', /1 to 100; given: 101/],
  [
    'first: -1 of cycles',
    '{ lineageStatistics { cycles(first: -1) { totalCount } } }',
    'BAD_USER_INPUT',
    /from 0 to 200; given: -1/,
  ],
  [
    'a cursor of another list',
    '{ lineageStatistics { orphans(after: "x") { totalCount } } }',
    'BAD_CURSOR',
    /"after" is not one of ours/,
  ],
  ['a depth of 0', '{ lineage(of: "N01", depth: 0) { complete } }', 'BAD_USER_INPUT', /from 1 to 50; given: 0/],
  [
    'a column at the level of datasets',
    '{ lineage(of: "N01.ho_ten", level: DATASET) { complete } }',
    'BAD_USER_INPUT',
    /Ask about its dataset/,
  ],
  [
    'kinds that list nothing',
    '{ lineage(of: "N01", kinds: []) { complete } }',
    'BAD_USER_INPUT',
    /kinds is an empty list/,
  ],
  [
    'transformations that let nothing through',
    '{ impact(of: "N01", transformations: []) { complete } }',
    'BAD_USER_INPUT',
    /transformations is an empty list/,
  ],
  ['a cursor that is none', '{ lineage(of: "N01", after: "x") { complete } }', 'BAD_CURSOR', /not one of ours/],
  [
    'a revision of the future',
    '{ impact(of: "N01", minRevision: "999999999") { complete } }',
    'BAD_USER_INPUT',
    /no revision 999999999 yet/,
  ],
  [
    'what is no revision',
    '{ paths(from: "N01", to: "O14", minRevision: "-1") { complete } }',
    'BAD_USER_INPUT',
    /takes a revision/,
  ],
  [
    'a state that will be known',
    '{ impact(of: "N01", asRecorded: "2099-01-01") { complete } }',
    'BAD_USER_INPUT',
    /asRecorded takes an instant that has been/,
  ],
  [
    'a time before the first record',
    '{ lineage(of: "N01", asRecorded: "1990-01-01") { complete } }',
    'BAD_USER_INPUT',
    /before the first record/,
  ],
  [
    'a time before the first record of neighbours',
    '{ dataset(code: "N01") { upstream(asRecorded: "1990-01-01") { complete } } }',
    'BAD_USER_INPUT',
    /before the first record/,
  ],
  [
    'a time that no event has',
    '{ lineageStatistics(asOf: "1969-12-31") { complete } }',
    'BAD_USER_INPUT',
    /asOf takes an instant from 1970 up to 2100/,
  ],
  [
    'a way from a node to itself',
    '{ paths(from: "N01", to: "N01") { distance } }',
    'BAD_USER_INPUT',
    /one node; given: N01\. Name another end/,
  ],
  [
    'what is between a node and itself',
    '{ between(from: "N01", to: "N01") { complete } }',
    'BAD_USER_INPUT',
    /one node/,
  ],
  [
    'a flow at a revision of the future',
    '{ job(ref: "job:F26", minRevision: "999999999") { code } }',
    'BAD_USER_INPUT',
    /no revision 999999999 yet/,
  ],
  ['a depth of 51', '{ lineage(of: "N01", depth: 51) { complete } }', 'BAD_USER_INPUT', /from 1 to 50; given: 51/],
  [
    'instants that are not in order',
    '{ lineageDiff(of: "N01", from: "2026-02-01", to: "2026-01-01") { complete } }',
    'BAD_USER_INPUT',
    /from must be before to; given: .*Exchange them/,
  ],
  [
    'an instant and itself',
    '{ lineageDiff(of: "N01", from: "2026-02-01", to: "2026-02-01") { complete } }',
    'BAD_USER_INPUT',
    /from must be before to/,
  ],
  [
    'a depth of 0 of a difference',
    '{ lineageDiff(of: "N01", from: "2026-01-01", to: "2026-02-01", depth: 0) { complete } }',
    'BAD_USER_INPUT',
    /from 1 to 50; given: 0/,
  ],
  [
    'a cursor of another list of a difference',
    '{ lineageDiff(of: "N01", from: "2026-01-01", to: "2026-02-01") { nodes(after: "x") { totalCount } } }',
    'BAD_CURSOR',
    /not one of ours/,
  ],
  ['a day that is a word', '{ impact(of: "N01", asOf: "yesterday") { complete } }', 'BAD_USER_INPUT', /yesterday/],
  ['a day that is not', '{ agencies(asOf: "2026-02-30") { totalCount } }', 'BAD_USER_INPUT', /2026-02-30/],
  [
    'an instant without a zone',
    '{ agency(code: "A01") { partners(asOf: "2026-02-01T00:00:00") { code } } }',
    'BAD_USER_INPUT',
    /zone|Z|\+07:00/,
  ],
  ['a number for an instant', '{ impact(of: "N01", asOf: 2026) { complete } }', 'BAD_USER_INPUT', /2026/],
  [
    'an enum value',
    '{ datasets(filter: { tier: CITY }) { totalCount } }',
    'GRAPHQL_VALIDATION_FAILED',
    /"CITY" does not exist in "DatasetTier" enum/,
  ],
  ['an empty reference', '{ impact(of: "") { complete } }', 'BAD_USER_INPUT', /N01\.ngay_sinh|reference/],
  [
    'the lineage of an element',
    '{ lineage(of: "element:ho_ten") { complete } }',
    'BAD_USER_INPUT',
    /Use N01, N01\.ngay_sinh.+asked by impact/,
  ],
  ['a field that is not there', '{ datasets { nodes { titel } } }', 'GRAPHQL_VALIDATION_FAILED', /"titel"/],
  [
    'an argument that is missing',
    '{ dataset { code } }',
    'GRAPHQL_VALIDATION_FAILED',
    /"code" of type "ID!" is required/,
  ],
  ['a text that is no GraphQL', '{ datasets( }', 'GRAPHQL_PARSE_FAILED', /Syntax Error/],
  ['a variable that is missing', 'query ($code: ID!) { dataset(code: $code) { code } }', 'BAD_USER_INPUT', /\$code/],
]);

/** Operations over a published limit, each by one. */
export const TOO_LARGE: readonly Wrong[] = asked([
  ['deeper than 10', `{ datasets { nodes { ${nested(3)} } } }`, 'QUERY_TOO_LARGE', /depth \d+, at most 10\. Split it/],
  [
    'with 16 aliases',
    `{ ${Array.from({ length: 16 }, (_, i) => `a${i}: catalogTotals { datasets }`).join(' ')} }`,
    'QUERY_TOO_LARGE',
    /aliases 16, at most 15/,
  ],
  [
    'with 21 root fields',
    `{ ${repeat('catalogTotals { datasets }', 21)} }`,
    'QUERY_TOO_LARGE',
    /rootFields 21, at most 20/,
  ],
  [
    'with 11 directives',
    `{ catalogTotals { ${repeat('datasets @include(if: true)', 11)} } }`,
    'QUERY_TOO_LARGE',
    /directives 11, at most 10/,
  ],
  [
    'with more than 2,000 tokens',
    `{ catalogTotals { ${repeat('datasets', 2_000)} } }`,
    'QUERY_TOO_LARGE',
    /2000 tokens/,
  ],
  [
    'with more than 2,000 fields in fragments',
    `{ catalogTotals { ...a ...a ...a } } fragment a on CatalogTotals { ${repeat('datasets', 900)} }`,
    'QUERY_TOO_LARGE',
    /selections \d+, at most 2000/,
  ],
]);

const agency = (more: Record<string, unknown>) => ({
  code: 'A90',
  nameVi: 'Cơ quan thử',
  nameEn: 'Test agency',
  bloc: 'GOVERNMENT',
  level: 'CITY',
  line: 'CITY',
  validFrom: '2026-01-01',
  ...more,
});
const dataset = (more: Record<string, unknown>) => ({
  code: 'S90',
  titleVi: 'Thử',
  titleEn: 'Test',
  descriptionVi: 'x',
  descriptionEn: 'x',
  publisher: 'A11',
  tier: 'SPECIALIZED',
  ...more,
});
const flow = (more: Record<string, unknown>) => ({
  code: 'F90',
  type: 'MANUAL',
  from: 'O01',
  to: 'O02',
  channel: 'MANUAL',
  validFrom: '2026-02-01',
  columns: [],
  ...more,
});
const field = (name: string) => ({ name, type: 'STR', piiClass: 'NONE' });

/** Writes that contradict what is there, or themselves. */
export const WRITES: readonly Wrong[] = written([
  ['an agency that is there', 'createAgency', agency({ code: 'A01' }), 'CONFLICT', /A01|exists|taken/],
  [
    'an agency with a dot in its code',
    'createAgency',
    agency({ code: 'A.90' }),
    'BAD_USER_INPUT',
    /code takes a code of letters/,
  ],
  [
    'an agency with a blank name',
    'createAgency',
    agency({ nameVi: '  ' }),
    'BAD_USER_INPUT',
    /nameVi must not be blank/,
  ],
  [
    'NUL in a name',
    'createAgency',
    agency({ nameEn: 'a\0b' }),
    'BAD_USER_INPUT',
    /nameEn.*cannot be stored.*Remove it/,
  ],
  [
    'half a surrogate pair in a name',
    'updateAgency',
    { code: 'A01', nameEn: 'a\ud800' },
    'BAD_USER_INPUT',
    /cannot be stored/,
  ],
  [
    'a name of 1,025 characters',
    'updateAgency',
    { code: 'A01', nameEn: 'x'.repeat(1_025) },
    'BAD_USER_INPUT',
    /at most 1024/,
  ],
  [
    'an agency that ends before it begins',
    'createAgency',
    agency({ validTo: '2025-01-01' }),
    'BAD_USER_INPUT',
    /validTo must be after validFrom/,
  ],
  [
    'an agency below one that is not there',
    'createAgency',
    agency({ parent: 'A1' }),
    'CONFLICT',
    /parent does not exist\. Create it first, or leave parent out/,
  ],
  ['an agency that is its own parent', 'updateAgency', { code: 'A01', parent: 'A01' }, 'CONFLICT', /A01/],
  [
    'a change of an agency that is not there',
    'updateAgency',
    { code: 'A1', nameEn: 'x' },
    'NOT_FOUND',
    /Did you mean .*A01/,
  ],
  [
    'five partners at once',
    'assignPartners',
    {
      agency: 'A11',
      validFrom: '2026-06-01',
      partners: ['MBF', 'VNPT', 'VTL', 'FPT', 'MK'].map((partner, i) => ({ partner, isLead: i === 0 })),
    },
    'CONFLICT',
    /at most 4 partners; given: 5 .*Leave some out/,
  ],
  [
    'a fifth partner',
    'addPartnerAssignment',
    { agency: 'A11', partner: 'CMC', validFrom: '2026-06-01' },
    'CONFLICT',
    /A11 has four partners already \(.*\): end one first with endPartnerAssignment/,
  ],
  [
    'a second lead',
    'addPartnerAssignment',
    { agency: 'A05', partner: 'CMC', isLead: true, validFrom: '2026-06-01' },
    'CONFLICT',
    /FPT leads agency A05 already, .*setLeadPartner/,
  ],
  [
    'two leads at once',
    'assignPartners',
    {
      agency: 'A05',
      validFrom: '2026-06-01',
      partners: [
        { partner: 'FPT', isLead: true },
        { partner: 'CMC', isLead: true },
      ],
    },
    'CONFLICT',
    /one lead partner; given: .*Say isLead of one/,
  ],
  [
    'several partners without a lead',
    'assignPartners',
    { agency: 'A05', validFrom: '2026-06-01', partners: [{ partner: 'FPT' }, { partner: 'CMC' }] },
    'CONFLICT',
    /no lead .*Say isLead of one/,
  ],
  [
    'a period that overlaps another',
    'addPartnerAssignment',
    { agency: 'A05', partner: 'VNPT', validFrom: '2026-06-01', validTo: '2026-09-01' },
    'CONFLICT',
    /VNPT works for agency A05 from .* already: validity periods must not overlap\. End it first/,
  ],
  [
    'the end of a lead that others need',
    'endPartnerAssignment',
    { agency: 'A11', partner: 'VTL' },
    'CONFLICT',
    /hand the lead over first with setLeadPartner/,
  ],
  [
    'a partner that is not there',
    'addPartnerAssignment',
    { agency: 'A09', partner: 'VNPTT', validFrom: '2026-06-01' },
    'NOT_FOUND',
    /"VNPTT"\. Did you mean VNPT/,
  ],
  ['a dataset that is there', 'createDataset', dataset({ code: 'S26' }), 'CONFLICT', /S26|exists|taken/],
  [
    'a national database with a sharing class',
    'createDataset',
    dataset({ tier: 'NATIONAL', sharingClass: 'OPEN' }),
    'BAD_USER_INPUT',
    /sharingClass|sharing class/,
  ],
  ['two columns of one name', 'createDataset', dataset({ fields: [field('ma'), field('ma')] }), 'BAD_USER_INPUT', /ma/],
  ['an enum value in an input', 'createDataset', dataset({ tier: 'CITY' }), 'BAD_USER_INPUT', /"CITY".*DatasetTier/],
  [
    'columns for a dataset that is not there',
    'writeSchemaVersion',
    { dataset: 'S9', fields: [field('ma')] },
    'NOT_FOUND',
    /"S9"\. Did you mean/,
  ],
  [
    'a class for a column that is not there',
    'updateField',
    { dataset: 'S26', name: 'ma_idc', piiClass: 'NONE' },
    'NOT_FOUND',
    /ma_idc/,
  ],
  [
    'a distribution that is there',
    'addDistribution',
    { dataset: 'O01', code: 'O01-CSV', format: 'CSV' },
    'CONFLICT',
    /O01-CSV|exists|taken/,
  ],
  [
    'a measurement over 1',
    'addQualityMeasurement',
    { dataset: 'O01', criterion: 'CLEAN', metric: 'share', value: 1.5, measuredAt: '2026-02-01' },
    'BAD_USER_INPUT',
    /value/,
  ],
  [
    'an approval of a version that is approved',
    'approveDataListVersion',
    { list: 'open-data-list', version: 1, document: '127/KH-UBND', approvedOn: '2026-05-01' },
    'CONFLICT',
    /approved/i,
  ],
  [
    'a standard that is not there',
    'declareConformance',
    { standard: 'TCVN 7798', datasets: ['O01'] },
    'NOT_FOUND',
    /Did you mean TCVN 7789/,
  ],
  [
    'conformance of a dataset that is not there',
    'declareConformance',
    { standard: 'DCAT 3', datasets: ['O13', 'O99'] },
    'NOT_FOUND',
    /"O99"/,
    stewardOf('A12'),
  ],
  [
    'a second approved master source',
    'approveMasterSource',
    { element: 'ho_ten', dataset: 'S01' },
    'CONFLICT',
    /approved master source already\. Take that approval back first/,
  ],
  [
    'weights that do not add up',
    'setQualityProfile',
    { weights: { accurate: 0.5, complete: 0.5, clean: 0.5, live: 0, unified: 0, sharedUse: 0 } },
    'BAD_USER_INPUT',
    /add up to 1\.5; they must add up to 1\. Change some/,
  ],
  [
    'a metric with the code of one that is computed',
    'defineQualityMetric',
    {
      code: 'freshness',
      criterion: 'LIVE',
      nameVi: 'x',
      nameEn: 'x',
      definitionVi: 'x',
      definitionEn: 'x',
      characteristics: ['CURRENTNESS'],
    },
    'CONFLICT',
    /freshness is a metric that the catalog computes .*Give another code/,
  ],
  [
    'a count of fewer records than none',
    'addRecordGroupCount',
    { dataset: 'S27', countedAt: '2026-02-01', complete: -1, missing: 0, toRebuild: 0 },
    'BAD_USER_INPUT',
    /complete takes a number of records from 0/,
  ],
  [
    'an update in the future',
    'reportDatasetUpdate',
    { dataset: 'S27', updatedAt: '2099-01-01' },
    'BAD_USER_INPUT',
    /in the future; given: 2098-12-31.*Give when/,
  ],
  [
    'an element that is a homonym',
    'createDataElement',
    { code: 'dia_chi', nameVi: 'x', nameEn: 'x', definitionVi: 'x', definitionEn: 'x', type: 'STR' },
    'CONFLICT',
    /declared to be a homonym.*Give the element a code/,
  ],
  [
    'a homonym that is an element',
    'declareHomonym',
    { name: 'ho_ten', noteVi: 'x', noteEn: 'x' },
    'CONFLICT',
    /has an element of this code.*Give another name/,
  ],
  [
    'codes of a field without a code list',
    'reportObservedCodes',
    { field: 'S04.ma_ho_so', codes: ['1'], observedAt: '2026-02-01' },
    'CONFLICT',
    /S04\.ma_ho_so has no code list.*Bind one first/,
  ],
  [
    'a suggestion for a field that is bound',
    'decideSuggestion',
    { field: 'N01.ho_ten', element: 'so_dinh_danh', accept: true },
    'CONFLICT',
    /N01\.ho_ten is bound to an element already\. Unbind it first/,
  ],
  [
    'a decision taken back that was not made',
    'undoSuggestionDecision',
    { field: 'N01.ho_ten', element: 'so_dinh_danh' },
    'CONFLICT',
    /Nothing was decided on so_dinh_danh.*bindingDecisions/,
  ],
  [
    'a binding to an element that is not there',
    'bindFields',
    { element: 'ho_tem', fields: ['N01.ho_ten'] },
    'NOT_FOUND',
    /Did you mean ho_ten/,
  ],
  [
    'a flow from a dataset that is not there',
    'declareFlow',
    flow({ from: 'O1' }),
    'NOT_FOUND',
    /"O1"\. Did you mean .*O01/,
  ],
  [
    'a flow into a column that is not there',
    'declareFlow',
    flow({ columns: [{ from: 'ten', to: 'ten', transformation: 'IDENTITY' }] }),
    'BAD_USER_INPUT',
    /O02 has no column "ten"\./,
  ],
  [
    'a flow that ends before it begins',
    'declareFlow',
    flow({ validTo: '2026-01-01' }),
    'BAD_USER_INPUT',
    /validTo must be after validFrom/,
  ],
  [
    'a flow with a cell size of 0',
    'declareFlow',
    flow({ minimumCellSize: 0 }),
    'BAD_USER_INPUT',
    /minimumCellSize takes a whole number from 1 on/,
  ],
  ['a flow with a bad date', 'declareFlow', flow({ validFrom: '2026-13-01' }), 'BAD_USER_INPUT', /2026-13-01/],
  [
    'an acceptance of what is not found',
    'acceptFinding',
    { rule: 'R1', target: 'O13', document: '127/KH-UBND' },
    'NOT_FOUND',
    /policy finding "R1 O13"/,
  ],
  [
    'an acceptance about no dataset',
    'acceptFinding',
    { rule: 'R1', target: 'O1', document: '127/KH-UBND' },
    'NOT_FOUND',
    /"O1"\. Did you mean .*O01/,
  ],
  [
    'an acceptance about a column',
    'acceptFinding',
    { rule: 'R1', target: 'O14.diem', document: '127/KH-UBND' },
    'BAD_USER_INPUT',
    /about a dataset, an element .* or a flow .*; given: O14\.diem/,
  ],
  [
    'an acceptance that has ended',
    'acceptFinding',
    { rule: 'R2', target: 'O03', document: '127/KH-UBND', until: '2026-01-01' },
    'BAD_USER_INPUT',
    /until takes an instant after now .*given: 2025-12-31T17:00:00\.000Z/,
  ],
  [
    'an acceptance without a document',
    'acceptFinding',
    { rule: 'R2', target: 'O03', document: '' },
    'BAD_USER_INPUT',
    /document/,
  ],
  [
    'a de-identification of what the flow does not write',
    'recordDeidentification',
    { job: 'job:F48', field: 'O14.diem', method: 'x', approver: '127/KH-UBND', approvedOn: '2026-02-01' },
    'BAD_USER_INPUT',
    /job:F48 does not write O14; it writes O03/,
  ],
  [
    'a de-identification of a dataset',
    'recordDeidentification',
    { job: 'job:F48', field: 'O03', method: 'x', approver: '127/KH-UBND', approvedOn: '2026-02-01' },
    'BAD_USER_INPUT',
    /field takes a column/,
  ],
  [
    'a de-identification to come',
    'recordDeidentification',
    { job: 'job:F48', field: 'O03.ma_nguoi_nop_hash', method: 'x', approver: '127/KH-UBND', approvedOn: '2090-01-01' },
    'BAD_USER_INPUT',
    /approvedOn takes an instant that is not after now/,
  ],
  [
    'the withdrawal of a de-identification that there is not',
    'withdrawDeidentification',
    { job: 'job:F48', field: 'O03.ma_nguoi_nop_hash' },
    'NOT_FOUND',
    /record of a de-identification/,
  ],
  [
    'the withdrawal of an acceptance that there is not',
    'withdrawAcceptance',
    { rule: 'R2', target: 'O03' },
    'NOT_FOUND',
    /accepted finding "R2 O03"/,
  ],
  [
    'the end of a flow before its beginning',
    'retireFlow',
    { code: 'F01', validTo: '2025-01-01' },
    'CONFLICT',
    /validTo must be after its validFrom/,
  ],
  [
    'the end of a flow that is not there',
    'retireFlow',
    { code: 'F99', validTo: '2027-01-01' },
    'NOT_FOUND',
    /no flow "job:F99"/,
  ],
  [
    'access to a dataset that is not there',
    'requestAccess',
    { dataset: 'S1', requester: 'A12', purposeVi: 'x', purposeEn: 'x' },
    'NOT_FOUND',
    /"S1"\. Did you mean/,
  ],
  [
    'an approval of a request that is decided',
    'approveAccessRequest',
    { code: 'AR-02' },
    'CONFLICT',
    /APPROVED|approved|open/i,
  ],
  [
    'a refusal without a legal ground',
    'refuseAccessRequest',
    { code: 'AR-01', reasonVi: 'x', reasonEn: 'x', document: '', article: '' },
    'BAD_USER_INPUT',
    /document|article/,
  ],
  ['access granted before it is approved', 'grantAccess', { code: 'AR-01' }, 'CONFLICT', /approve/i],
]);

const TASK = {
  code: 'C2026-90',
  campaign: 'C2026',
  group: 'DATA',
  kind: 'CLEANSE',
  titleVi: 'Thử',
  titleEn: 'Test',
  agency: 'A11',
  responsiblePostVi: 'Phó Giám đốc',
  responsiblePostEn: 'Deputy Director',
  textVi: 'Làm sạch',
  textEn: 'Cleanse',
  dueOn: '2026-12-31',
  accountablePostVi: 'Giám đốc',
  accountablePostEn: 'Director',
  deliverableVi: 'Báo cáo',
  deliverableEn: 'Report',
  authority: '214/NQ-CP',
};

/** Tasks that say five of the six clears: one is left out, or blank. */
export const FIVE_CLEARS: readonly Wrong[] = written([
  ...(
    [
      ['responsibility', { agency: null }],
      ['responsibility', { responsiblePostVi: ' ' }],
      ['task', { textVi: '', textEn: '' }],
      ['timeline', { dueOn: null }],
      ['accountability', { accountablePostEn: null }],
      ['deliverable', { deliverableVi: null, deliverableEn: null }],
      ['authority', { authority: null }],
    ] as const
  ).map(
    ([clear, left]): Written => [
      `${clear} (${Object.keys(left).join(', ')})`,
      'createTask',
      { ...TASK, ...left },
      'BAD_USER_INPUT',
      new RegExp(`lacks 1 of its six clears: ${clear} \\(.*A task is accepted when it says all six`),
    ],
  ),
]);

/** Writes of those who may not. */
export const NOT_ALLOWED: readonly Wrong[] = written([
  [
    'nobody in particular',
    'updateAgency',
    { code: 'A01', nameEn: 'x' },
    'UNAUTHENTICATED',
    /signed in.*nguon token/,
    ANONYMOUS,
  ],
  ['a developer', 'createDataset', dataset({}), 'FORBIDDEN', /your role is developer/, DEVELOPER],
  ['an architect', 'updateAgency', { code: 'A01', nameEn: 'x' }, 'FORBIDDEN', /architect/, ARCHITECT],
  [
    'a steward of another agency',
    'updateDataset',
    { code: 'O13', titleEn: 'x' },
    'FORBIDDEN',
    /steward of A11\. A steward of A12 or/,
    stewardOf('A11'),
  ],
  [
    'a steward who gives a dataset away',
    'updateDataset',
    { code: 'S27', publisher: 'A12' },
    'FORBIDDEN',
    /A12/,
    stewardOf('A11'),
  ],
  [
    'a steward for a finding about another agency',
    'acceptFinding',
    { rule: 'R3', target: 'O13', document: '127/KH-UBND' },
    'FORBIDDEN',
    /accept a finding for A12/,
    stewardOf('A11'),
  ],
  [
    'a steward for a finding about an element',
    'acceptFinding',
    { rule: 'R6', target: 'element:ho_ten', document: '127/KH-UBND' },
    'FORBIDDEN',
    /administrator/,
    stewardOf('A11'),
  ],
  ['a steward for the flow into another agency', 'declareFlow', flow({}), 'FORBIDDEN', /A01/, stewardOf('A11')],
  [
    'a steward of partners',
    'assignPartners',
    { agency: 'A11', validFrom: '2026-06-01', partners: [] },
    'FORBIDDEN',
    /administrator/,
    stewardOf('A11'),
  ],
]);
