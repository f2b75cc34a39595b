import { isErrorCode } from '../../kernel/errors/codes.ts';
import { NguonError, NotFoundError } from '../../kernel/errors/errors.ts';
import { asCsv } from '../../kernel/export/csv.ts';
import { asMarkdownTable } from '../../kernel/export/markdown.ts';
import type { Cell, Column, ExportForm, Row, Sheet } from '../../kernel/export/sheet.ts';
import { asXlsx } from '../../kernel/export/xlsx.ts';
import type { ReportAsker } from './impact-report.ts';

/** Which list: one of the city's lists, or a mandate list. */
export interface ListAsked {
  readonly kind: 'list' | 'mandateList';
  readonly code: string;
}

const DATASET = 'code titleVi: title(lang: VI) titleEn: title(lang: EN) publisher { code name(lang: VI) }';
const PLATFORM = 'code titleVi: name(lang: VI) titleEn: name(lang: EN) publisher: owner { code name(lang: VI) }';
const DECISION = 'version state document { code } article approvedOn';

/** What each kind of list is called in the schema, and what its versions and differences name. */
const QUERIES = {
  list: {
    root: 'dataList',
    version: `${DECISION} datasets { ${DATASET} } platforms { ${PLATFORM} }`,
    diff: `dataListDiff(list: $code, from: $from, to: $to) { added { ${DATASET} } removed { ${DATASET} } addedPlatforms { ${PLATFORM} } removedPlatforms { ${PLATFORM} } }`,
  },
  mandateList: {
    root: 'mandateList',
    version: `${DECISION} datasets: items { ${DATASET} }`,
    diff: `mandateListDiff(mandateList: $code, from: $from, to: $to) { added { ${DATASET} } removed { ${DATASET} } }`,
  },
} as const;

interface Named {
  readonly code: string;
  readonly titleVi: string;
  readonly titleEn: string;
  readonly publisher: { readonly code: string; readonly name: string } | null;
}

interface Version {
  readonly version: number;
  readonly state: string;
  readonly document: { readonly code: string } | null;
  readonly article: string | null;
  readonly approvedOn: string | null;
  readonly datasets: readonly (Named | null)[];
  readonly platforms?: readonly (Named | null)[];
}

interface Diff {
  readonly added: readonly (Named | null)[];
  readonly removed: readonly (Named | null)[];
  readonly addedPlatforms?: readonly (Named | null)[];
  readonly removedPlatforms?: readonly (Named | null)[];
}

const NAMED: readonly Column[] = [
  { title: 'code', width: 14 },
  { title: 'titleVi', width: 44 },
  { title: 'titleEn', width: 44 },
  { title: 'agency', width: 9 },
  { title: 'agencyName', width: 40 },
];

const VERSION_COLUMNS: readonly Column[] = [
  { title: 'list', width: 20 },
  { title: 'version', width: 9 },
  { title: 'state', width: 11 },
  { title: 'document', width: 20 },
  { title: 'article', width: 12 },
  { title: 'approvedOn', width: 26 },
  ...NAMED,
];

const DIFF_COLUMNS: readonly Column[] = [
  { title: 'list', width: 20 },
  { title: 'from', width: 7 },
  { title: 'to', width: 7 },
  { title: 'change', width: 9 },
  ...NAMED,
];

/**
 * What a version of a list names, a row each, as whoever asks sees it: at most 10,000 rows, which is most of a version.
 * @param version its number; the one in force now when null.
 * @throws NguonError as the query has it; NotFoundError when no version is in force.
 */
export async function listReport(ask: ReportAsker, { kind, code }: ListAsked, version: number | null): Promise<Sheet> {
  const { root, version: selection } = QUERIES[kind];
  const field = version === null ? 'version: versionInForce' : 'version(number: $version)';
  const data = await answered(
    ask,
    `query ListVersion($code: ID!${version === null ? '' : ', $version: Int!'}) { list: ${root}(code: $code) { ${field} { ${selection} } } }`,
    { code, ...(version === null ? {} : { version }) },
  );
  const { version: found } = data['list'] as { readonly version: Version | null };
  if (found === null) throw new NotFoundError(`version in force of the list ${code}`, 'now');
  const { state, document, article, approvedOn, datasets, platforms = [] } = found;
  const head: Row = [code, found.version, state, document?.code ?? null, article, approvedOn];
  return {
    name: `${code} ${found.version}`,
    columns: VERSION_COLUMNS,
    rows: [...datasets, ...platforms].flatMap((named) => (named === null ? [] : [[...head, ...cellsOf(named)]])),
  };
}

/**
 * What differs between two versions of a list, a row for each dataset or platform that was added or removed, as whoever
 * asks sees it.
 * @throws NguonError as the query has it.
 */
export async function listDiffReport(
  ask: ReportAsker,
  { kind, code }: ListAsked,
  from: number,
  to: number,
): Promise<Sheet> {
  const data = await answered(
    ask,
    `query ListDiff($code: ID!, $from: Int!, $to: Int!) { diff: ${QUERIES[kind].diff} }`,
    { code, from, to },
  );
  const { added, removed, addedPlatforms = [], removedPlatforms = [] } = data['diff'] as Diff;
  const rows = (change: string, all: readonly (Named | null)[]): Row[] =>
    all.flatMap((named) => (named === null ? [] : [[code, from, to, change, ...cellsOf(named)]]));
  return {
    name: `${code} ${from}-${to}`,
    columns: DIFF_COLUMNS,
    rows: [...rows('added', [...added, ...addedPlatforms]), ...rows('removed', [...removed, ...removedPlatforms])],
  };
}

const cellsOf = ({ code, titleVi, titleEn, publisher }: Named): readonly Cell[] => [
  code,
  titleVi,
  titleEn,
  publisher?.code ?? null,
  publisher?.name ?? null,
];

async function answered(
  ask: ReportAsker,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  const { data, errors = [] } = await ask(query, variables);
  const [error] = errors;
  if (error !== undefined) {
    const code = error.extensions?.['code'];
    throw new NguonError(isErrorCode(code) ? code : 'INTERNAL_SERVER_ERROR', error.message);
  }
  return data ?? {};
}

/** How a list or a difference is written, by form. */
export const LIST_WRITERS: Readonly<Record<ExportForm, (sheet: Sheet) => AsyncIterable<string | Buffer>>> = {
  csv: asCsv,
  md: asMarkdownTable,
  xlsx: (sheet) => asXlsx([sheet]),
};
