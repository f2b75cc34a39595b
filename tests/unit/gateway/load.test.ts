import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIMITS } from '../../../kernel/limits/limits.ts';
import { rawConnection, statuses } from './raw-http.ts';
import { type ServedOwners, serveOwners } from './served-owners.ts';

let served: ServedOwners;
let gate = Promise.withResolvers<void>();
let inside = 0;

beforeAll(async () => {
  served = await serveOwners({
    transport: (real) => async (subgraph, operation, caller) => {
      inside++;
      await gate.promise;
      return real(subgraph, operation, caller);
    },
  });
});
afterAll(async () => {
  gate.resolve();
  await served?.close();
  expect(served?.unexpected).toEqual([]);
});

const QUERY = '{ agencies { totalCount } }';
const arrived = async (count: number): Promise<void> => {
  while (inside < count) await new Promise((resolve) => setTimeout(resolve, 5));
};

describe('as many operations as are answered at once', () => {
  it('are answered; one more is sent away to come again in a second, health and pages are not', async () => {
    const waiting = Array.from({ length: LIMITS.inFlight }, () => served.ask(QUERY, undefined, null));
    await arrived(LIMITS.inFlight);
    const { status, headers, errors } = await served.ask(QUERY, undefined, null);
    expect([status, headers.get('retry-after'), errors[0]?.extensions]).toEqual([
      503,
      '1',
      { code: 'SERVICE_UNAVAILABLE', limit: 'inFlight', most: LIMITS.inFlight },
    ]);
    for (const path of ['/livez', '/readyz', '/']) expect((await fetch(served.address + path)).status).toBe(200);
    gate.resolve();
    expect(new Set((await Promise.all(waiting)).map((answer) => answer.status))).toEqual(new Set([200]));
    expect((await served.ask(QUERY, undefined, null)).status).toBe(200);
  });

  it('make room when clients go away', async () => {
    gate = Promise.withResolvers<void>();
    inside = 0;
    const leaving = new AbortController();
    const waiting = Array.from({ length: LIMITS.inFlight }, () =>
      fetch(`${served.address}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: QUERY }),
        signal: leaving.signal,
      }).then(
        () => 'answered',
        () => 'left',
      ),
    );
    await arrived(LIMITS.inFlight);
    leaving.abort();
    expect(new Set(await Promise.all(waiting))).toEqual(new Set(['left']));
    gate.resolve();
    let status = 503;
    for (let tries = 0; status === 503 && tries < 100; tries++)
      status = (await served.ask(QUERY, undefined, null)).status;
    expect(status).toBe(200);
  });
});

describe('bodies that arrive together', () => {
  it('are held up to a number of bytes, and whoever sends more is sent away', async () => {
    const megabyte = 1_000_000;
    const connections = await Promise.all(
      Array.from({ length: Math.ceil(LIMITS.waitingBodyBytes / megabyte) + 1 }, () => rawConnection(served.port)),
    );
    for (const { send } of connections)
      send(
        `POST /graphql HTTP/1.1\r\nhost: 127.0.0.1:${served.port}\r\ncontent-type: application/json\r\ncontent-length: 1048576\r\n\r\n${' '.repeat(megabyte)}`,
      );
    const first = await Promise.race(connections.map((connection) => connection.answers(1)));
    expect([statuses(first), /retry-after: 1\r/i.test(first)]).toEqual([[503], true]);
    for (const { socket } of connections) socket.destroy();
    await Promise.all(connections.map(({ ended }) => ended));
    expect((await served.ask(QUERY, undefined, null)).status).toBe(200);
  });
});

describe('a request that never arrives', () => {
  it.concurrent.each([
    ['without the end of its headers', 'POST /graphql HTTP/1.1\r\nx: 1\r\n'],
    ['without its body', 'POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 100\r\n\r\n{'],
    ['without anything', ''],
  ])(
    '%s is not waited for, a letter now and then or not',
    async (_what, begun) => {
      const connection = await rawConnection(served.port);
      connection.send(begun);
      const dripping = setInterval(() => connection.send(begun === '' ? '' : 'x'), 500);
      await connection.ended;
      clearInterval(dripping);
      expect(statuses(connection.heard()).every((status) => status === 408 || status === 403)).toBe(true);
    },
    2 * LIMITS.arrivalMs,
  );
});
