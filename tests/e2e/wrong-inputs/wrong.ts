import type { AskedAs } from '../../../cli/asker.ts';
import { ADMINISTRATOR, ARCHITECT } from '../../support/instance.ts';

/** Something wrong that is asked, and what has to be answered. */
export interface Wrong {
  readonly name: string;
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly as: AskedAs;
  readonly code: string;
  /** Says what was given or expected, and what to try. */
  readonly message: RegExp;
}

/** A question by an architect: its name, what is asked, and what has to be answered. */
export type Case = readonly [name: string, question: string, code: string, message: RegExp];

/** Questions as they are asked. */
export const asked = (cases: readonly Case[]): Wrong[] =>
  cases.map(([name, query, code, message]) => ({ name, query, as: ARCHITECT, code, message }));

/** A mutation with its input, by an administrator unless somebody is named, and what has to be answered. */
export type Written = readonly [
  name: string,
  mutation: string,
  input: Record<string, unknown>,
  code: string,
  message: RegExp,
  as?: AskedAs,
];

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Mutations as they are asked. */
export const written = (cases: readonly Written[]): Wrong[] =>
  cases.map(([name, mutation, input, code, message, as = ADMINISTRATOR]) => ({
    name,
    query: `mutation ($input: ${upperFirst(mutation)}Input!) { ${mutation}(input: $input) { __typename } }`,
    variables: { input },
    as,
    code,
    message,
  }));
