import { asked, type Wrong } from './wrong.ts';

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
    'a time that no event has, of schemas that were told',
    '{ dataset(code: "N01") { observedSchemaVersions(asOf: "2100-01-02") { totalCount } } }',
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
