import { isErrorCode } from '../../kernel/errors/codes.ts';
import { NguonError } from '../../kernel/errors/errors.ts';
import type { Ask } from './path.ts';

/** Answers an operation as text, as the gateway does. */
export type AskText = (query: string, variables: Readonly<Record<string, unknown>>) => Promise<string>;

interface Answer {
  readonly data?: object | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: Readonly<Record<string, unknown>>;
  }[];
}

/** A question to GraphQL whose errors are thrown: a path answers whole or not at all. */
export const asking =
  (askText: AskText): Ask =>
  async <T extends object>(query: string, variables: Readonly<Record<string, unknown>>) => {
    const { data, errors = [] } = JSON.parse(await askText(query, variables)) as Answer;
    const [error] = errors;
    if (error === undefined && data !== null && data !== undefined) return data as T;
    const { code, ...details } = error?.extensions ?? {};
    const message = error?.message ?? 'There is no answer.';
    throw new NguonError(isErrorCode(code) ? code : 'INTERNAL_SERVER_ERROR', message, details);
  };
