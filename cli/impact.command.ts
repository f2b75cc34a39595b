import { Command, InvalidArgumentError, Option } from 'commander';
import { type ChangeInput, readChange } from '../gateway/exports/change-text.ts';
import { impactReport } from '../gateway/exports/impact-report.ts';
import { NguonError } from '../kernel/errors/errors.ts';
import type { Role } from '../kernel/identity/viewer.ts';
import { type CommandFactory, printJson, printLine } from './command.ts';
import { FAIL_ON, type FailOn, gate, STOPPED } from './impact/gate.ts';
import { FORMATS, type Format, printReaders, printReport } from './impact/print-report.ts';
import { readSchema } from './impact/read-schema.ts';
import { type Anchor, readAnchor } from './sarif/anchor.ts';
import { collectAgencies, readRole } from './token.command.ts';
import { withAsker } from './with-asker.ts';

const IMPACT = /* GraphQL */ `
  query Impact($of: NodeRef!, $first: Int!, $asOf: DateTime) {
    impact(of: $of, asOf: $asOf) {
      of complete reasons { code message } revision asOf
      totals { datasets fields agencies partners openDatasets hidden unresolved }
      readers { truncated ends { ref job { ref } } }
      datasets(first: $first) {
        totalCount
        pageInfo { hasNextPage }
        edges { node {
          ref name distance path { ref }
          dataset { code title publisher { code name leadPartner { code } } tier sharingClass }
          fields { name distance }
        } }
      }
    }
  }
`;

interface ImpactAnswer {
  readonly of: string;
  readonly complete: boolean;
  readonly reasons: readonly { readonly code: string; readonly message: string }[];
  readonly asOf: string;
  readonly totals: Readonly<Record<string, number>>;
  readonly readers: {
    readonly truncated: boolean;
    readonly ends: readonly { readonly ref: string; readonly job: { readonly ref: string } }[];
  };
  readonly datasets: {
    readonly totalCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean };
    readonly edges: readonly {
      readonly node: {
        readonly ref: string;
        readonly distance: number;
        readonly path: readonly { readonly ref: string | null }[];
        readonly dataset: {
          readonly title: string;
          readonly sharingClass: string | null;
          readonly publisher: {
            readonly code: string;
            readonly name: string;
            readonly leadPartner: { readonly code: string } | null;
          } | null;
        } | null;
        readonly fields: readonly { readonly name: string }[];
      };
    }[];
  };
}

const PAGE = 200;

function printImpact(impact: ImpactAnswer): void {
  const { totals } = impact;
  printLine(
    `${impact.of} reaches ${totals['datasets']} datasets and ${totals['fields']} columns of ${totals['agencies']} agencies, ${totals['partners']} lead partners, ${totals['openDatasets']} open datasets (as of ${impact.asOf}).`,
  );
  printLine(
    impact.complete
      ? 'The answer is complete.'
      : `The answer is NOT complete: ${impact.reasons.map((r) => `${r.code} (${r.message})`).join('; ')}`,
  );
  const { truncated, ends } = impact.readers;
  printReaders({ truncated, jobs: ends.map(({ ref, job }) => ({ job: job.ref, reads: ref })) });
  for (const { node } of impact.datasets.edges) {
    const { dataset } = node;
    printLine();
    printLine(
      `${node.ref}  distance ${node.distance}  ${dataset?.title ?? '(not in the catalog)'}${dataset?.sharingClass === 'OPEN' ? '  [open]' : ''}`,
    );
    if (dataset?.publisher)
      printLine(
        `    ${dataset.publisher.code} ${dataset.publisher.name}${dataset.publisher.leadPartner ? `, lead partner ${dataset.publisher.leadPartner.code}` : ''}`,
      );
    if (node.fields.length > 0) printLine(`    columns: ${node.fields.map((field) => field.name).join(', ')}`);
    printLine(`    path: ${node.path.map((step) => step.ref ?? '(hidden)').join(' → ')}`);
  }
  if (impact.datasets.pageInfo.hasNextPage)
    printLine(
      `\nThe first ${PAGE} of ${impact.datasets.totalCount} are shown; the totals are of all. Ask with nguon query for the rest.`,
    );
}

