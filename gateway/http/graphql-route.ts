import type { IncomingMessage, ServerResponse } from 'node:http';
import { ERROR_CODES, isErrorCode } from '../../kernel/errors/codes.ts';
import { BadInputError, NguonError } from '../../kernel/errors/errors.ts';
import { languageOf } from '../../kernel/graphql/language.ts';
import type { ByteBudget } from '../../kernel/http/byte-budget.ts';
import { parseJson, requireJson } from '../../kernel/http/json-text.ts';
import type { Viewer } from '../../kernel/identity/viewer.ts';
import { LIMITS } from '../../kernel/limits/limits.ts';
import { patienceOf, whilePatient } from '../../kernel/limits/patience.ts';
import type { Caller } from '../../kernel/subgraph/subgraph.ts';
import { documentOf, type OperationList } from '../operation/operation-list.ts';
import type { Gateway } from '../runtime.ts';
import type { Admission } from './admission.ts';
import { readBody } from './body.ts';
import { reply } from './replies.ts';

/** A GraphQL request as clients send it. */
interface GraphQLRequest {
  readonly query?: string;
  readonly variables?: unknown;
  readonly operationName?: string;
  readonly documentId?: string;
  readonly extensions?: unknown;
}

/** Names in that object of a value which has most of them: coercion repeats an object with every name that it does not know. */
function mostNames(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let most = 0;
  if (Array.isArray(value)) {
    for (const element of value) if (typeof element === 'object') most = Math.max(most, mostNames(element));
    return most;
  }
  const names = Object.keys(value);
  // What is inside of too many is not looked at.
  if (names.length > LIMITS.variables) return names.length;
  most = names.length;
  for (const name of names) most = Math.max(most, mostNames((value as Record<string, unknown>)[name]));
  return most;
}

/** @throws NguonError for a body that is not one GraphQL request in UTF-8 JSON within the limits. */
export function parseGraphQLBody(contentType: string | undefined, body: Buffer): GraphQLRequest {
  requireJson(contentType, '/graphql');
  const parsed = parseJson(body, LIMITS.jsonDepth, 'Send {"query": "…", "variables": {…}}.', true);
  if (Array.isArray(parsed))
    throw new BadInputError('A batch of operations is not accepted. Send one request for each.');
  if (typeof parsed !== 'object' || parsed === null) {
    throw new BadInputError('The body is no object. Send {"query": "…", "variables": {…}}.');
  }
  const { query, documentId, variables, operationName } = parsed as GraphQLRequest;
  for (const [name, text] of Object.entries({ query, documentId })) {
    if (text !== undefined && text !== null && typeof text !== 'string')
      throw new BadInputError(`"${name}" takes a text. Send {"query": "…", "variables": {…}}.`);
  }
  if (variables !== undefined && variables !== null && (typeof variables !== 'object' || Array.isArray(variables))) {
    throw new BadInputError('"variables" takes an object.');
  }
  const given = mostNames(variables);
  if (given > LIMITS.variables)
    throw new NguonError(
      'QUERY_TOO_LARGE',
      `${given} variables, or values of one object in them, are given; at most ${LIMITS.variables} are allowed.`,
      {
        limit: 'variables',
        given,
        most: LIMITS.variables,
      },
    );
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') {
    throw new BadInputError('"operationName" takes a text.');
  }
  return parsed as GraphQLRequest;
}

/** The hash in Apollo's form of naming an operation; that of any other extension is not looked for. */
function hashIn(extensions: unknown): string | undefined {
  const { persistedQuery } = (extensions ?? {}) as { persistedQuery?: { sha256Hash?: unknown } | null };
  const hash = persistedQuery?.sha256Hash;
  if (hash === undefined || hash === null) return undefined;
  if (typeof hash === 'string') return hash.toLowerCase();
  throw new BadInputError('"extensions.persistedQuery.sha256Hash" takes a text.');
}

/** 200 for whatever was executed; what was refused before execution gets the status of its code. */
function statusOf(body: string): number {
  if (!body.startsWith('{"errors"')) return 200;
  const parsed = JSON.parse(body) as { data?: unknown; errors?: { extensions?: { code?: unknown } }[] };
  if ('data' in parsed) return 200;
  const code = parsed.errors?.[0]?.extensions?.code;
  return isErrorCode(code) ? ERROR_CODES[code].status : 400;
}

/** What the route of operations needs. */
export interface GraphQLRouteParts {
  readonly gateway: Gateway;
  readonly admit: Admission;
  /** Operations that are known by name; absent where none are. */
  readonly operations: OperationList | undefined;
  /** For the bodies of all requests in flight together. */
  readonly budget: ByteBudget;
  /** Until an answer is given up. */
  readonly deadlineMs: number;
}

/** Answers one GraphQL request, sent by POST with JSON. */
export async function graphqlRoute(
  parts: GraphQLRouteParts,
  request: IncomingMessage,
  response: ServerResponse,
  viewer: Viewer,
  correlationId: string,
): Promise<void> {
  const reservation = parts.budget.enter();
  try {
    const body = await readBody(request, LIMITS.bodyBytes, reservation.take);
    const asked = parseGraphQLBody(request.headers['content-type'], body);
    const lang = languageOf(request.headers['accept-language']);
    const query = documentOf(
      {
        query: asked.query ?? undefined,
        documentId: asked.documentId ?? undefined,
        sha256Hash: hashIn(asked.extensions),
      },
      parts.operations,
    );
    await answer(parts, { ...asked, query }, response, { viewer, lang, correlationId });
  } finally {
    reservation.release();
  }
}

async function answer(
  { gateway, admit, deadlineMs }: GraphQLRouteParts,
  { query, variables, operationName }: GraphQLRequest,
  response: ServerResponse,
  asking: Caller,
): Promise<void> {
  using patience = patienceOf(deadlineMs);
  response.once('close', () => {
    if (!response.writableFinished) patience.leave();
  });
  const caller = { ...asking, signal: patience.signal };
  // The place is held for as long as the work goes on, whether or not somebody waits for it.
  const working = admit(() => gateway.answer({ query, variables, operationName }, caller));
  const body = await whilePatient(patience.signal, working);
  reply(response, statusOf(body), 'application/json; charset=utf-8', body, {
    'x-correlation-id': asking.correlationId,
  });
}
