import { chown, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../../kernel/errors/errors.ts';
import { type RunSystemProgram, serverAccount } from '../../../kernel/postgres/account.ts';
import { type DataFolder, dataFolder } from '../../../kernel/postgres/data-folder.ts';
import { asAccount, asAccountWith, asMyself } from '../../../kernel/postgres/launcher.ts';

/** A machine with these users, on which these programs can create more. */
function machine(users: Record<string, number>, creators: readonly string[] = []) {
  const calls: string[] = [];
  const known = { ...users };
  const run: RunSystemProgram = async (command, args) => {
    calls.push([command, ...args].join(' '));
    if (command === 'id') {
      const [flag, name = ''] = args;
      const found = flag === '-un' ? Object.values(known).includes(Number(name)) : known[name] !== undefined;
      return { ok: found, output: String(known[name] ?? name) };
    }
    if (!creators.includes(`${command} ${args[0]}`)) return { ok: false, output: 'not found' };
    known.nguon = 995;
    return { ok: true, output: '' };
  };
  return { run, calls };
}

describe('the user that root runs the server as', () => {
  let root: string;
  let folder: DataFolder;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'nguon-unit-'));
    folder = dataFolder(join(root, 'nowhere'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('is postgres where that exists', async () => {
    const { run } = machine({ postgres: 101, nguon: 995 });
    expect(await serverAccount(folder, run)).toEqual({ name: 'postgres', uid: 101, gid: 101 });
  });

  it('is nguon where postgres does not exist', async () => {
    const { run } = machine({ nguon: 995 });
    expect(await serverAccount(folder, run)).toMatchObject({ name: 'nguon', uid: 995 });
  });

  it.each(['useradd --system', 'adduser --system', 'adduser -S'])(
    'is created with %s where neither exists',
    async (way) => {
      const { run, calls } = machine({}, [way]);
      const logged: string[] = [];
      expect(await serverAccount(folder, run, (message) => logged.push(message))).toMatchObject({ uid: 995 });
      expect(calls.some((call) => call.startsWith(way))).toBe(true);
      expect(logged).toHaveLength(1);
    },
  );

  it('is asked for by name where none can be created', async () => {
    const { run } = machine({});
    const refusal = serverAccount(folder, run);
    await expect(refusal).rejects.toThrow(ConfigurationError);
    await expect(refusal).rejects.toThrow(/useradd or adduser.*ordinary user.*DATABASE_URL/);
  });

  it('is never root, whatever the user database says', async () => {
    const { run } = machine({ postgres: 0, nguon: 995 });
    expect(await serverAccount(folder, run)).toMatchObject({ name: 'nguon' });
  });

  it.runIf(process.getuid?.() === 0)('is the owner of a cluster that exists already', async () => {
    const owned = dataFolder(root);
    await mkdir(owned.cluster);
    await chown(owned.cluster, 4242, 4243);
    expect(await serverAccount(owned, machine({ postgres: 101 }).run)).toMatchObject({ uid: 4242, gid: 4243 });
  });

  it.runIf(process.getuid?.() === 0)(
    'is the owner of the data folder only if the system has a name for it',
    async () => {
      await chown(root, 4242, 4243);
      const owned = dataFolder(root);
      expect(await serverAccount(owned, machine({ postgres: 101, me: 4242 }).run)).toMatchObject({ uid: 4242 });
      expect(await serverAccount(owned, machine({ postgres: 101 }).run)).toMatchObject({ uid: 101 });
    },
  );
});

describe('a launcher', () => {
  const account = { name: 'postgres', uid: 101, gid: 104 };

  it('as myself changes nothing', () => {
    expect(asMyself('/bin/x', ['-a'])).toEqual({ command: '/bin/x', args: ['-a'], identity: {} });
  });

  it('as an account drops to it', () => {
    expect(asAccount(account)('/bin/x', ['-a']).identity).toEqual({ uid: 101, gid: 104 });
  });

  it('with a capability leaves that one only, and lets access(2) honour it', () => {
    const { command, args } = asAccountWith('dac_read_search', account)('/bin/x', ['-a']);
    expect(command).toBe('setpriv');
    expect(args).toContain('--bounding-set=-all,+dac_read_search');
    expect(args).toContain('--securebits=+no_setuid_fixup');
    expect(args).toContain('--no-new-privs');
    expect(args.slice(-2)).toEqual(['/bin/x', '-a']);
  });
});
