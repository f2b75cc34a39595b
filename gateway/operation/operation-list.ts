import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Config } from '../../kernel/config/config.ts';
import { ConfigurationError, NguonError } from '../../kernel/errors/errors.ts';
import { enforceLimits, parseWithinLimits } from '../../kernel/limits/enforce.ts';

/** Operations that the operator knows, by id: made from the clients' own code, read once at the start, never added to. */
export interface OperationList {
  /** How many there are. */
  readonly size: number;
  /** Whether all others are refused. */
  readonly only: boolean;
  /** The document with this id; the SHA-256 of a document is always one of its ids. */
  find(id: string): string | undefined;
}

/** Where an operation is named instead of written out. */
export interface NamedOperation {
  readonly query?: string | undefined;
  /** GraphQL over HTTP, persisted documents: `sha256:<hex>` or an id of the list. */
  readonly documentId?: string | undefined;
  /** Apollo's form of the same: `extensions.persistedQuery.sha256Hash`. */
  readonly sha256Hash?: string | undefined;
}

const MOST_BYTES = 16 * 1_048_576;
const MOST_OPERATIONS = 10_000;
const SHA256 = /^[0-9a-f]{64}$/;

const digest = (document: string): string => createHash('sha256').update(document).digest('hex');
const plain = (id: string): string => (id.startsWith('sha256:') ? id.slice('sha256:'.length) : id);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Id and document of each operation, in either of the two forms that clients' tools write. */
function entriesOf(manifest: unknown): readonly (readonly [id: unknown, document: unknown])[] | undefined {
  if (!isRecord(manifest)) return undefined;
  const { format, operations } = manifest;
  if (format === undefined) return Object.entries(manifest);
  if (format !== 'apollo-persisted-query-manifest' || !Array.isArray(operations)) return undefined;
  return operations.map((operation) => (isRecord(operation) ? [operation['id'], operation['body']] : [null, null]));
}

/**
 * Makes a list of what a manifest holds: Apollo's `{"format": "apollo-persisted-query-manifest", "operations": [{"id",
 * "body"}]}`, or `{"<id>": "<document>"}` as Relay and GraphQL Code Generator write it.
 * @throws ConfigurationError for another form, an id that is a SHA-256 but not its document's, or a document that is no
 * GraphQL or over a limit.
 */
export function operationList(manifest: unknown, only: boolean): OperationList {
  const refuse = (problem: string): never => {
    throw new ConfigurationError(`The list of operations (NGUON_OPERATIONS) ${problem}.`);
  };
  const entries = entriesOf(manifest) ?? refuse('is neither an Apollo manifest nor {"<id>": "<document>"}');
  if (entries.length > MOST_OPERATIONS) refuse(`holds ${entries.length} operations, at most ${MOST_OPERATIONS}`);
  const documents = new Map<string, string>();
  for (const [id, document] of entries) {
    if (typeof id !== 'string' || id === '' || typeof document !== 'string')
      return refuse('holds an operation without a text for id and document');
    const own = digest(document);
    if (SHA256.test(plain(id)) && plain(id) !== own)
      refuse(`holds a document whose id ${id} is not its SHA-256 (${own}); make the list anew`);
    try {
      enforceLimits(parseWithinLimits(document), null);
    } catch (error) {
      refuse(`holds an operation (${id}) that cannot be answered: ${(error as Error).message}`);
    }
    documents.set(plain(id), document).set(own, document);
  }
  return { size: entries.length, only, find: (id) => documents.get(id) };
}

/** Reads a list from a file. @throws ConfigurationError when it cannot be read or is not accepted. */
export async function readOperationList(file: string, only: boolean): Promise<OperationList> {
  const unreadable = (why: string): never => {
    throw new ConfigurationError(`The list of operations ${file} (NGUON_OPERATIONS) ${why}.`);
  };
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) =>
    unreadable(`cannot be read (${error.code})`),
  );
  if (Buffer.byteLength(text) > MOST_BYTES) unreadable(`is larger than ${MOST_BYTES} bytes`);
  let manifest: unknown;
  try {
    manifest = JSON.parse(text);
  } catch {
    unreadable('is not JSON');
  }
  return operationList(manifest, only);
}

/**
 * The document that a request asks for. Nothing is ever added to the list by a request: a document that comes with its
 * hash is answered where any is, and forgotten.
 * @throws NguonError PERSISTED_QUERY_NOT_FOUND or _NOT_SUPPORTED for an id alone, BAD_USER_INPUT for a hash that is not
 * the document's, OPERATION_NOT_LISTED for a document where only listed ones are answered.
 */
export function documentOf({ query, documentId, sha256Hash }: NamedOperation, list: OperationList | undefined): string {
  const id = sha256Hash ?? (documentId === undefined ? undefined : plain(documentId));
  if (query === undefined) {
    if (id === undefined)
      throw new NguonError('BAD_USER_INPUT', 'The body has no "query" text. Send {"query": "…", "variables": {…}}.');
    const known = list?.find(id);
    if (known !== undefined) return known;
    const given = id.slice(0, 80);
    throw list === undefined
      ? new NguonError('PERSISTED_QUERY_NOT_SUPPORTED', 'No list of operations is kept here. Send the whole "query".')
      : new NguonError(
          'PERSISTED_QUERY_NOT_FOUND',
          `No operation with the id "${given}" is listed. ${list.only ? 'Ask the operator to list it.' : 'Send the whole "query".'}`,
          { given },
        );
  }
  if (sha256Hash !== undefined && digest(query) !== sha256Hash)
    throw new NguonError('BAD_USER_INPUT', '"sha256Hash" is not the SHA-256 of "query". Send the one or the other.', {
      argument: 'extensions.persistedQuery.sha256Hash',
    });
  if (list?.only === true && list.find(digest(query)) === undefined)
    throw new NguonError(
      'OPERATION_NOT_LISTED',
      'Only operations that the operator has listed are answered here. Ask for yours to be listed.',
    );
  return query;
}

/** The list that the configuration names, as a part of the HTTP host. */
export const listedOperations = async ({
  operationsFile,
  operationsOnly,
}: Config): Promise<{ readonly operations?: OperationList }> =>
  operationsFile === undefined ? {} : { operations: await readOperationList(operationsFile, operationsOnly) };
