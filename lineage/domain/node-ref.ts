/**
 * The one textual form of a node of the lineage graph, parsed and printed here and nowhere else.
 *
 * ```
 * N01                          dataset of the catalog          <code>
 * N01.ngay_sinh                its column                      <code>.<field>, split at the first dot
 * job:F26                      flow of the catalog
 * <namespace>|<name>           dataset outside the catalog     (OpenLineage's pair)
 * <namespace>|<name>#<field>   its column
 * job:<namespace>|<name>       job outside the catalog
 * element:x codelist:x standard:x
 * ```
 *
 * Inside a part `|`, `#`, `%`, blanks, control and format characters are percent-encoded as UTF-8 (RFC 3986, 2.1), and
 * so is the colon of a first part that would otherwise read as one of the prefixes. Parsing accepts any other encoded
 * character too; printing encodes just these, so that equal nodes have equal texts.
 */

/** What a reference points at. */
export type NodeKind = 'DATASET' | 'FIELD' | 'JOB' | 'ELEMENT' | 'CODELIST' | 'STANDARD';

/** How a dataset or job is called: a code of the catalog, or a pair of names from outside. */
export type NodeName =
  | { readonly code: string }
  | {
      readonly namespace: string;
      readonly name: string;
    };

/** A parsed reference. */
export type NodeRef =
  | { readonly kind: 'DATASET'; readonly dataset: NodeName }
  | { readonly kind: 'FIELD'; readonly dataset: NodeName; readonly field: string }
  | { readonly kind: 'JOB'; readonly job: NodeName }
  | { readonly kind: 'ELEMENT' | 'CODELIST' | 'STANDARD'; readonly code: string };

/** Longest namespace, name, field or code, in UTF-16 units, before encoding. */
export const LONGEST_PART = 1_024;

const FORMS =
  'N01, N01.ngay_sinh, job:F26, <namespace>|<name>, <namespace>|<name>#<field>, job:<namespace>|<name>, ' +
  'element:…, codelist:… or standard:…, with | # % and blanks percent-encoded inside the parts';

/** A text is not a reference, or a part cannot be printed as one. */
export class NodeRefError extends Error {
  override readonly name = 'NodeRefError';

  /** The text or part, as it was given. */
  readonly given: string;
  /** What is wrong with it, as a clause. */
  readonly problem: string;
  /** What would have been accepted. */
  readonly expected: string;

  constructor(given: string, problem: string, expected: string = FORMS) {
    const shown = given.length > 120 ? `${given.slice(0, 120)}…` : given;
    super(`${JSON.stringify(shown)} is not a node reference: ${problem}. Expected ${expected}.`);
    this.given = given;
    this.problem = problem;
    this.expected = expected;
  }
}

const PREFIXES = { 'job:': 'JOB', 'element:': 'ELEMENT', 'codelist:': 'CODELIST', 'standard:': 'STANDARD' } as const;
type Prefix = keyof typeof PREFIXES;
const PREFIX_LIST = Object.keys(PREFIXES) as Prefix[];
const PREFIX_OF = { ELEMENT: 'element:', CODELIST: 'codelist:', STANDARD: 'standard:' } as const;

