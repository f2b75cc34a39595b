import { Command } from 'commander';
import pg from 'pg';
import { createLog } from '../kernel/log.ts';
import { inspectDatabase } from '../kernel/postgres/server.ts';
import { pgSql } from '../lineage/log/pg-sql.ts';
import { type CommandFactory, printJson, printLine } from './command.ts';
import { agenciesWithoutPartner } from './doctor/agencies-without-partner.ts';
import { auditTrails } from './doctor/audit-trails.ts';
import { type Check, type Finding, problem } from './doctor/check.ts';
import { danglingReferences } from './doctor/dangling-references.ts';
import { ingestion } from './doctor/ingestion.ts';
import { lineageState } from './doctor/lineage-state.ts';
import { rowPolicies } from './doctor/row-policies.ts';
import { schemaDrift } from './doctor/schema-drift.ts';
import { runningInstance } from './instance-file.ts';

interface Diagnosis {
  readonly check: string;
  readonly findings: readonly Finding[];
}

async function diagnose(checks: readonly Check[]): Promise<Diagnosis[]> {
  const diagnoses: Diagnosis[] = [];
  for (const { name, run } of checks) {
    diagnoses.push({ check: name, findings: await run() });
  }
  return diagnoses;
}

/** `nguon doctor`: looks for what no single part can see. */
export const doctorCommand: CommandFactory = (config) =>
  new Command('doctor')
    .description(
      'Checks references between subgraphs, committed schemas, store against log, lag, audit trails, a left-over server, agencies without a partner.',
    )
    .option('--json', 'print JSON')
    .action(async ({ json }: { json?: true }) => {
      const settings = config();
      const running = await runningInstance(settings.dataDir);
      const before = settings.databaseUrl === undefined ? await inspectDatabase(settings.dataDir) : undefined;
      const orphan: Check = {
        name: 'left-over server',
        run: async () =>
          running === undefined && before?.state === 'running'
            ? [
                problem(
                  `The database server of a killed instance (process ${before.pid}) was still running. It was taken over and is stopped now; nothing acknowledged is lost.`,
                ),
              ]
            : before?.problem === undefined
              ? []
              : [problem(before.problem)],
      };
      await using stack = new AsyncDisposableStack();
      const checksOfOneProcess = async (): Promise<Check[]> => {
        const { openInstance } = await import('./instance.ts');
        // Beside a running instance this looks on; it neither follows feeds nor stops the database.
        const instance = stack.use(
          await openInstance(settings, createLog(settings.logLevel), { beside: running !== undefined }),
        );
        const pool = new pg.Pool({
          connectionString: instance.database.url,
          max: 2,
          // Row policies show the process everything; see `kernel/database/session-settings.ts`.
          options: '-c nguon.role=process',
        });
        stack.defer(() => pool.end());
        const sql = pgSql(pool);
        return [
          danglingReferences(sql),
          lineageState(() => instance.lineage.inspect()),
          ingestion(() => instance.lineage.ingestion()),
          agenciesWithoutPartner(sql),
          rowPolicies(sql),
          auditTrails(sql, [...instance.subgraphs, instance.lineage.subgraph]),
        ];
      };
      const checksOfParts = async (): Promise<Check[]> => {
        const { distributedChecks } = await import('./doctor/distributed.ts');
        return distributedChecks(settings, stack);
      };
      const checks = running?.distributed ? await checksOfParts() : await checksOfOneProcess();
      const diagnoses = await diagnose([schemaDrift, orphan, ...checks]);
      const problems = diagnoses.flatMap(({ findings }) => findings).filter(({ level }) => level === 'problem').length;
      if (json) printJson({ healthy: problems === 0, checks: diagnoses });
      else {
        for (const { check, findings } of diagnoses) {
          printLine(`${findings.some(({ level }) => level === 'problem') ? '✗' : '✓'} ${check}`);
          for (const { level, message } of findings) printLine(`    ${level}: ${message}`);
        }
        printLine(problems === 0 ? 'Healthy.' : `${problems} problems.`);
      }
      if (problems > 0) process.exitCode = 1;
    });
