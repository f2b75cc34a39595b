import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { type CommandFactory, printLine } from './command.ts';

/** `nguon sdl`: prints the schema files that are committed. */
export const sdlCommand: CommandFactory = () =>
  new Command('sdl')
    .description('Writes the schema of every subgraph and the supergraph into the source tree.')
    .option('--check', 'write nothing; fail when a committed file differs')
    .action(async ({ check }: { check?: true }) => {
      const { committedDrift, printedSchemas } = await import('./sdl.ts');
      if (check) {
        const drift = await committedDrift();
        for (const file of drift) printLine(`differs: ${file}`);
        if (drift.length > 0) process.exitCode = 1;
        return;
      }
      for (const { file, text } of await printedSchemas()) {
        await writeFile(file, text);
        printLine(file);
      }
    });
