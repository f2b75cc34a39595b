import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { identifyProcess, orphanedBackends, parseProcStat } from '../../../kernel/postgres/process-identity.ts';

describe('a process id', () => {
  it('that nobody has is gone', async () => {
    const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    await once(child, 'exit');
    expect(await identifyProcess(child.pid ?? 0, '/')).toBe('gone');
  });

  it('of a program that is no PostgreSQL server is another', async () => {
    expect(await identifyProcess(process.pid, process.cwd())).toBe('another');
  });

  it.runIf(process.platform === 'linux')('of a dead process that its parent has not reaped is gone', async () => {
    // The shell starts a child, and before that ends becomes a program that does not wait for children.
    const parent = spawn('sh', ['-c', 'sleep 0.2 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      const [line] = await once(parent.stdout, 'data');
      await expect.poll(() => identifyProcess(Number(String(line)), '/')).toBe('gone');
      expect(() => process.kill(Number(String(line)), 0)).not.toThrow();
    } finally {
      parent.kill('SIGKILL');
    }
  });
});

describe('the status line of /proc', () => {
  it('is read past a name with blanks and brackets', () => {
    expect(parseProcStat('42 (a (b) c) S 7 42 42 0')).toEqual({ name: 'a (b) c', state: 'S', parent: 7 });
  });

  it('of a process that vanished names nothing', () => {
    expect(parseProcStat('').name).toBe('');
  });
});

describe('processes left over by a killed server', () => {
  it('are none where no server ever was', async () => {
    expect(await orphanedBackends(process.cwd())).toEqual([]);
  });
});
