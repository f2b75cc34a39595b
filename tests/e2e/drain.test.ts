import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LIMITS } from '../../kernel/limits/limits.ts';
import { startDatabase } from '../../kernel/postgres/server.ts';
import { type RunningCommand, start } from '../support/command-line.ts';

/** Requests that are accepted before the signal; a thousand are promised, a part of them shows as much on a busy machine. */
const ACCEPTED = Number(process.env['DRAIN_REQUESTS'] ?? 300);
/** Connections; fewer than are answered at once, so that none is sent away. */
const CONNECTIONS = LIMITS.inFlight - 50;
const BODY = JSON.stringify({ query: '{ agencies(first: 200) { totalCount nodes { code name children { code } } } }' });

let folder: string;
let server: RunningCommand | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nguon-drain-'));
});
afterAll(async () => {
  server?.child.kill('SIGKILL');
  await server?.finished;
  // A process that was killed leaves its database behind.
  await (await startDatabase({ dataDir: join(folder, 'data'), log: () => undefined })).stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
});

/** What became of a request: the status of its answer, or how its connection failed. */
interface Outcome {
  /** Whether it was sent whole before the signal. */
  readonly accepted: boolean;
  readonly result: number | string;
}

/** Sends a process a signal when so many requests were accepted; what became of these, and how it ended. */
async function signalled(kind: NodeJS.Signals) {
  const running = start(['up', '--json'], {
    home: folder,
    settings: { NGUON_DATA_DIR: join(folder, 'data'), NGUON_PORT: '0', NGUON_SEED: '0' },
  });
  server = running;
  const [line] = await running.said(/\{.*"address".*\}/);
  const { address } = JSON.parse(line) as { address: string };
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  let sent = 0;
  let isSignalled = false;
  const ask = (): Promise<Outcome> =>
    new Promise((resolve) => {
      let accepted = false;
      const asking = request(`${address}/graphql`, {
        agent,
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': BODY.length },
      });
      asking.on('response', (response) => {
        response.resume();
        response.on('end', () => resolve({ accepted, result: response.statusCode ?? 0 }));
        response.on('error', (error) => resolve({ accepted, result: error.message }));
      });
      asking.on('error', (error) =>
        resolve({ accepted, result: (error as NodeJS.ErrnoException).code ?? error.message }),
      );
      asking.on('finish', () => {
        if (isSignalled) return;
        accepted = true;
        sent++;
        if (sent < ACCEPTED) return;
        isSignalled = true;
        running.child.kill(kind);
      });
      asking.end(BODY);
    });
  const outcomes: Outcome[] = [];
  const client = async (): Promise<void> => {
    while (!isSignalled) outcomes.push(await ask());
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, client));
  agent.destroy();
  const { status, signal } = await running.finished;
  const accepted = outcomes.filter((outcome) => outcome.accepted);
  return { accepted: accepted.length, lost: accepted.filter(({ result }) => result !== 200), status, signal };
}

it(`${ACCEPTED} requests that were accepted before SIGTERM are answered, and the process ends with 0`, async () => {
  // Had it taken longer than ten seconds, it would have ended itself with 1.
  expect(await signalled('SIGTERM')).toEqual({ accepted: ACCEPTED, lost: [], status: 0, signal: null });
});

it('some are not when the process is killed: this very test would see it', async () => {
  const { accepted, lost, signal } = await signalled('SIGKILL');
  expect([accepted, signal]).toEqual([ACCEPTED, 'SIGKILL']);
  expect(lost.length).toBeGreaterThan(0);
});
