import {
  type DocumentNode,
  GraphQLError,
  getOperationAST,
  type ParseOptions,
  parse,
  type Source,
  visit,
} from 'graphql';
import { NguonError } from '../errors/errors.ts';
import { LIMITS } from './limits.ts';
import { type Measure, measure } from './measure.ts';

const MEASURED: readonly { readonly part: keyof Measure; readonly what: string; readonly remedy: string }[] = [
  { part: 'depth', what: 'is nested deeper', remedy: 'Split it into several queries.' },
  { part: 'introspectionDepth', what: 'introspects deeper', remedy: 'Read the committed schema instead.' },
  { part: 'aliases', what: 'has more aliases', remedy: 'Use a list field, or several requests.' },
  { part: 'rootFields', what: 'has more root fields', remedy: 'Send several requests.' },
  { part: 'directives', what: 'has more directives', remedy: 'Leave some out.' },
  { part: 'selections', what: 'selects more fields', remedy: 'Select less, or send several requests.' },
];

/** What a document may weigh. */
export type Bounds = Readonly<Record<keyof Measure | 'tokens', number>>;

/** Of a document that a client sends. */
export const ASKED: Bounds = LIMITS;

/** Of a document that the planner made of one for a subgraph. */
export const PLANNED: Bounds = { ...LIMITS, tokens: LIMITS.plannedTokens, selections: LIMITS.plannedSelections };

/** Whether a text may hold a name that is too long; what is found may also stand in a text or a comment. */
const LONG_WORD = new RegExp(`\\w{${LIMITS.nameCharacters + 1}}`);

/** Validation repeats the name of an operation or type with every error: one of a megabyte would be a hundred of them. */
function refuseLongNames(document: DocumentNode): void {
  visit(document, {
    Name: ({ value: { length } }) => {
      if (length <= LIMITS.nameCharacters) return;
      throw new NguonError(
        'QUERY_TOO_LARGE',
        `A name in the document has ${length} characters, at most ${LIMITS.nameCharacters} are allowed. Choose a shorter one.`,
        { limit: 'nameCharacters', given: length, most: LIMITS.nameCharacters },
      );
    },
  });
}

/**
 * Parses within the limits of tokens and of names.
 * @throws NguonError QUERY_TOO_LARGE over one, GraphQLError for what is not GraphQL.
 */
export function parseWithinLimits(
  source: string | Source,
  options?: ParseOptions,
  { tokens }: Bounds = ASKED,
): DocumentNode {
  try {
    const document = parse(source, { ...options, maxTokens: tokens });
    if (LONG_WORD.test(typeof source === 'string' ? source : source.body)) refuseLongNames(document);
    return document;
  } catch (error) {
    if (error instanceof GraphQLError && error.message.includes('tokens. Parsing aborted')) {
      throw new NguonError(
        'QUERY_TOO_LARGE',
        `The document has more than ${tokens} tokens, the most allowed. Send it in parts.`,
        { limit: 'tokens', most: tokens },
      );
    }
    throw error;
  }
}

/** @throws NguonError QUERY_TOO_LARGE, naming the limit, what was given and what to do, when an operation is over one. */
export function enforceLimits(
  document: DocumentNode,
  operationName: string | null | undefined,
  bounds: Bounds = ASKED,
): void {
  const operation = getOperationAST(document, operationName);
  // Without one (several, and no name) the executor refuses; every operation there is must hold the limits all the same.
  const operations = operation ? [operation] : document.definitions.filter((d) => d.kind === 'OperationDefinition');
  for (const candidate of operations) {
    const measured = measure(document, candidate);
    for (const { part, what, remedy } of MEASURED) {
      const most = bounds[part];
      if (measured[part] > most) {
        throw new NguonError(
          'QUERY_TOO_LARGE',
          `The operation ${what} than allowed: ${part} ${measured[part]}, at most ${most}. ${remedy}`,
          { limit: part, given: measured[part], most },
        );
      }
    }
  }
}
