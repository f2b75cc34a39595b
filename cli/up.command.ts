import { Command } from 'commander';
import { listedOperations } from '../gateway/operation/operation-list.ts';
import { createPlayground } from '../gateway/playground/playground.ts';
import { savedQuestions } from '../gateway/playground/questions.ts';
import { requireIdentity } from '../kernel/config/config.ts';
import { untilSignal } from '../kernel/lifecycle.ts';
import { createLog } from '../kernel/log.ts';
import { type CommandFactory, printLine } from './command.ts';
import { endBecause } from './end-because.ts';
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
      requireIdentity(settings);
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
      const instance = stack.use(await openInstance(settings, log, { say, onTaken: endBecause }));

      await seedWhenWanted(settings, instance, say);

      const { openIdentity } = await import('./identity.ts');
      const { identity, signIn } = stack.use(await openIdentity(settings, instance.askAccess, log));
      const host = await listen(
        {
          gateway: instance.gateway,
          identity,
          ...(signIn === undefined ? {} : { signIn }),
          ...(settings.publicUrl === undefined ? {} : { publicUrl: settings.publicUrl }),
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
        const ready = { address: host.address, graphql: `${host.address}/graphql` };
        const signingIn = signIn === undefined ? {} : { signIn: host.address + signIn.path };
        printLine(JSON.stringify({ ...ready, ...signingIn, pid: process.pid }));
      }
      say();
      say(`Nguồn is ready at ${host.address}   GraphQL: ${host.address}/graphql`);
      if (signIn === undefined) say(`Who you are is said by tokens of ${settings.oidc?.issuer}`);
      else say(`Sign in once, to see all and to choose a role: ${host.address}${signIn.path}`);
      say('Without it you are anonymous and see open datasets.');
      say();
      say('Three things to try:');
      for (const [index, thing] of THINGS_TO_TRY(host.address).entries()) say(`  ${index + 1}. ${thing}`);
      say();
      say(`Ctrl-C stops it; the data stays in ${settings.dataDir}`);

      const signal = await stopping;
      say(`${signal}: finishing what is in flight …`);
    });
