import type { Parameters } from './parameters.ts';

/** A GraphQL answer as far as these paths read it. */
export type Asked = Readonly<Record<string, unknown>>;

/** Asks GraphQL as whoever asks the path. @throws NguonError as the query has it. */
export type Ask = <T extends object>(query: string, variables: Readonly<Record<string, unknown>>) => Promise<T>;

/** An answer of a path: the body, and whether it is all there is for whoever asks. */
export interface Read {
  readonly body: Readonly<Record<string, unknown>>;
  /** False: the body has less than was asked for; `reasons` in it say why where the query says. */
  readonly complete: boolean;
}

/** One of Marquez' read paths, answered from GraphQL. */
export interface ReadPath {
  /** Below `/api/v1`, such as `/namespaces/:namespace/jobs/:job`; `:` names a part that is given, decoded. */
  readonly path: string;
  /** Names of the parameters that it takes; others are passed over, as clients send what other versions took. */
  read(ask: Ask, parameters: Parameters): Promise<Read>;
}

/** All of a list, or all that there is. */
export const whole = (body: Read['body']): Read => ({ body, complete: true });
