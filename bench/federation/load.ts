import type { Operation } from './operations.ts';

/** Something that answers GraphQL over HTTP, and what says who asks. */
export interface Answering {
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Asks once. @throws Error for anything but data without errors. */
export async function ask(
  { address, headers }: Answering,
  { name, query, variables }: Operation,
  turn: number,
): Promise<unknown> {
  const response = await fetch(new URL('/graphql', address), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables: variables[turn % variables.length] }),
  });
  const answer = (await response.json()) as { data?: unknown; errors?: unknown };
  if (answer.errors !== undefined || answer.data === undefined || answer.data === null)
    throw new Error(`${address} answered ${name} with ${JSON.stringify(answer).slice(0, 500)}`);
  return answer.data;
}

/** Asks so many times, over so many connections at once. */
export async function askMany(
  answering: Answering,
  operation: Operation,
  requests: number,
  connections: number,
): Promise<void> {
  let turn = 0;
  const one = async (): Promise<void> => {
    while (turn < requests) await ask(answering, operation, turn++);
  };
  await Promise.all(Array.from({ length: connections }, one));
}
