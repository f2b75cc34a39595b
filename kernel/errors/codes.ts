/**
 * The registry of error codes. Every coded error that leaves the system is one of these; `docs/errors.md` is printed
 * from this list. `status` is the HTTP status used outside GraphQL.
 */
export const ERROR_CODES = {
  NOT_FOUND: { status: 404, meaning: 'Nothing with this code or reference exists, or none that you may see.' },
  BAD_USER_INPUT: { status: 400, meaning: 'An argument or input field has a value that is not accepted.' },
  READ_ANEW: {
    status: 410,
    meaning: 'What changed since this revision is not known any more, or never was here: read anew what you keep.',
  },
  BAD_CURSOR: { status: 400, meaning: 'The cursor was not made by this list with this filter and ordering.' },
  CONFLICT: { status: 409, meaning: 'The change contradicts what the catalog holds already.' },
  UNAUTHENTICATED: { status: 401, meaning: 'The call needs a valid token.' },
  FORBIDDEN: { status: 403, meaning: 'Your role or agencies do not allow this.' },
  METHOD_NOT_ALLOWED: { status: 405, meaning: 'This path does not take this HTTP method.' },
  GRAPHQL_PARSE_FAILED: { status: 400, meaning: 'The text is not GraphQL.' },
  GRAPHQL_VALIDATION_FAILED: { status: 400, meaning: 'The operation does not fit the schema.' },
  OPERATION_NOT_LISTED: { status: 403, meaning: 'Only operations that the operator has listed are answered here.' },
  PERSISTED_QUERY_NOT_FOUND: { status: 400, meaning: 'No operation with this id or hash is listed.' },
  PERSISTED_QUERY_NOT_SUPPORTED: { status: 400, meaning: 'No list of operations is kept; send the whole query.' },
  QUERY_TOO_LARGE: { status: 400, meaning: 'The operation is over a published limit.' },
  BODY_TOO_LARGE: { status: 413, meaning: 'The request body is over the published limit.' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, meaning: 'The body is not of an accepted type or encoding.' },
  DEADLINE_EXCEEDED: { status: 504, meaning: 'The answer took longer than the published limit and was given up.' },
  SERVICE_UNAVAILABLE: { status: 503, meaning: 'A part that the answer needs is down; try again shortly.' },
  CONFIGURATION: { status: 500, meaning: 'The configuration is not valid; the process does not start.' },
  INTERNAL_SERVER_ERROR: { status: 500, meaning: 'Unexpected; logged with the correlation id that the error names.' },
} as const satisfies Record<string, { status: number; meaning: string }>;

/** A code of the registry. */
export type ErrorCode = keyof typeof ERROR_CODES;

/** True when the value is a code of the registry. */
export const isErrorCode = (value: unknown): value is ErrorCode =>
  typeof value === 'string' && Object.hasOwn(ERROR_CODES, value);
