import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { localIssuer } from '../../gateway/identity/local-issuer.ts';
import { type RunningServer, start, up } from '../support/command-line.ts';
import { post } from './acknowledged-writes.ts';

const disk = await mkdtemp(join(tmpdir(), 'nguon-disk-'));
let mounted = false;
let server: RunningServer | undefined;

afterAll(async () => {
  server?.child.kill('SIGTERM');
  await server?.finished;
  if (mounted) execFileSync('umount', [disk]);
  await rm(disk, { recursive: true, force: true });
});

/** Most writes until the disk is full: PostgreSQL has some room of its own, in files that it reuses. */
const MOST_WRITES = 400;
/** What no compression makes smaller. */
const filling = (): string => randomBytes(45_000).toString('base64');
const CREATE = 'mutation ($input: CreateDatasetInput!) { createDataset(input: $input) { code } }';

it('a full disk is told with a code, loses nothing that was acknowledged, and is over when there is room', async (context) => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=400m,mode=755', 'tmpfs', disk], { stdio: 'ignore' });
    mounted = true;
  } catch {
    return context.skip('a small disk cannot be mounted here');
  }
  await chmod(disk, 0o755);
  const dataDir = join(disk, 'data');
  const surroundings = { home: disk, settings: { NGUON_DATA_DIR: dataDir, NGUON_PORT: '0' } };
  const token = await (await localIssuer(dataDir)).issue('administrator', []);
  server = await up(surroundings);
  const { address } = server;
  const write = async (n: number): Promise<string> => {
    const input = {
      code: `T${n}`,
      titleVi: 'Thử',
      titleEn: 'Test',
      descriptionVi: filling(),
      descriptionEn: 'Test',
      publisher: 'A01',
      tier: 'SPECIALIZED',
    };
    const answer = await post(address, token, CREATE, { input });
    return answer?.errors?.[0]?.extensions.code ?? 'written';
  };
  expect(await write(0)).toBe('written');
  execFileSync('sh', ['-c', `cat /dev/zero > '${disk}/fill' 2>/dev/null || true`]);

  const answers: string[] = [];
  for (let n = 1; n <= MOST_WRITES && answers.filter((code) => code !== 'written').length < 5; n++)
    answers.push(await write(n));
  expect(new Set(answers.filter((code) => code !== 'written'))).toEqual(new Set(['SERVICE_UNAVAILABLE']));
  expect((await fetch(`${address}/livez`)).status).toBe(200);

  await rm(join(disk, 'fill'));
  await expect.poll(() => write(MOST_WRITES + 1), { timeout: 20_000 }).toBe('written');
  await expect.poll(async () => (await fetch(`${address}/readyz`)).status, { timeout: 20_000 }).toBe(200);
  const acknowledged = answers.flatMap((code, i) => (code === 'written' ? [`T${i + 1}`] : []));
  const missing: string[] = [];
  for (const code of acknowledged) {
    const found = await post(address, token, 'query ($code: ID!) { dataset(code: $code) { code } }', { code });
    if (found?.data?.['dataset'] == null) missing.push(code);
  }
  expect(missing).toEqual([]);
  expect(await start(['doctor', '--json'], surroundings).finished).toMatchObject({ status: 0 });
});
