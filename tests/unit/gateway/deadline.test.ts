import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HttpHost } from '../../../gateway/http/server.ts';
import { rawConnection } from './raw-http.ts';
import { type ServedOwners, serveOwners } from './served-owners.ts';

const DEADLINE_MS = 400;
/** Long before `statement_timeout` would end a statement by itself. */
const SOON_MS = 2_000;

let served: ServedOwners;
let looking: pg.Client;
let locking: pg.Client;

beforeAll(async () => {
  served = await serveOwners({ deadlineMs: DEADLINE_MS });
  [looking, locking] = [0, 1].map(() => new pg.Client({ connectionString: served.databaseUrl })) as [
    pg.Client,
    pg.Client,
  ];
  await looking.connect();
  await locking.connect();
});
afterAll(async () => {
  await looking?.end();
  await locking?.end();
  await served?.close();
  expect(served?.unexpected).toEqual([]);
});
// Whoever reads agencies meanwhile waits in the middle of a statement.
beforeEach(() => locking.query('begin; lock table owners.agency in access exclusive mode'));
afterEach(() => locking.query('rollback'));

const LIST = JSON.stringify({ query: '{ agencies { nodes { code } } }' });

/** Statements of the subgraph that run right now. */
const running = async (): Promise<number> => {
  const { rows } = await looking.query(
    "select query from pg_stat_activity where datname = current_database() and application_name = 'nguon:owners' and state <> 'idle'",
  );
  return rows.length;
};

/** Waits until so many statements run; gives up after a while. */
async function runs(wanted: number): Promise<number> {
  const until = performance.now() + SOON_MS;
  for (;;) {
    const now = await running();
    if (now === wanted || performance.now() > until) return now;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe('an operation that takes too long', () => {
  it('is given up with a code of its own, and leaves nothing running in the database', async () => {
    const answer = await served.post(LIST);
    expect([answer.status, answer.errors[0]?.extensions]).toEqual([
      504,
      { code: 'DEADLINE_EXCEEDED', limit: 'deadlineMs', most: DEADLINE_MS },
    ]);
    expect(await runs(0)).toBe(0);
  });

  it('gives its connection back: more are asked than the pool has, and the next one is answered', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => served.post(LIST)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([504]));
    expect(await runs(0)).toBe(0);
    await locking.query('rollback');
    expect((await served.post(LIST)).data).toEqual({ agencies: { nodes: [] } });
  });
});

describe('a client that goes away', () => {
  let patient: HttpHost & { readonly port: number };
  beforeAll(async () => {
    patient = await served.listenAgain({ deadlineMs: 60_000 });
  });
  afterAll(() => patient?.close());

  it('has its statements cancelled, long before the deadline', async () => {
    const connection = await rawConnection(patient.port);
    connection.send(
      `POST /graphql HTTP/1.1\r\nhost: 127.0.0.1:${patient.port}\r\ncontent-type: application/json\r\ncontent-length: ${LIST.length}\r\n\r\n${LIST}`,
    );
    expect(await runs(1)).toBe(1);
    connection.socket.destroy();
    expect(await runs(0)).toBe(0);
  });
});

describe('a write', () => {
  const CREATE = {
    query: 'mutation ($input: CreateAgencyInput!) { createAgency(input: $input) { code } }',
    variables: {
      input: {
        code: 'A1',
        nameVi: 'Sở',
        nameEn: 'Department',
        bloc: 'GOVERNMENT',
        level: 'CITY',
        line: 'CITY',
        validFrom: '2026-01-01',
      },
    },
  };

  it('that takes too long is answered in time, and ends by itself', async () => {
    const authorization = `Bearer ${await served.issuer.issue('administrator', [])}`;
    const answer = await served.post(CREATE, { authorization });
    expect([answer.status, answer.errors[0]?.message]).toEqual([504, expect.stringMatching(/may still be made/)]);
    expect(await runs(1)).toBe(1);
    await locking.query('rollback');
    expect(await runs(0)).toBe(0);
    expect((await served.post(LIST)).data).toEqual({ agencies: { nodes: [{ code: 'A1' }] } });
  });
});
