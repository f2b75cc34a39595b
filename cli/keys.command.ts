import { Command } from 'commander';
import { generateInternalKeys } from '../kernel/internal-call/internal-call.ts';
import { type CommandFactory, printJson, printLine } from './command.ts';

/** `nguon keys`: a pair of keys for separate processes. */
export const keysCommand: CommandFactory = () =>
  new Command('keys')
    .description(
      'Prints a new pair of keys for separate processes: those that call get both, those that are called the public one. Keys of services that send events: nguon service-key.',
    )
    .option('--json', 'print JSON')
    .action(async ({ json }: { json?: true }) => {
      const { privateKey, publicKey } = await generateInternalKeys();
      if (json) printJson({ NGUON_PRIVATE_KEY: privateKey, NGUON_PUBLIC_KEY: publicKey });
      else {
        printLine(`NGUON_PRIVATE_KEY=${privateKey}`);
        printLine(`NGUON_PUBLIC_KEY=${publicKey}`);
      }
    });