const CATALOG_CODE = /^[A-Za-z0-9][A-Za-z0-9/:_-]{0,63}$/;
const CODE_RULE = 'letters, digits, "/", ":", "_" and "-", at most 64, starting with a letter or digit';
const TO_ENCODE = /[|#%\s\p{Cc}\p{Cf}\p{Z}]/gu;
const RAW_BLANK = /[\s\p{Cc}\p{Cf}\p{Z}]/u;

/**
 * Reads a reference.
 * @throws NodeRefError when the text has no such form.
 */
export function parseNodeRef(text: string): NodeRef {
  if (text === '') throw new NodeRefError(text, 'it is empty');
  if (RAW_BLANK.test(text))
    throw new NodeRefError(text, 'it holds a blank or control character, write it as %20 and so on');
  const prefix = prefixOf(text);
  const rest = prefix === undefined ? text : text.slice(prefix.length);
  if (prefix === 'job:') return { kind: 'JOB', job: parseName(text, rest) };
  if (prefix !== undefined) {
    if (/[|#]/.test(rest)) throw new NodeRefError(text, 'a code holds "|" or "#", write %7C or %23');
    return { kind: PREFIXES[prefix], code: decode(text, rest, 'code') };
  }
  if (text.includes('|')) {
    const hash = text.indexOf('#');
    if (hash < 0) return { kind: 'DATASET', dataset: parseName(text, text) };
    return {
      kind: 'FIELD',
      dataset: parseName(text, text.slice(0, hash)),
      field: parseField(text, text.slice(hash + 1)),
    };
  }
  const dot = text.indexOf('.');
  if (dot < 0) return { kind: 'DATASET', dataset: parseName(text, text) };
  return { kind: 'FIELD', dataset: parseName(text, text.slice(0, dot)), field: parseField(text, text.slice(dot + 1)) };
}

/**
 * Prints a reference in its one form: `printNodeRef(parseNodeRef(text))` is the canonical spelling of `text`.
 * @throws NodeRefError when a part is empty, too long, holds NUL or half a surrogate pair, or a code is malformed.
 */
export function printNodeRef(ref: NodeRef): string {
  switch (ref.kind) {
    case 'DATASET':
      return printDataset(ref.dataset);
    case 'FIELD':
      return printDataset(ref.dataset) + ('code' in ref.dataset ? '.' : '#') + encode(ref.field);
    case 'JOB':
      return `job:${printName(ref.job)}`;
    default:
      return PREFIX_OF[ref.kind] + encode(ref.code);
  }
}

/** The canonical spelling of a reference. @throws NodeRefError */
export const canonicalRef = (text: string): string => printNodeRef(parseNodeRef(text));

/** The canonical reference of a dataset of the catalog. @throws NodeRefError when the code is malformed. */
export const datasetRef = (code: string): string => printNodeRef({ kind: 'DATASET', dataset: { code } });

/** The canonical reference of a flow of the catalog. @throws NodeRefError when the code is malformed. */
export const jobRef = (code: string): string => printNodeRef({ kind: 'JOB', job: { code } });

/** The canonical reference of a column, from the canonical reference of its dataset and the column's plain name. */
export const fieldRef = (dataset: string, field: string): string =>
  dataset + (dataset.includes('|') ? '#' : '.') + encode(field);

/** What a canonical reference points at, without parsing it all. */
export function kindOfRef(ref: string): NodeKind {
  const prefix = prefixOf(ref);
  if (prefix !== undefined) return PREFIXES[prefix];
  return fieldMark(ref) < 0 ? 'DATASET' : 'FIELD';
}

/** The canonical reference of the dataset of a canonical column reference. */
export const datasetOfField = (field: string): string => field.slice(0, fieldMark(field));

/** The plain name of the column of a canonical column reference. */
export const nameOfField = (field: string): string => decodeURIComponent(field.slice(fieldMark(field) + 1));

const prefixOf = (text: string): Prefix | undefined => PREFIX_LIST.find((prefix) => text.startsWith(prefix));

/** Where the separator before the field stands in a reference without prefix; -1 when it is a dataset. */
const fieldMark = (ref: string): number => ref.indexOf(ref.includes('|') ? '#' : '.');

function parseName(text: string, part: string): NodeName {
  if (part.includes('#')) throw new NodeRefError(text, '"#" stands where no field can follow, write %23');
  const bar = part.indexOf('|');
  if (bar < 0) {
    const code = decode(text, part, 'code');
    if (!CATALOG_CODE.test(code))
      throw new NodeRefError(text, `${JSON.stringify(code)} is not a code of the catalog`, CODE_RULE);
    return { code };
  }
  const name = part.slice(bar + 1);
  if (name.includes('|')) throw new NodeRefError(text, 'it holds a second "|", write %7C');
  return { namespace: decode(text, part.slice(0, bar), 'namespace'), name: decode(text, name, 'name') };
}

function parseField(text: string, part: string): string {
  if (/[|#]/.test(part)) throw new NodeRefError(text, 'the field holds "|" or "#", write %7C or %23');
  return decode(text, part, 'field');
}

function decode(text: string, part: string, what: string): string {
  let plain: string;
  try {
    plain = decodeURIComponent(part);
  } catch {
    throw new NodeRefError(text, `the ${what} has a "%" that starts no UTF-8 character, write %25 for a percent sign`);
  }
  const problem = partProblem(plain);
  if (problem !== undefined) throw new NodeRefError(text, `the ${what} ${problem}`);
  return plain;
}

function partProblem(part: string): string | undefined {
  if (part === '') return 'is empty';
  if (part.length > LONGEST_PART) return `has ${part.length} characters, the most is ${LONGEST_PART}`;
  if (part.includes('\0') || !part.isWellFormed()) return 'holds NUL or half a surrogate pair';
  return undefined;
}

/** Parts that are printed as they are. */
const PLAIN = /^[!"$&-{}~]+$/;

function encode(part: string): string {
  if (part.length <= LONGEST_PART && PLAIN.test(part)) return part;
  const problem = partProblem(part);
  if (problem !== undefined) throw new NodeRefError(part, `a part ${problem}`, `1 to ${LONGEST_PART} characters`);
  return part.replace(TO_ENCODE, encodeURIComponent);
}

function printName(name: NodeName): string {
  if ('namespace' in name) return `${encode(name.namespace)}|${encode(name.name)}`;
  if (!CATALOG_CODE.test(name.code)) throw new NodeRefError(name.code, 'it is not a code of the catalog', CODE_RULE);
  return name.code;
}

function printDataset(name: NodeName): string {
  const text = printName(name);
  return prefixOf(text) === undefined ? text : text.replace(':', '%3A');
}
