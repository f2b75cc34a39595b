import 'reflect-metadata';
import { Command } from 'commander';
import { bootCommand } from './boot/boot.command.ts';
import { federationCommand } from './federation/federation.command.ts';
import { ingestionCommand } from './ingestion/ingestion.command.ts';
import { lineageCommand } from './lineage/lineage.command.ts';
import { policyCommand } from './policy/policy.command.ts';
import { refusalsCommand } from './refusals/refusals.command.ts';

/** What went wrong first: what failed while all was being stopped comes after it, and says less. */
const firstOf = (error: unknown): unknown => (error instanceof SuppressedError ? firstOf(error.suppressed) : error);

/** `npm run bench -- <program>`: each prints ratios to a named baseline, measured in the same run. */
try {
  await new Command('bench')
    .description('Benchmarks. Each prints ratios of one run against a named baseline, and fails on wrong answers only.')
    .showHelpAfterError()
    .addCommand(federationCommand())
    .addCommand(bootCommand())
    .addCommand(ingestionCommand())
    .addCommand(policyCommand())
    .addCommand(lineageCommand())
    .addCommand(refusalsCommand())
    .parseAsync();
} catch (error) {
  console.error(firstOf(error));
  process.exit(1);
}
