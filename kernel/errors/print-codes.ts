import { ERROR_CODES } from './codes.ts';

const row = (...cells: readonly (string | number)[]): string =>
  `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;

/** The registry of error codes as Markdown, in its own order: `docs/errors.md` is this text. */
export const printCodes = (): string =>
  `# Error codes

Every error that leaves the system has one of these in \`extensions.code\`. Printed from \`kernel/errors/codes.ts\`.

An operation that was executed is answered with HTTP status 200, its errors beside the data; what is refused before that,
and every path other than \`/graphql\`, with the status of the code. The message says what was given, what was expected
and what to try; \`extensions\` may name the argument, the limit or near codes.

${[
  row('Code', 'HTTP status', 'Meaning'),
  row('---', '---', '---'),
  ...Object.entries(ERROR_CODES).map(([code, { status, meaning }]) => row(`\`${code}\``, status, meaning)),
].join('\n')}
`;
