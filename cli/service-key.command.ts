import { Command, InvalidArgumentError } from 'commander';
import { EVENT_KINDS, type EventKind } from '../kernel/identity/viewer.ts';
import type { AskedAs, GatewayAnswer } from './asker.ts';
import { type CommandFactory, printJson, printLine } from './command.ts';
import { collectAgencies } from './token.command.ts';
import { withAsker } from './with-asker.ts';

const FIELDS = 'id name scope { namespaces agencies { code } events } createdAt createdBy validTo lastUsedAt revokedAt';
const CREATE = `mutation ($input: CreateServiceKeyInput!) { createServiceKey(input: $input) { key serviceKey { ${FIELDS} } } }`;
const REVOKE = `mutation ($input: RevokeServiceKeyInput!) { revokeServiceKey(input: $input) { ${FIELDS} } }`;
const LIST = `query ($after: String, $filter: ServiceKeyFilter) {
  serviceKeys(first: 200, after: $after, filter: $filter) { nodes { ${FIELDS} } pageInfo { hasNextPage endCursor } }
}`;

/** A key as the commands read it. */
interface ListedKey {
  readonly id: string;
  readonly name: string;
  readonly scope: {
    readonly namespaces: readonly string[];
    readonly agencies: readonly ({ readonly code: string } | null)[];
    readonly events: readonly string[];
  };
  readonly validTo: string | null;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}

interface KeyPage {
  readonly nodes: readonly ListedKey[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

const ADMINISTRATOR: AskedAs = { role: 'administrator', agencies: [] };

const collect = (text: string, before: string[]): string[] => [...before, text];

function collectEvents(text: string, before: EventKind[]): EventKind[] {
  const kind = EVENT_KINDS.find((known) => known === text.toUpperCase());
  if (kind === undefined) throw new InvalidArgumentError(`an event is one of ${EVENT_KINDS.join(', ')}.`);
  return [...before, kind];
}

/** Tells errors on standard error; true when there are none. */
function isGood({ errors = [] }: GatewayAnswer): boolean {
  for (const { message } of errors) process.stderr.write(`nguon: ${message}\n`);
  if (errors.length > 0) process.exitCode = 1;
  return errors.length === 0;
}

function describe({ id, name, scope, validTo, lastUsedAt, revokedAt }: ListedKey): string {
  const agencies = scope.agencies.map((agency) => agency?.code ?? '(unknown)');
  const state = revokedAt !== null ? `revoked ${revokedAt}` : validTo !== null ? `until ${validTo}` : 'in force';
  return [
    `${id}  ${state}  last used ${lastUsedAt ?? 'never'}  ${name}`,
    `    namespaces ${scope.namespaces.join(', ') || 'any'}; agencies ${agencies.join(', ') || 'any'}; ${scope.events.join(', ')}`,
  ].join('\n');
}

const create: CommandFactory = (config) =>
  new Command('create')
    .description('Makes a key and prints it, this once: it is kept nowhere.')
    .requiredOption('--name <text>', 'what it is for, in words')
    .option(
      '--namespace <text>',
      'namespace that it writes in, * at the end for all that begin so; several times',
      collect,
      [],
    )
    .option('--agency <code>', 'publisher whose datasets it may write; several times', collectAgencies, [])
    .option('--event <kind>', `${EVENT_KINDS.join(' | ')}; several times; all unless given`, collectEvents, [])
    .option('--valid-to <instant>', 'in force until before this instant, such as 2027-01-01')
    .option('--json', 'print JSON')
    .action(
      async (given: {
        name: string;
        namespace: string[];
        agency: string[];
        event: EventKind[];
        validTo?: string;
        json?: true;
      }) => {
        const input = {
          name: given.name,
          namespaces: given.namespace,
          agencies: given.agency,
          ...(given.event.length > 0 ? { events: given.event } : {}),
          ...(given.validTo === undefined ? {} : { validTo: given.validTo }),
        };
        const answer = await withAsker(config(), (ask) => ask(CREATE, { input }, ADMINISTRATOR));
        if (!isGood(answer)) return;
        const made = answer.data?.['createServiceKey'] as { key: string };
        if (given.json) printJson(made);
        else printLine(made.key);
      },
    );

const list: CommandFactory = (config) =>
  new Command('list')
    .description('Lists keys, never the keys themselves.')
    .option('--all', 'also those that ended or were revoked')
    .option('--json', 'print JSON')
    .action(async ({ all, json }: { all?: true; json?: true }) => {
      const keys: ListedKey[] = [];
      const filter = all ? {} : { inForce: true };
      await withAsker(config(), async (ask) => {
        for (let after: string | null = null; ; ) {
          const answer: GatewayAnswer = await ask(LIST, { after, filter }, ADMINISTRATOR);
          if (!isGood(answer)) return;
          const page = answer.data?.['serviceKeys'] as KeyPage;
          keys.push(...page.nodes);
          if (!page.pageInfo.hasNextPage) return;
          after = page.pageInfo.endCursor;
        }
      });
      if (json) printJson(keys);
      else for (const key of keys) printLine(describe(key));
    });

const revoke: CommandFactory = (config) =>
  new Command('revoke')
    .description('Revokes a key for good; it is refused within five seconds.')
    .argument('<id>', 'id of the key, as it is listed and as it stands in the key after nguon_key_')
    .option('--json', 'print JSON')
    .action(async (id: string, { json }: { json?: true }) => {
      const answer = await withAsker(config(), (ask) => ask(REVOKE, { input: { id } }, ADMINISTRATOR));
      if (!isGood(answer)) return;
      const revoked = answer.data?.['revokeServiceKey'] as ListedKey;
      if (json) printJson(revoked);
      else printLine(describe(revoked));
    });

/** `nguon service-key`: keys of services that send lineage events. */
export const serviceKeyCommand: CommandFactory = (config) => {
  const command = new Command('service-key').description(
    'Makes, lists and revokes keys of services that send lineage events.',
  );
  for (const below of [create, list, revoke]) command.addCommand(below(config));
  return command;
};
