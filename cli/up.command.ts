import { Command } from 'commander';
import { createSignIn } from '../gateway/identity/sign-in.ts';
import { listedOperations } from '../gateway/operation/operation-list.ts';
import { createPlayground } from '../gateway/playground/playground.ts';
import { savedQuestions } from '../gateway/playground/questions.ts';
import { untilSignal } from '../kernel/lifecycle.ts';
import { createLog } from '../kernel/log.ts';
import { type CommandFactory, printLine } from './command.ts';
import { leaveNote, removeNote } from './instance-file.ts';

const THINGS_TO_TRY = (address: string): string[] => [
  `Open the playground: ${address}/graphql (the saved questions are its tabs)`,
  'What breaks when the birth date of the population database changes?   npx nguon impact N01.ngay_sinh',
  "How much does the catalog hold?   npx nguon query '{ catalogTotals { agencies datasets fields flows columnEdges } }'",
];

/** `nguon up`: the whole system in this process, until a signal. */
export const upCommand: CommandFactory = (config) =>
  new Command('up')
    .description('Starts everything in this process: database, subgraphs, lineage, gateway, playground.')
    .option('--json', 'print one JSON line when ready instead of text')
    .action(async ({ json }: { json?: true }) => {
      const settings = config();
      const say = (line = ''): void => {
        if (!json) printLine(line);
      };
      const stopping = untilSignal();
      const { openInstance } = await import('./instance.ts');
      const { listen } = await import('../gateway/http/server.ts');
      const { seedWhenWanted } = await import('./seeding.ts');
      const log = createLog(settings.logLevel);
      const operations = await listedOperations(settings);
      await using stack = new AsyncDisposableStack();
      const instance = stack.use(await openInstance(settings, log, { say }));

      await seedWhenWanted(settings, instance, say);

      const signIn = await createSignIn(settings.dataDir, instance.issuer);
      stack.defer(() => signIn.close());
      const host = await listen(
        {
          gateway: instance.gateway,
          issuer: instance.issuer,
          signIn,
          ...(settings.playground ? { playground: createPlayground(savedQuestions()) } : {}),
          ...operations,
          checks: instance.checks,
          intake: instance.lineage.intake,
          logUnexpected: instance.logUnexpected,
        },
        settings.host,
        settings.port,
      );
      stack.defer(() => host.close());
      await leaveNote(settings.dataDir, {
        pid: process.pid,
        address: host.address,
        startedAt: new Date().toISOString(),
      });
      stack.defer(() => removeNote(settings.dataDir));

      if (json) {
        const ready = { address: host.address, graphql: `${host.address}/graphql`, signIn: host.address + signIn.path };
        printLine(JSON.stringify({ ...ready, pid: process.pid }));
      }
      say();
      say(`Nguồn is ready at ${host.address}   GraphQL: ${host.address}/graphql`);
      say(`Sign in once as architect, to see all: ${host.address}${signIn.path}`);
      say('Without it you are anonymous and see open datasets.');
      say();
      say('Three things to try:');
      for (const [index, thing] of THINGS_TO_TRY(host.address).entries()) say(`  ${index + 1}. ${thing}`);
      say();
      say(`Ctrl-C stops it; the data stays in ${settings.dataDir}`);

      const signal = await stopping;
      say(`${signal}: finishing what is in flight …`);
    });
