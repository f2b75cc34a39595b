import { GraphQLError, GraphQLScalarType, Kind, print } from 'graphql';

const BARE_DATE = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
const EARLIEST = Date.UTC(1900, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);

/**
 * Reads an instant. A date alone means 00:00 in Vietnam (UTC+7).
 * @throws GraphQLError when the text is no ISO 8601 instant with a zone, no such day exists, or it lies outside 1900–2200.
 */
export function parseInstant(text: unknown): Date {
  if (typeof text === 'string' && (BARE_DATE.test(text) || INSTANT.test(text))) {
    const at = new Date(BARE_DATE.test(text) ? `${text}T00:00:00+07:00` : text);
    const day = Number(text.slice(8, 10));
    const daysInMonth = new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)), 0)).getUTCDate();
    if (!Number.isNaN(at.getTime()) && day >= 1 && day <= daysInMonth && +at >= EARLIEST && +at < LATEST) return at;
  }
  throw new GraphQLError(
    `DateTime takes an ISO 8601 instant with a zone between 1900 and 2200, such as 2026-02-01T08:00:00+07:00, or a date such as 2026-02-01 (00:00 UTC+7); given: ${JSON.stringify(text)?.slice(0, 80)}.`,
    { extensions: { code: 'BAD_USER_INPUT' } },
  );
}

/** The `DateTime` scalar: an instant, printed in UTC. */
export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'An instant (ISO 8601, with a zone). A date alone is 00:00 UTC+7. Printed in UTC.',
  serialize: (value) => {
    const at = value instanceof Date ? value : new Date(String(value));
    return at.toISOString();
  },
  parseValue: parseInstant,
  parseLiteral: (node) => parseInstant(node.kind === Kind.STRING ? node.value : print(node)),
});
