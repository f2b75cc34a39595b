import { existsSync, writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Finished, type RunningCommand, run, start } from '../support/command-line.ts';
import { wrongInSarif } from '../support/sarif.ts';

let home: string;
const dataDir = (): string => join(home, 'data');
const nguon = (args: readonly string[], settings: Record<string, string> = {}): Promise<Finished> =>
  run(args, { home, settings: { NGUON_DATA_DIR: dataDir(), NGUON_PORT: '0', ...settings } });
const json = ({ stdout }: Finished) => JSON.parse(stdout);

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'nguon-cli-'));
});

afterAll(async () => {
  await rm(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
});

describe('nguon --help', () => {
  const COMMANDS =
    'up seed migrate query token impact policy lineage deadletters doctor config serve distributed keys neo4j service-key sdl'.split(
      ' ',
    );

  it('lists the commands and the exit codes, whatever the settings', async () => {
    const { status, stdout, stderr } = await nguon(['--help'], { NGUON_PORT: 'no number' });
    expect([status, stderr]).toEqual([0, '']);
    for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'));
    expect(stdout).toMatch(/Exit codes: 0 done, 1 .*, 2 .*, 78 configuration/);
  });

  it.each([
    ...COMMANDS,
    'lineage rebuild',
    'lineage retain',
    'deadletters list',
    'deadletters show',
    'deadletters replay',
    'service-key create',
    'service-key list',
    'service-key revoke',
  ])('says of %s what it does and what it takes', async (command) => {
    const { status, stdout, stderr } = await nguon([...command.split(' '), '--help']);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(new RegExp(`^Usage: nguon ${command}\\b.*\\n\\n[A-Z][\\s\\S]+?\\.\\n`));
    expect(stdout).toContain('--help');
  });

  it('creates no data folder', () => {
    expect(existsSync(dataDir())).toBe(false);
  });

  it.each([
    [['quury', '{ __typename }'], /Did you mean query\?/],
    [['query'], /missing required argument 'graphql'/],
    [['query', '{ __typename }', '--rolle', 'architect'], /unknown option '--rolle'[\s\S]*Did you mean --role\?/],
    [['query', '{ __typename }', '--variables', '[1]'], /variables are one JSON object/],
    [['query', '{ __typename }', '--role', 'king'], /a role is one of anonymous, developer/],
    [['token'], /required option '--role <role>'/],
    [['token', '--role', 'king'], /a role is one of/],
    [['impact'], /missing required argument 'node'/],
    [['lineage', 'retain'], /required option '--older-than <age>'/],
    [['lineage', 'retain', '--older-than', '90'], /it is an age: a whole number of hours, days or weeks/],
    [['lineage', 'retain', '--older-than', '0d'], /it is an age/],
    [['lineage', 'retain', '--older-than', '90d', '--keep-last', '-1'], /it is a whole number from 0 to 10000/],
    [['lineage', 'retain', '--older-than', '90d', '--apply', '--dry-run'], /cannot be used with option/],
    [['service-key', 'create'], /required option '--name <text>'/],
    [['service-key', 'create', '--name', 'x', '--event', 'cat'], /an event is one of RUN, JOB, DATASET/],
  ])('is pointed to for wrong use: %j exits 2', async (args, message) => {
    const { status, stdout, stderr } = await nguon(args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
    expect(stderr).toContain('--help');
  });
});

describe('nguon config', () => {
  it('prints every setting with its meaning and where it comes from', async () => {
    const { status, stdout } = await nguon(['config'], { NGUON_PORT: '4711' });
    expect(status).toBe(0);
    expect(stdout).toContain('NGUON_PORT=4711\n');
    expect(stdout).toContain('NGUON_HOST=127.0.0.1   (default)');
    expect(stdout).toContain(`NGUON_DATA_DIR=${dataDir()}`);
  });

  it('covers secrets, in text and in JSON', async () => {
    const settings = { DATABASE_URL: 'postgres://keeper:hunter2@db.example:5432/nguon?password=hunter3' };
    const [text, asJson] = await Promise.all([nguon(['config'], settings), nguon(['config', '--json'], settings)]);
    for (const { status, stdout, stderr } of [text, asJson]) {
      expect(status).toBe(0);
      expect(stdout + stderr).not.toMatch(/hunter|keeper/);
      expect(stdout).toContain('db.example:5432/nguon');
    }
    expect(json(asJson).map(({ name }: { name: string }) => name)).toContain('DATABASE_URL');
  });

  it.each([
    [{ NGUON_X: '1' }, /Unknown setting NGUON_X\. Known are NGUON_HOST/],
    [{ NGUON_PORT: '70000' }, /NGUON_PORT takes a port from 0 to 65535; given: "70000"/],
    [{ NGUON_HOST: '0.0.0.0' }, /without one only loopback addresses are served/],
    [{ NGUON_SEED: 'perhaps' }, /NGUON_SEED takes 1 or 0/],
    [{ DATABASE_URL: 'mysql://keeper:hunter2@db/x' }, /DATABASE_URL takes a URL that begins with postgres:\/\//],
  ])('refuses %j in one line, exit 78', async (settings, message) => {
    const { status, stdout, stderr } = await nguon(['config'], settings as unknown as Record<string, string>);
    expect([status, stdout]).toEqual([78, '']);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('hunter2');
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

describe('nguon token', () => {
  it('prints a token and nothing else, made with a key that only the owner reads', async () => {
    const { status, stdout } = await nguon(['token', '--role', 'steward', '--agency', 'A11,A12', '--agency', 'A01']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    const claims = JSON.parse(Buffer.from(stdout.split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toMatchObject({ role: 'steward', agencies: ['A11', 'A12', 'A01'] });
    const { mode } = await stat(join(dataDir(), 'identity', 'local.key'));
    expect(mode & 0o777).toBe(0o600);
  });

  it.each([
    [['--role', 'steward'], /A steward needs at least one agency: --agency A11/],
    [['--role', 'architect', '--agency', 'A11'], /Only a steward has agencies/],
    [['--role', 'anonymous'], /Anonymous needs no token/],
  ])('refuses %j, exit 78', async (args, message) => {
    const { status, stdout, stderr } = await nguon(['token', ...args]);
    expect([status, stdout]).toEqual([78, '']);
    expect(stderr).toMatch(message);
  });
});

describe('an address beyond loopback', () => {
  const OIDC = { NGUON_OIDC_ISSUER: 'https://id.example', NGUON_OIDC_AUDIENCE: 'nguon' };

  it.each([
    [['up'], { NGUON_HOST: '0.0.0.0' }],
    // The key between processes says nothing of people.
    [['up'], { NGUON_HOST: '0.0.0.0', NGUON_PUBLIC_KEY: 'x' }],
    [['serve', 'gateway'], { NGUON_HOST: '::', NGUON_PUBLIC_KEY: 'x', NGUON_PRIVATE_KEY: 'x' }],
    [['serve', 'owners'], { NGUON_HOST: '192.0.2.1' }],
    [['distributed'], { NGUON_HOST: '0.0.0.0', NGUON_PUBLIC_KEY: 'x', NGUON_PRIVATE_KEY: 'x' }],
    [['up'], { NGUON_HOST: '0.0.0.0', NGUON_OIDC_ISSUER: 'https://id.example' }],
    [['up'], { NGUON_HOST: '0.0.0.0', ...OIDC, NGUON_OIDC_ALGORITHMS: 'HS256' }],
  ] as const)('is refused to %j without configured identity, in one line, exit 78: %j', async (args, settings) => {
    const { status, stdout, stderr } = await nguon(args, settings as unknown as Record<string, string>);
    expect([status, stdout]).toEqual([78, '']);
    expect(stderr).toMatch(/^nguon: NGUON_(HOST|OIDC)[^\n]+\n$/);
    expect(existsSync(dataDir()) && existsSync(join(dataDir(), 'postgres'))).toBe(false);
  });

  it('is not refused for being one once identity is configured', async () => {
    const { status } = await nguon(['config'], { NGUON_HOST: '0.0.0.0', ...OIDC });
    expect(status).toBe(0);
  });

  it('and with an identity provider there are no local tokens', async () => {
    const { status, stdout, stderr } = await nguon(['token', '--role', 'architect'], OIDC);
    expect([status, stdout]).toEqual([78, '']);
    expect(stderr).toMatch(/Tokens are made by https:\/\/id\.example/);
  });
});

describe('nguon up, on an empty folder', () => {
  let server: RunningCommand;
  let said: string;
  let address: string;
  const serverPid = async (): Promise<string> =>
    (await readFile(join(dataDir(), 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0] ?? '';

  beforeAll(async () => {
    server = start(['up'], { home, settings: { NGUON_DATA_DIR: dataDir(), NGUON_PORT: '0' } });
    [said] = await server.said(/[\s\S]*Ctrl-C stops it.*\n/);
    address = /ready at (http:\S+)/.exec(said)?.[1] ?? '';
  });

  afterAll(async () => {
    server.child.kill('SIGKILL');
    await server.finished;
  });

  it('loads the sample catalogue with progress, says where it is, how to sign in and what to try', () => {
    expect(said).toMatch(/Loading the sample catalogue[\s\S]*agencies[\s\S]*flows[\s\S]*records and links loaded/);
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(said).toContain(`${address}/sign-in?code=`);
    expect(said).toMatch(/Three things to try:\n {2}1\. .+\n {2}2\. .+\n {2}3\. /);
  });

  it('is alive and ready', async () => {
    expect((await fetch(`${address}/livez`)).status).toBe(200);
    const ready = await fetch(`${address}/readyz`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({ ready: true });
  });

  it('signs in once, as architect; the second time nobody', async () => {
    const signIn = /http:\S+\/sign-in\?code=\S+/.exec(said)?.[0] ?? '';
    expect((await stat(join(dataDir(), 'sign-in'))).mode & 0o777).toBe(0o600);
    const first = await fetch(signIn, { redirect: 'manual' });
    expect([first.status, first.headers.get('location')]).toEqual([303, '/']);
    const cookie = first.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
    const asked = await fetch(`${address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: cookie.split(';')[0] ?? '' },
      body: '{"query":"{ datasets(first: 0) { totalCount } }"}',
    });
    expect(await asked.json()).toMatchObject({ data: { datasets: { totalCount: 75 } } });
    const second = await fetch(signIn, { redirect: 'manual' });
    expect(second.status).toBe(401);
    expect(await second.text()).toMatch(/used up or not ours/);
    expect(existsSync(join(dataDir(), 'sign-in'))).toBe(false);
  });

  it('takes the tokens of nguon token, of every role', async () => {
    const totals: Record<string, number> = {};
    for (const [role, ...agency] of [
      ['developer'],
      ['steward', '--agency', 'A11'],
      ['architect'],
      ['service'],
    ] as const) {
      const { stdout: token } = await nguon(['token', '--role', role, ...agency]);
      const asked = await fetch(`${address}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token.trim()}` },
        body: '{"query":"{ datasets(first: 0) { totalCount } }"}',
      });
      totals[role] = ((await asked.json()) as { data: { datasets: { totalCount: number } } }).data.datasets.totalCount;
    }
    expect(totals).toEqual({ developer: 61, steward: 63, architect: 75, service: 61 });
  });

  it('is a second one refused on the same folder, and the first goes on', async () => {
    const database = await serverPid();
    const { status, stdout, stderr } = await nguon(['up']);
    expect([status, stdout]).toEqual([78, '']);
    expect(stderr).toMatch(/^nguon: Another instance runs on this database .*NGUON_DATA_DIR=/);
    expect(await serverPid()).toBe(database);
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
  });

  describe('nguon query', () => {
    it('asks the running instance, as architect', async () => {
      const finished = await nguon(['query', '{ catalogTotals { datasets fields flows columnEdges } }']);
      expect([finished.status, finished.stderr]).toEqual([0, '']);
      expect(json(finished)).toMatchObject({
        data: { catalogTotals: { datasets: 75, fields: 314, flows: 70, columnEdges: 183 } },
      });
    });

    it.each([
      [['--role', 'anonymous'], 22],
      [['--role', 'steward', '--agency', 'A11'], 63],
    ])('asks as somebody else: %j sees %i datasets', async (args, totalCount) => {
      const finished = await nguon(['query', '{ datasets(first: 0) { totalCount } }', ...args]);
      expect(json(finished)).toMatchObject({ data: { datasets: { totalCount } } });
    });

    it('passes variables', async () => {
      const query = 'query ($code: ID!) { dataset(code: $code) { publisher { code } } }';
      const finished = await nguon(['query', query, '--variables', '{"code": "S26"}']);
      expect(json(finished)).toMatchObject({ data: { dataset: { publisher: { code: 'A11' } } } });
    });

    it('prints data and errors of an answer that has some, and exits 1', async () => {
      const finished = await nguon(['query', '{ dataset(code: "N1") { code } partners(first: 0) { totalCount } }']);
      expect(finished.status).toBe(1);
      expect(json(finished)).toMatchObject({
        data: { dataset: null, partners: { totalCount: 6 } },
        errors: [{ path: ['dataset'], extensions: { code: 'NOT_FOUND' } }],
      });
    });

    it('prints why a question that is not GraphQL was refused, and exits 1', async () => {
      const finished = await nguon(['query', '{ datasets(']);
      expect(finished.status).toBe(1);
      expect(json(finished)).toMatchObject({ errors: [{ extensions: { code: 'GRAPHQL_PARSE_FAILED' } }] });
    });
  });

  describe('nguon policy', () => {
    it('prints findings with a proof, stops a pipeline where they are grave, and lets it go on where they are not', async () => {
      const ask = (...args: string[]) => nguon(['policy', '--as-of', '2026-11-01', ...args]);
      const [text, sarif, wrong, refused] = await Promise.all([
        ask('--fail-on', 'critical'),
        ask('--format', 'sarif'),
        ask('--fail-on', 'grave'),
        ask('--role', 'developer'),
      ]);
      expect([text.status, sarif.status, wrong.status, refused.status]).toEqual([3, 0, 2, 1]);
      expect(text.stdout).toMatch(/^R1 CRITICAL O14 {2}Personal data is published$/m);
      expect(text.stdout).toContain('S30.so_bao_danh → job:F60 → O14.so_bao_danh');
      expect(text.stderr).toContain('stopped: 4 findings');
      expect(json(sarif).runs[0].results).toHaveLength(9);
      expect(wrongInSarif(json(sarif))).toEqual([]);
      expect(refused.stderr).toContain('stewards, architects and administrators');
    });
  });

  describe('nguon impact', () => {
    it('tells in words who is touched', async () => {
      const { status, stdout, stderr } = await nguon(['impact', 'N01.ngay_sinh']);
      expect([status, stderr]).toEqual([0, '']);
      expect(stdout).toMatch(
        /^N01\.ngay_sinh reaches 5 datasets and 5 columns of 3 agencies, 2 lead partners, 1 open dataset/,
      );
      expect(stdout).toContain('The answer is complete.');
      expect(stdout).toMatch(/^O14 {2}distance 3 {2}Điểm thi lớp 10 {2}\[open\]$/m);
      expect(stdout).toContain(
        'path: N01.ngay_sinh → job:F26 → S29.ngay_sinh → job:F31 → S30.ngay_sinh → job:F60 → O14.ngay_sinh',
      );
    });

    it('stops a pipeline when a change breaks something, and lets it go on when none does', async () => {
      const ask = (...args: string[]) => nguon(['impact', 'N01.ngay_sinh', ...args]);
      const [breaks, fits, sarif, wrong, pointless] = await Promise.all([
        ask('--change', 'type:str', '--fail-on', 'breaks'),
        nguon([
          'impact',
          'N01.noi_thuong_tru',
          '--change',
          'nullability:required',
          '--fail-on',
          'at-risk',
          '--format',
          'csv',
        ]),
        ask('--change', 'drop', '--format', 'sarif', '--at', 'schemas/n01.json:3'),
        ask('--change', 'drop', '--change', 'rename:x', '--fail-on', 'breaks'),
        ask('--fail-on', 'breaks'),
      ]);
      expect(fits.stderr).toBe('');
      expect([breaks.status, fits.status, sarif.status, wrong.status, pointless.status]).toEqual([3, 0, 0, 1, 2]);
      expect(pointless.stderr).toMatch(/^error: --fail-on judges a change: say which with --change or --schema\.\n/);
      expect(breaks.stdout).toMatch(/^BREAKS {5}O14 /m);
      expect(breaks.stderr).toContain('5 datasets break');
      const [, ...rows] = fits.stdout.trimEnd().split('\r\n');
      expect(rows.length).toBeGreaterThan(1);
      expect(rows.filter((row) => !row.includes(',UNAFFECTED,'))).toEqual([]);
      expect(json(sarif).runs[0].results).toHaveLength(10);
      expect(wrongInSarif(json(sarif))).toEqual([]);
      expect(json(sarif).runs[0].results[0].locations[0].physicalLocation.region).toEqual({ startLine: 3 });
      expect(wrong.stderr).toContain('contradicts');
    });

    it('judges a proposed schema from a file', async () => {
      const file = (name: string, text: string): string => {
        writeFileSync(join(home, name), text);
        return join(home, name);
      };
      const { data } = json(await nguon(['query', '{ dataset(code: "S18") { fields { name type } } }']));
      const fields: { name: string; type: string }[] = data.dataset.fields;
      const dropped = file('dropped.json', JSON.stringify(fields.filter(({ name }) => name !== 'gia_dat')));
      const wider = file('wider.json', JSON.stringify([...fields, { name: 'moi', type: 'varchar(20)' }]));
      const none = file('none.json', '{"name": "a"}');
      const ask = (...args: string[]) => nguon(['impact', 'S18', '--schema', ...args]);
      const [breaks, fits, asJson, wrong, same, both] = await Promise.all([
        ask(dropped, '--fail-on', 'breaks'),
        ask(wider, '--fail-on', 'at-risk', '--format', 'sarif'),
        ask(dropped, '--json'),
        ask(none),
        ask(file('same.json', JSON.stringify(fields))),
        ask(dropped, '--change', 'drop'),
      ]);
      expect([breaks.status, fits.status, asJson.status, wrong.status, same.status, both.status]).toEqual([
        3, 0, 0, 1, 1, 2,
      ]);
      expect(breaks.stdout).toContain('by MAJOR.\nDROP S18.gia_dat\n');
      expect(breaks.stdout).toMatch(/^BREAKS {5}O07 /m);
      expect(json(fits).runs[0].results).toEqual([]);
      expect(json(asJson)).toMatchObject({ schema: { step: 'MAJOR', added: [] }, rows: [{ ref: 'O07' }, {}] });
      expect([wrong.stderr, same.stderr]).toEqual([
        expect.stringContaining('no list of objects'),
        expect.stringContaining('nothing would change'),
      ]);
    });

    it('gives the answer as JSON, of another day and another role', async () => {
      const finished = await nguon(['impact', 'N01', '--as-of', '2026-02-01', '--role', 'developer', '--json']);
      expect(finished.status).toBe(0);
      expect(json(finished).data.impact).toMatchObject({
        complete: true,
        asOf: '2026-01-31T17:00:00.000Z',
        totals: { datasets: 6, hidden: 0 },
      });
    });

    it('says what was meant by a node that does not exist, and exits 1', async () => {
      const [dataset, column] = await Promise.all([nguon(['impact', 'N1']), nguon(['impact', 'N01.ngay_sin'])]);
      expect([dataset.status, dataset.stdout, column.status, column.stdout]).toEqual([1, '', 1, '']);
      expect(dataset.stderr).toMatch(/^nguon: There is no dataset "N1"\. Did you mean .*N01/);
      expect(column.stderr).toMatch(/^nguon: There is no column "N01\.ngay_sin"\. Did you mean N01\.ngay_sinh\?/);
    });

    it('stops quietly when nobody reads on', async () => {
      const { child, finished } = start(['impact', 'N01'], { home, settings: { NGUON_DATA_DIR: dataDir() } });
      child.stdout?.destroy();
      expect((await finished).stderr).toBe('');
    });
  });

  it('nguon service-key makes a key that works, lists it without showing it, and revokes it', async () => {
    const made = await nguon(['service-key', 'create', '--name', 'Airflow', '--namespace', 'air*', '--event', 'run']);
    expect([made.status, made.stderr]).toEqual([0, '']);
    const key = made.stdout.trim();
    const id = /^nguon_key_(\w{12})_\w{49}$/.exec(key)?.[1] ?? '';
    const asked = await fetch(`${address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: '{"query":"{ viewer { subject } }"}',
    });
    expect(await asked.json()).toMatchObject({ data: { viewer: { subject: `key:${id}` } } });
    const listed = await nguon(['service-key', 'list']);
    expect(listed.stdout).toMatch(
      new RegExp(`^${id}  in force  last used .*Airflow\\n    namespaces air\\*; agencies any; RUN`),
    );
    expect(listed.stdout).not.toContain(key.slice(-20));
    expect((await nguon(['service-key', 'revoke', id])).stdout).toMatch(/revoked 20/);
    expect((await nguon(['service-key', 'list'])).stdout).toBe('');
    expect(json(await nguon(['service-key', 'list', '--all', '--json']))).toMatchObject([{ id }]);
    const again = await nguon(['service-key', 'create', '--name', 'for nothing']);
    expect([again.status, again.stdout]).toEqual([1, '']);
    expect(again.stderr).toMatch(/Say what the key is for/);
  });

  it('nguon doctor looks on and finds it healthy, A25 without a partner', async () => {
    const finished = await nguon(['doctor', '--json']);
    expect(json(finished)).toMatchObject({ healthy: true });
    expect(finished.status).toBe(0);
    expect(finished.stdout).toMatch(/A25 .* has no technology partner/);
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
  });

  it('nguon seed on top of it loads nothing anew', async () => {
    const finished = await nguon(['seed']);
    expect(finished.status).toBe(0);
    const { stdout } = await nguon(['query', '{ catalogTotals { datasets flows assignments } }']);
    expect(JSON.parse(stdout).data.catalogTotals).toEqual({ datasets: 75, flows: 70, assignments: 47 });
  });

  it('nguon lineage rebuild is refused, because somebody asks', async () => {
    const { status, stdout, stderr } = await nguon(['lineage', 'rebuild']);
    expect([status, stdout]).toEqual([78, '']);
    expect(stderr).toMatch(/An instance runs at http:\S+ \(process \d+\)\. Stop it first/);
  });

  // A stop that takes more than ten seconds is cut, and exits with 1.
  it('SIGTERM ends it with 0 within 10 seconds, a request in flight is answered, nothing is left running', async () => {
    const { stdout: token } = await nguon(['token', '--role', 'architect']);
    const inFlight = fetch(`${address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token.trim()}` },
      body: JSON.stringify({
        query:
          '{ datasets(first: 200) { nodes { code fields { ref } standards { code } publisher { code partners { code } } } } }',
      }),
    });
    // Long enough to arrive, not to be answered.
    await new Promise((resolve) => setTimeout(resolve, 15));
    server.child.kill('SIGTERM');
    expect((await inFlight).status).toBe(200);
    const { status, signal, stderr } = await server.finished;
    expect([status, signal, stderr]).toEqual([0, null, '']);
    expect(existsSync(join(dataDir(), 'postgres', 'postmaster.pid'))).toBe(false);
    expect(existsSync(join(dataDir(), 'instance.json'))).toBe(false);
  });
});

describe('without a running instance', () => {
  it('nguon query starts one for the question and stops it again', async () => {
    const finished = await nguon(['query', '{ impact(of: "N01") { complete totals { datasets } } }']);
    expect([finished.status, finished.stderr]).toEqual([0, '']);
    expect(json(finished)).toMatchObject({ data: { impact: { complete: true, totals: { datasets: 25 } } } });
    expect(existsSync(join(dataDir(), 'postgres', 'postmaster.pid'))).toBe(false);
  });

  it('nguon lineage rebuild comes to the same graph', async () => {
    const finished = await nguon(['lineage', 'rebuild', '--json']);
    expect([finished.status, finished.stderr]).toEqual([0, '']);
    const { before, after, same, events } = json(finished);
    expect([after, same]).toEqual([before, true]);
    expect(events).toBeGreaterThan(300);
    const { stdout } = await nguon(['impact', 'N01']);
    expect(stdout).toContain('N01 reaches 25 datasets and 35 columns of 14 agencies, 3 lead partners, 6 open datasets');
  });

  it('nguon doctor finds it healthy', async () => {
    const { status, stdout } = await nguon(['doctor']);
    expect([status, stdout]).toEqual([0, expect.stringMatching(/Healthy\.\n$/)]);
  });

  it('nguon migrate has nothing to do', async () => {
    const { status, stdout } = await nguon(['migrate']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^owners: up to date$/m);
    expect(stdout).toMatch(/^lineage: up to date$/m);
  });

  it('nguon up says that its port is taken, exit 78, and leaves nothing running', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const { status, stderr } = await nguon(['up'], { NGUON_PORT: String(port) });
    other.close();
    expect(status).toBe(78);
    expect(stderr).toMatch(new RegExp(`^nguon: Port ${port} on 127\\.0\\.0\\.1 is taken\\..*NGUON_PORT=`));
    expect(existsSync(join(dataDir(), 'postgres', 'postmaster.pid'))).toBe(false);
  });
});

describe('nguon sdl --check', () => {
  it('finds the committed schemas as the classes print them', async () => {
    expect(await nguon(['sdl', '--check'])).toMatchObject({ status: 0, stdout: '' });
  });
});
