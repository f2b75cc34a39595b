import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, parse, print, visit } from 'graphql';
import { QUESTIONS_FOLDER } from '../../gateway/playground/questions.ts';

/** An operation, and the variables that it is asked with in turn: no two requests at a time are the same. */
export interface Operation {
  readonly name: string;
  /** What it touches, for the reader of the figures. */
  readonly touches: string;
  readonly query: string;
  readonly variables: readonly Readonly<Record<string, string>>[];
}

/** A saved question, what its root field `impact` is about made a variable `$of`. */
function savedImpact(file: string): string {
  const document = parse(readFileSync(join(QUESTIONS_FOLDER, file), 'utf8'));
  const lifted = visit(document, {
    OperationDefinition: (operation) => ({
      ...operation,
      variableDefinitions: [
        {
          kind: Kind.VARIABLE_DEFINITION,
          variable: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: 'of' } },
          type: {
            kind: Kind.NON_NULL_TYPE,
            type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: 'NodeRef' } },
          },
        },
      ],
    }),
    Argument: (argument) =>
      argument.name.value === 'of'
        ? { ...argument, value: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: 'of' } } }
        : undefined,
  });
  return print(lifted);
}

const each = (name: string, values: readonly string[]): Readonly<Record<string, string>>[] =>
  values.map((value) => ({ [name]: value }));

/** What is measured, asked as architect. */
export const operations = (): readonly Operation[] => [
  {
    name: 'impact',
    touches: 'lineage, datasets, owners, partners, standards (saved question architect/01)',
    query: savedImpact('architect/01-birth-date.graphql'),
    variables: each('of', ['N01.ngay_sinh', 'S26', 'N02', 'S29', 'N01', 'S18', 'N03', 'S16', 'M01', 'S21']),
  },
  {
    name: 'publisher',
    touches: 'datasets, owners',
    query: 'query Publisher($code: ID!) { dataset(code: $code) { title(lang: EN) publisher { name(lang: EN) } } }',
    variables: each('code', ['N01', 'S26', 'N02', 'S29', 'O14', 'S18', 'N03', 'S16', 'M01', 'S21']),
  },
];
