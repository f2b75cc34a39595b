import { describe, expect, it } from 'vitest';
import { describeTarget } from '../../../kernel/postgres/external.ts';
import { errorCode, fileProblem } from '../../../kernel/postgres/file-problem.ts';
import { asMyself } from '../../../kernel/postgres/launcher.ts';
import { runProgram } from '../../../kernel/postgres/run-program.ts';
import { SETTINGS, serverArguments } from '../../../kernel/postgres/settings.ts';

describe('the name of an outside database', () => {
  it.each([
    ['postgres://me:secret@db.example/nguon', 'me@db.example:5432/nguon'],
    ['postgresql://me:secret@db.example:6000/nguon?sslmode=require', 'me@db.example:6000/nguon'],
    ['postgres:///nguon?host=/run/postgresql&password=secret', '/run/postgresql:5432/nguon'],
  ])('of %s leaves the password out', (url, name) => {
    expect(describeTarget(url)).toBe(name);
  });

  it.each(['http://me:secret@db.example/nguon', 'postgres://me:secret@db.example', 'secret'])(
    'is refused for %s without repeating it',
    (url) => {
      expect(() => describeTarget(url)).toThrow(/DATABASE_URL/);
      expect(() => describeTarget(url)).not.toThrow(/secret/);
    },
  );
});

describe('a problem with a file', () => {
  const problem = (code: string) => fileProblem(Object.assign(new Error('raw'), { code }), '/x', 'write').message;

  it('says what was tried, where, why and what to do', () => {
    expect(problem('ENOSPC')).toMatch(/^Cannot write \/x: no space is left on the disk.*NGUON_DATA_DIR/);
    expect(problem('EROFS')).toContain('read-only');
    expect(problem('EACCES')).toContain('permission denied');
  });

  it('of an unforeseen kind is passed on in its own words', () => {
    expect(problem('EMFILE')).toBe('Cannot write /x: raw.');
  });

  it('that was explained before stays as it is', () => {
    const first = fileProblem(new Error('raw'), '/x', 'write');
    expect(fileProblem(first, '/y', 'read')).toBe(first);
  });

  it('has a code only when it is text', () => {
    expect(errorCode(Object.assign(new Error(), { code: 7 }))).toBeUndefined();
    expect(errorCode('EACCES')).toBeUndefined();
  });
});

describe('a program', () => {
  it('that does not end is ended with all it started, and that is said', async () => {
    const outcome = await runProgram(asMyself('sh', ['-c', 'echo begun; sleep 600 & sleep 600']), { timeoutMs: 300 });
    expect(outcome.ok).toBe(false);
    expect(outcome.output).toContain('begun');
    expect(outcome.output).toContain('gave up after 0.3 s');
  });

  it('gets none of our variables', async () => {
    process.env.NGUON_TEST_SECRET = 'secret';
    try {
      const { output } = await runProgram(asMyself('env', []), { timeoutMs: 10_000 });
      expect(output).not.toContain('secret');
      expect(output).toContain('LC_ALL=C');
    } finally {
      delete process.env.NGUON_TEST_SECRET;
    }
  });

  it('that does not exist is an outcome, not an exception', async () => {
    expect(await runProgram(asMyself('/no/such/program', []), { timeoutMs: 1_000 })).toMatchObject({ ok: false });
  });

  it('reads what it is given', async () => {
    const { output } = await runProgram(asMyself('cat', []), { timeoutMs: 10_000, stdin: 'nguồn' });
    expect(output).toBe('nguồn');
  });
});

describe("the server's arguments", () => {
  it('state every setting, the folder and the port, each as a word of its own', () => {
    const args = serverArguments('/my data/postgres', 4711);
    expect(args.slice(0, 4)).toEqual(['-D', '/my data/postgres', '-p', '4711']);
    expect(args.filter((arg) => arg === '-c')).toHaveLength(Object.keys(SETTINGS).length);
    expect(args).toContain('synchronous_commit=on');
  });
});
