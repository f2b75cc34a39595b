import { Command } from 'commander';
import { untilSignal } from '../kernel/lifecycle.ts';
import { createLog } from '../kernel/log.ts';
import { type CommandFactory, printJson, printLine } from './command.ts';

/** `nguon serve <part>`: one part in a process of its own. */
export const serveCommand: CommandFactory = (config) =>
  new Command('serve')
    .description('Serves one part in a process of its own; subgraphs answer signed calls of the gateway only.')
    .argument('<part>', 'a subgraph, such as owners; lineage; or gateway')
    .option('--json', 'print one JSON line when ready')
    .action(async (part: string, { json }: { json?: true }) => {
      const settings = config();
      const stopping = untilSignal();
      const { serve } = await import('./serve.ts');
      await using served = await serve(part, settings, createLog(settings.logLevel));
      const { address, signInPath } = served;
      if (json)
        printJson({
          part,
          address,
          ...(signInPath === undefined ? {} : { signIn: address + signInPath }),
          pid: process.pid,
        });
      else {
        printLine(`${part} is ready at ${address}`);
        if (signInPath !== undefined) printLine(`Sign in once: ${address}${signInPath}`);
      }
      await stopping;
    });
