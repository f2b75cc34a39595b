import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GatewayRuntime } from '@graphql-hive/gateway-runtime';
import { ERROR_CODES, isErrorCode } from '../../kernel/errors/codes.ts';
import { BadInputError } from '../../kernel/errors/errors.ts';
import { languageOf } from '../../kernel/graphql/language.ts';
import { parseJson, requireJson } from '../../kernel/http/json-text.ts';
import type { Viewer } from '../../kernel/identity/viewer.ts';
import { LIMITS } from '../../kernel/limits/limits.ts';
import type { CallerContext } from '../runtime.ts';
import { type Admission, within } from './admission.ts';
import { readBody } from './body.ts';
import { reply } from './replies.ts';

/** A GraphQL request as clients send it. */
interface GraphQLRequest {
  readonly query?: string;
  readonly variables?: unknown;
  readonly operationName?: string;
  readonly extensions?: unknown;
}

/** @throws NguonError for a body that is not one GraphQL request in UTF-8 JSON within the limits. */
export function parseGraphQLBody(contentType: string | undefined, body: Buffer): GraphQLRequest {
  requireJson(contentType, '/graphql');
  const parsed = parseJson(body, LIMITS.jsonDepth, 'Send {"query": "…", "variables": {…}}.');
  if (Array.isArray(parsed))
    throw new BadInputError('A batch of operations is not accepted. Send one request for each.');
  if (typeof parsed !== 'object' || parsed === null || typeof (parsed as GraphQLRequest).query !== 'string') {
    throw new BadInputError('The body has no "query" text. Send {"query": "…", "variables": {…}}.');
  }
  const { variables, operationName } = parsed as GraphQLRequest;
  if (variables !== undefined && variables !== null && (typeof variables !== 'object' || Array.isArray(variables))) {
    throw new BadInputError('"variables" takes an object.');
  }
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') {
    throw new BadInputError('"operationName" takes a text.');
  }
  return parsed as GraphQLRequest;
}

/** 200 for whatever was executed; what was refused before execution gets the status of its code. */
function statusOf(body: string): number {
  if (!body.startsWith('{"errors"')) return 200;
  const parsed = JSON.parse(body) as { data?: unknown; errors?: { extensions?: { code?: unknown } }[] };
  if ('data' in parsed) return 200;
  const code = parsed.errors?.[0]?.extensions?.code;
  return isErrorCode(code) ? ERROR_CODES[code].status : 400;
}

/** Answers one GraphQL request, sent by POST with JSON. */
export async function graphqlRoute(
  gateway: GatewayRuntime<CallerContext>,
  request: IncomingMessage,
  response: ServerResponse,
  viewer: Viewer,
  correlationId: string,
  admit: Admission,
): Promise<void> {
  const { query, variables, operationName } = parseGraphQLBody(
    request.headers['content-type'],
    await readBody(request, LIMITS.bodyBytes),
  );
  const caller = { viewer, lang: languageOf(request.headers['accept-language']), correlationId };
  const operation = new Request('http://gateway.invalid/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query, variables, operationName }),
  });
  // The place is held for as long as the work goes on, whether or not somebody waits for it.
  const working = admit(async () => (await gateway.fetch(operation, { caller })).text());
  const body = await within(LIMITS.deadlineMs, working);
  reply(response, statusOf(body), 'application/json; charset=utf-8', body, { 'x-correlation-id': correlationId });
}
