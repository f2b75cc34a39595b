import { mkdir } from 'node:fs/promises';
import { Command, InvalidArgumentError } from 'commander';
import { localIssuer } from '../gateway/identity/local-issuer.ts';
import { ConfigurationError } from '../kernel/errors/errors.ts';
import { ROLES, type Role } from '../kernel/identity/viewer.ts';
import { type CommandFactory, printJson, printLine } from './command.ts';

const TOKEN_ROLES = ROLES.filter((role) => role !== 'anonymous');

/** Reads a role of the command line. */
export function readRole(text: string): Role {
  const role = ROLES.find((known) => known === text);
  if (role === undefined) throw new InvalidArgumentError(`a role is one of ${ROLES.join(', ')}.`);
  return role;
}

/** Collects `--agency A11 --agency A12` and `--agency A11,A12`. */
export const collectAgencies = (text: string, before: string[]): string[] => [
  ...before,
  ...text
    .split(',')
    .map((code) => code.trim())
    .filter((code) => code !== ''),
];

/** `nguon token`: a bearer token of the local instance. */
export const tokenCommand: CommandFactory = (config) =>
  new Command('token')
    .description('Prints a bearer token of the local instance, good for 12 hours.')
    .requiredOption('--role <role>', TOKEN_ROLES.join(' | '), readRole)
    .option('--agency <code>', 'agency that a steward acts for; may be given several times', collectAgencies, [])
    .option('--json', 'print JSON')
    .action(async ({ role, agency, json }: { role: Role; agency: string[]; json?: true }) => {
      const { dataDir, oidc } = config();
      if (oidc !== undefined) {
        throw new ConfigurationError(
          `Tokens are made by ${oidc.issuer} (NGUON_OIDC_ISSUER); a local one would not be accepted. Get one there.`,
        );
      }
      await mkdir(dataDir, { recursive: true });
      const token = await (await localIssuer(dataDir)).issue(role, agency);
      if (json) printJson({ token, role, agencies: agency });
      else printLine(token);
    });
