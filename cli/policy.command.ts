import { Command, Option } from 'commander';
import type { Role } from '../kernel/identity/viewer.ts';
import type { CommandFactory } from './command.ts';
import { FAIL_ON, type FailOn, gate, STOPPED } from './policy/gate.ts';
import { FORMATS, type Format, printReport } from './policy/print-report.ts';
import { policyReport } from './policy/report.ts';
import { type Anchor, readAnchor } from './sarif/anchor.ts';
import { collectAgencies, readRole } from './token.command.ts';
import { withAsker } from './with-asker.ts';

interface PolicyOptions {
  readonly asOf?: string;
  readonly role: Role;
  readonly agency: string[];
  readonly format: Format;
  readonly json?: true;
  readonly failOn?: FailOn;
  readonly at?: Anchor;
}

/** `nguon policy`: what the rules find, with a proof of each column. */
export const policyCommand: CommandFactory = (config) =>
  new Command('policy')
    .description('Shows what the rules of policy and of integrity find in the lineage.')
    .option('--as-of <instant>', 'at this instant instead of now, such as 2027-01-01')
    .option('--role <role>', 'role to ask as', readRole, 'architect' as Role)
    .option('--agency <code>', 'agency of a steward', collectAgencies, [])
    .addOption(new Option('--format <format>', 'print findings in this form').choices(FORMATS).default('text'))
    .addOption(
      new Option(
        '--fail-on <severity>',
        `exit ${STOPPED} when a finding that nobody answers for is this grave or graver`,
      ).choices(FAIL_ON),
    )
    .option('--json', 'print findings as JSON')
    .option('--at <file>', 'where a change stands in the repository, for sarif: flows/f48.json:3', readAnchor)
    .action(async ({ asOf, role, agency, format, json, failOn, at }: PolicyOptions) => {
      const stops = await withAsker(config(), async (ask) => {
        const report = await policyReport(ask, asOf ?? null, { role, agencies: agency });
        printReport(report, json ? 'json' : format, at ?? null);
        return gate(report, failOn);
      }).catch((error: unknown) => {
        process.stderr.write(`nguon: ${error instanceof Error ? error.message : String(error)}\n`);
        process.exitCode = 1;
        return null;
      });
      if (stops === null) return;
      process.stderr.write(`nguon: stopped: ${stops}\n`);
      process.exitCode = STOPPED;
    });
