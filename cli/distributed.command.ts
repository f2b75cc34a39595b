import { Command } from 'commander';
import { untilSignal } from '../kernel/lifecycle.ts';
import { type CommandFactory, printLine } from './command.ts';

/** `nguon distributed`: all parts in processes of their own, on this machine, for development. */
export const distributedCommand: CommandFactory = (config) =>
  new Command('distributed')
    .description('Starts every part in a process of its own on this machine, two of lineage: for development.')
    .action(async () => {
      const settings = config();
      const stopping = untilSignal();
      await using stack = new AsyncDisposableStack();
      const { startDistributed } = await import('./distributed.ts');
      const { gateway } = await startDistributed(settings, stack, printLine);
      printLine();
      printLine(`Nguồn is ready at ${gateway.address}   GraphQL: ${gateway.address}/graphql`);
      if (gateway.signIn !== undefined) printLine(`Sign in once, to see all and to choose a role: ${gateway.signIn}`);
      await stopping;
    });
