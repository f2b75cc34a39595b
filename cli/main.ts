import 'reflect-metadata';
import { Command } from 'commander';
import { readConfig } from '../kernel/config/config.ts';
import { ConfigurationError, NguonError } from '../kernel/errors/errors.ts';
import { auditCommand } from './audit.command.ts';
import { configCommand } from './config.command.ts';
import { deadLettersCommand } from './deadletters.command.ts';
import { distributedCommand } from './distributed.command.ts';
import { doctorCommand } from './doctor.command.ts';
import { impactCommand } from './impact.command.ts';
import { keysCommand } from './keys.command.ts';
import { lineageCommand } from './lineage.command.ts';
import { migrateCommand } from './migrate.command.ts';
import { neo4jCommand } from './neo4j.command.ts';
import { policyCommand } from './policy.command.ts';
import { queryCommand } from './query.command.ts';
import { sdlCommand } from './sdl.command.ts';
import { seedCommand } from './seed.command.ts';
import { serveCommand } from './serve.command.ts';
import { serviceKeyCommand } from './service-key.command.ts';
import { tokenCommand } from './token.command.ts';
import { upCommand } from './up.command.ts';

/** Exit code of sysexits(3) for a configuration that does not allow a start. */
const EX_CONFIG = 78;

const program = new Command('nguon')
  .description(
    'A federated data catalog and lineage service: which datasets exist, who owns them, what breaks when one changes.',
  )
  .showHelpAfterError('(nguon --help lists the commands)')
  .addHelpText(
    'after',
    '\nExit codes: 0 done, 1 errors in the answer or a failed check, 2 wrong use, 78 configuration.\nSettings come from the environment: nguon config lists them.',
  )
  .exitOverride((exit) => {
    process.exit(exit.exitCode === 0 ? 0 : 2);
  });

/** A command, and those below it, with the hints and exit codes of the program: commander gives them to its own only. */
function alike(command: Command): Command {
  command.copyInheritedSettings(program);
  for (const below of command.commands) alike(below);
  return command;
}

const config = () => readConfig(process.env, process.cwd());

for (const command of [
  upCommand,
  seedCommand,
  migrateCommand,
  queryCommand,
  tokenCommand,
  impactCommand,
  policyCommand,
  lineageCommand,
  deadLettersCommand,
  doctorCommand,
  auditCommand,
  configCommand,
  serveCommand,
  distributedCommand,
  keysCommand,
  serviceKeyCommand,
  neo4jCommand,
  sdlCommand,
]) {
  program.addCommand(alike(command(config)));
}
// Whoever reads the output may stop reading, as head does; what was asked for is done all the same.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof NguonError)) throw error;
  process.stderr.write(`nguon: ${error.message}\n`);
  process.exit(error instanceof ConfigurationError ? EX_CONFIG : 1);
}
