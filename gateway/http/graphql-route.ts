import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GatewayRuntime } from '@graphql-hive/gateway-runtime';
import { ERROR_CODES, isErrorCode } from '../../kernel/errors/codes.ts';
import { BadInputError, NguonError } from '../../kernel/errors/errors.ts';
import { languageOf } from '../../kernel/graphql/language.ts';
import type { Viewer } from '../../kernel/identity/viewer.ts';
import { LIMITS } from '../limits/limits.ts';
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

/** Nesting of a JSON text, strings left out; counted without building anything. */
function jsonDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x22) {
      for (i++; i < text.length && text.charCodeAt(i) !== 0x22; i++) if (text.charCodeAt(i) === 0x5c) i++;
    } else if (c === 0x7b || c === 0x5b) {
      deepest = Math.max(deepest, ++depth);
    } else if (c === 0x7d || c === 0x5d) {
      depth--;
    }
  }
  return deepest;
}

/** @throws NguonError for a body that is not one GraphQL request in UTF-8 JSON within the limits. */
export function parseGraphQLBody(contentType: string | undefined, body: Buffer): GraphQLRequest {
  const [type, ...parameters] = (contentType ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters
    .find((parameter) => parameter.startsWith('charset='))
    ?.slice('charset='.length)
    .replaceAll('"', '');
  if (type !== 'application/json' || (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8')) {
    throw new NguonError(
      'UNSUPPORTED_MEDIA_TYPE',
      `POST /graphql takes application/json in UTF-8; given: "${(contentType ?? '').slice(0, 80)}".`,
    );
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new BadInputError('The body is not valid UTF-8.');
  }
  const depth = jsonDepth(text);
  if (depth > LIMITS.jsonDepth) {
    throw new BadInputError(`The body is nested ${depth} deep, at most ${LIMITS.jsonDepth} are allowed.`, {
      limit: 'jsonDepth',
      most: LIMITS.jsonDepth,
    });
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new BadInputError('The body is not JSON. Send {"query": "…", "variables": {…}}.');
  }
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
