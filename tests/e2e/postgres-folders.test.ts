import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../kernel/errors/errors.ts';
import { inspectDatabase } from '../../kernel/postgres/server.ts';
import { query, Sandbox } from './postgres-sandbox.ts';

describe('a data folder', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await Sandbox.make();
  });
  afterEach(() => sandbox.clean());

  async function refusal(dataDir?: string): Promise<string> {
    const error = await sandbox.start(dataDir).then(
      () => 'a server',
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(ConfigurationError);
    return (error as ConfigurationError).message;
  }

  it('with a cluster of another major version is refused: which folder, which version, what to do', async () => {
    const server = await sandbox.start();
    await server.stop();
    await writeFile(sandbox.path('data', 'postgres', 'PG_VERSION'), '15\n');
    const message = await refusal();
    expect(message).toContain(sandbox.path('data', 'postgres'));
    expect(message).toContain('PostgreSQL 15');
    expect(message).toContain('PostgreSQL 18');
    expect(message).toContain('NGUON_DATA_DIR');
    expect(message).toContain('dump');
    expect(await inspectDatabase(sandbox.path('data'))).toMatchObject({ state: 'foreign-version', version: '15' });
    await writeFile(sandbox.path('data', 'postgres', 'PG_VERSION'), '18\n');
    await sandbox.start();
  });

  it.each([
    ['without a version', async (path: string) => writeFile(`${path}/postgresql.conf`, '')],
    ['without its control file', async (path: string) => writeFile(`${path}/PG_VERSION`, '18\n')],
  ])('with a half-made cluster %s gets a new one, and the old is kept aside', async (_, spoil) => {
    const cluster = sandbox.path('data', 'postgres');
    await mkdir(cluster, { recursive: true });
    await spoil(cluster);
    await writeFile(`${cluster}/mine`, 'precious');
    expect((await inspectDatabase(sandbox.path('data'))).state).toBe('unfinished');
    const server = await sandbox.start();
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    const aside = (await readdir(sandbox.path('data'))).find((name) => name.startsWith('postgres.unfinished-'));
    expect(await readFile(sandbox.path('data', aside ?? '', 'mine'), 'utf8')).toBe('precious');
    expect(sandbox.logged.join('\n')).toContain(aside);
  });

  it('with a cluster whose making was not seen to finish is refused and left as it is', async () => {
    const server = await sandbox.start();
    await server.stop();
    const cluster = sandbox.path('data', 'postgres');
    await rm(`${cluster}/nguon-complete`);
    const before = await readdir(cluster);
    const message = await refusal();
    expect(message).toContain(cluster);
    expect(message).toContain('Move it away');
    expect(await readdir(cluster)).toEqual(before);
    expect((await inspectDatabase(sandbox.path('data'))).state).toBe('unmarked');
  });

  it('loses the drafts of a process that was killed while it made the cluster', async () => {
    // No system gives out process ids this large.
    const draft = sandbox.path('data', 'postgres.new-99999999-0a0a0a0a');
    await mkdir(`${draft}/cluster`, { recursive: true });
    await writeFile(`${draft}/password`, 'secret');
    await sandbox.start();
    expect((await readdir(sandbox.path('data'))).sort()).toEqual(['postgres', 'postgres-password', 'postgres.log']);
  });

  it.each([['blanks and Ă'], ['$(touch x)'], ['"quoted" \'twice\'']])('may be called %s', async (name) => {
    const server = await sandbox.start(sandbox.path(name));
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await server.stop();
  });

  it('that is a file, or lies below one, is refused by name', async () => {
    await writeFile(sandbox.path('file'), '');
    expect(await refusal(sandbox.path('file'))).toContain(`${sandbox.path('file')}: there is a file`);
    expect(await refusal(sandbox.path('file', 'data'))).toContain(`${sandbox.path('file', 'data')}: there is a file`);
  });

  it('whose name has a line break, which PostgreSQL cannot note down, is refused', async () => {
    expect(await refusal(sandbox.path('two\nlines'))).toContain('line breaks');
  });

  it('where a folder for the password stands is refused by name', async () => {
    await mkdir(sandbox.path('data', 'postgres-password', 'x'), { recursive: true });
    expect(await refusal()).toContain(sandbox.path('data', 'postgres-password'));
  });

  it('on a full or a read-only disk is refused with the reason, and works when there is room again', async (context) => {
    const disk = sandbox.path('disk');
    await mkdir(disk);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=96m,mode=755', 'tmpfs', disk], { stdio: 'ignore' });
    } catch {
      return context.skip('a small disk cannot be mounted here');
    }
    try {
      await writeFile(`${disk}/fill`, Buffer.alloc(90 * 1024 * 1024));
      expect(await refusal(disk)).toContain('no space is left on the disk');
      await rm(`${disk}/fill`);
      await (await sandbox.start(disk)).stop();
      execFileSync('sh', ['-c', `cat /dev/zero > '${disk}/fill' 2>/dev/null || true`]);
      expect(await refusal(disk)).toContain('no space is left on the disk');
      await rm(`${disk}/fill`);
      await (await sandbox.start(disk)).stop();
      execFileSync('mount', ['-o', 'remount,ro', disk]);
      expect(await refusal(disk)).toContain('the file system is read-only');
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});