interface ImpactOptions {
  readonly asOf?: string;
  readonly role: Role;
  readonly agency: string[];
  readonly json?: true;
  readonly change: readonly ChangeInput[];
  readonly schema?: string;
  readonly format?: Format;
  readonly failOn?: FailOn;
  readonly at?: Anchor;
}

function collectChanges(text: string, before: readonly ChangeInput[]): readonly ChangeInput[] {
  try {
    return [...before, readChange(text)];
  } catch (error) {
    throw error instanceof NguonError ? new InvalidArgumentError(error.message) : error;
  }
}

/** The file of a proposed schema, where it is one of the repository. */
function anchorOf(schema: string | undefined): Anchor | null {
  try {
    return schema === undefined || schema === '-' ? null : readAnchor(schema);
  } catch {
    return null;
  }
}

/** `nguon impact <node>`: who is touched when this changes. */
export const impactCommand: CommandFactory = (config) =>
  new Command('impact')
    .description(
      'Shows what is reached downstream of a dataset, column or flow, or of what is bound to the dictionary: N01, N01.ngay_sinh, job:F26, element:ho_ten, codelist:ma_phuong, standard:….',
    )
    .argument('<node>', 'dataset, column, flow, element, code list or standard')
    .option('--as-of <instant>', 'at this instant instead of now, such as 2026-02-01')
    .option('--role <role>', 'role to ask as', readRole, 'architect' as Role)
    .option('--agency <code>', 'agency of a steward', collectAgencies, [])
    .option('--json', 'print the JSON answer')
    .option(
      '--change <change>',
      "what is to change: drop, rename:ten, 'type:varchar(20)', N01.ho_ten=drop, retire …; may be given several times",
      collectChanges,
      [],
    )
    .addOption(
      new Option(
        '--schema <file>',
        'what a dataset is to look like: a JSON list of its columns, - for standard input',
      ).conflicts('change'),
    )
    .addOption(new Option('--format <format>', 'print all that is reached, in this form').choices(FORMATS))
    .addOption(
      new Option('--fail-on <severity>', `exit ${STOPPED} when something breaks, or is at risk`).choices(FAIL_ON),
    )
    .option('--at <file>', 'where the change stands in the repository, for sarif: schemas/n01.json:12', readAnchor)
    .action(async (of: string, options: ImpactOptions, command: Command) => {
      const { asOf, role, agency, json, change, schema, format, failOn, at } = options;
      if (change.length > 0 || schema !== undefined || format !== undefined || failOn !== undefined) {
        if (failOn !== undefined && change.length === 0 && schema === undefined)
          command.error('error: --fail-on judges a change: say which with --change or --schema.');
        // Before an instance is asked, or started to be asked.
        const proposed = schema === undefined ? null : readSchema(schema);
        const stops = await withAsker(config(), async (ask) => {
          const report = await impactReport((query, variables) => ask(query, variables, { role, agencies: agency }), {
            of,
            changes: change,
            schema: proposed,
            asOf: asOf ?? null,
          });
          await printReport(report, format ?? (json ? 'json' : 'text'), at ?? anchorOf(schema));
          return gate(report.head, failOn);
        }).catch((error: unknown) => {
          if (!(error instanceof NguonError)) throw error;
          process.stderr.write(`nguon: ${error.message}\n`);
          process.exitCode = 1;
          return null;
        });
        if (stops === null) return;
        process.stderr.write(`nguon: stopped: ${stops}\n`);
        process.exitCode = STOPPED;
        return;
      }
      const answer = await withAsker(config(), (ask) =>
        ask(IMPACT, { of, first: PAGE, asOf: asOf ?? null }, { role, agencies: agency }),
      );
      const impact = answer.data?.['impact'] as ImpactAnswer | null | undefined;
      if (json) printJson(answer);
      else if (impact) printImpact(impact);
      for (const { message } of answer.errors ?? []) process.stderr.write(`nguon: ${message}\n`);
      if ((answer.errors ?? []).length > 0) process.exitCode = 1;
    });
