import { Command, InvalidArgumentError } from 'commander';
import type { AskedAs, GatewayAnswer } from './asker.ts';
import { type CommandFactory, printJson, printLine } from './command.ts';
import { withAsker } from './with-asker.ts';

const QUERY = `query auditRecords($first: Int!, $after: String, $filter: AuditRecordFilter) {
  auditRecords(first: $first, after: $after, filter: $filter) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes {
      id kind outcome at subject role agencies { code } credential action operation correlationId subgraph targets targetCount count
      changeCount hash changes(first: 20) { entity key before after }
    }
  }
}`;
const PAGE = 100;
const ADMINISTRATOR: AskedAs = { role: 'administrator', agencies: [] };
/** Targets and changes that a line for a person names. */
const MOST_NAMED = 8;

interface AuditLine {
  readonly kind: string;
  readonly outcome: string;
  readonly at: string;
  readonly subject: string;
  readonly role: string;
  readonly action: string;
  readonly targets: readonly string[];
  readonly targetCount: number;
  readonly changeCount: number;
  readonly changes: readonly {
    readonly entity: string;
    readonly key: string;
    readonly before: string | null;
    readonly after: string | null;
  }[];
}

interface AuditPage {
  readonly totalCount: number;
  readonly nodes: readonly AuditLine[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

function atMost(text: string): number {
  const most = Number(text);
  if (Number.isSafeInteger(most) && most > 0) return most;
  throw new InvalidArgumentError('it is a whole number from 1.');
}

function describe({ kind, outcome, at, subject, role, action, ...rest }: AuditLine): string {
  const { targets, targetCount, changes, changeCount } = rest;
  const named = targets.slice(0, MOST_NAMED).join(', ');
  const more = targetCount > MOST_NAMED ? ` and ${targetCount - MOST_NAMED} more` : '';
  const shown = changes.slice(0, MOST_NAMED);
  return [
    `${at}  ${kind} ${outcome}  ${subject} (${role})  ${action}  ${named}${more}`,
    ...shown.map(({ entity, key, before, after }) => `    ${entity} ${key}: ${before ?? 'new'} → ${after ?? 'gone'}`),
    ...(changeCount > shown.length ? [`    and ${changeCount - shown.length} more changes`] : []),
  ].join('\n');
}

/** `nguon audit`: who changed what, who was refused, who was shown what is restricted. */
export const auditCommand: CommandFactory = (config) =>
  new Command('audit')
    .description('Lists audit records, newest first: what was changed, refused, and shown of what is restricted.')
    .option('--subject <name>', 'of this person or service, such as key:<id>')
    .option('--role <role>', 'done in this role; also system and database')
    .option('--action <name>', 'this mutation or named operation')
    .option('--target <code>', 'about what has this code')
    .option('--kind <kind>', 'WRITE or READ')
    .option('--from <instant>', 'at this instant or later')
    .option('--to <instant>', 'before this instant')
    .option('--first <count>', 'how many at most', atMost, 50)
    .option('--json', 'print JSON')
    .action(async ({ first, json, ...given }: Record<string, string> & { first: number; json?: true }) => {
      const filter = { ...given, ...(given['kind'] === undefined ? {} : { kind: given['kind'].toUpperCase() }) };
      const lines: AuditLine[] = [];
      let total = 0;
      await withAsker(config(), async (ask) => {
        for (let after: string | null = null; lines.length < first; ) {
          const variables = { first: Math.min(PAGE, first - lines.length), after, filter };
          const { data, errors = [] }: GatewayAnswer = await ask(QUERY, variables, ADMINISTRATOR);
          for (const { message } of errors) process.stderr.write(`nguon: ${message}\n`);
          if (errors.length > 0) process.exitCode = 1;
          const page = data?.['auditRecords'] as AuditPage | null | undefined;
          if (page === null || page === undefined) return;
          lines.push(...page.nodes);
          total = page.totalCount;
          if (!page.pageInfo.hasNextPage) return;
          after = page.pageInfo.endCursor;
        }
      });
      if (json) printJson({ total, records: lines });
      else {
        for (const line of lines) printLine(describe(line));
        if (total > lines.length) printLine(`${total} records in all; --first asks for more.`);
      }
    });
