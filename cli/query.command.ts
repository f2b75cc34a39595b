import { Command, InvalidArgumentError } from 'commander';
import type { Role } from '../kernel/identity/viewer.ts';
import { type CommandFactory, printJson } from './command.ts';
import { collectAgencies, readRole } from './token.command.ts';
import { withAsker } from './with-asker.ts';

const readVariables = (text: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Falls through to the one message.
  }
  throw new InvalidArgumentError('variables are one JSON object, such as \'{"code":"N01"}\'.');
};

/** `nguon query`: one GraphQL operation; JSON on standard output, exit 1 when the answer has errors. */
export const queryCommand: CommandFactory = (config) =>
  new Command('query')
    .description(
      'Asks one GraphQL operation of the running instance, or of one started for it; prints the JSON answer.',
    )
    .argument('<graphql>', 'the operation')
    .option('--variables <json>', 'variables as a JSON object', readVariables, {})
    .option('--role <role>', 'role to ask as', readRole, 'architect' as Role)
    .option('--agency <code>', 'agency of a steward; may be given several times', collectAgencies, [])
    .option('--json', 'accepted for likeness with other commands: the answer is always JSON')
    .action(
      async (
        graphql: string,
        { variables, role, agency }: { variables: Record<string, unknown>; role: Role; agency: string[] },
      ) => {
        const answer = await withAsker(config(), (ask) => ask(graphql, variables, { role, agencies: agency }));
        printJson(answer);
        if ((answer.errors ?? []).length > 0) process.exitCode = 1;
      },
    );
