import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exchange, rawConnection, statuses } from './raw-http.ts';
import { type ServedOwners, serveOwners } from './served-owners.ts';

let served: ServedOwners;
let gate: PromiseWithResolvers<void>;
let entered: () => void;
let arrived: Promise<void>;

beforeEach(async () => {
  gate = Promise.withResolvers<void>();
  ({ promise: arrived, resolve: entered } = Promise.withResolvers<void>());
  served = await serveOwners({
    transport: (real) => async (subgraph, operation, caller) => {
      entered();
      await gate.promise;
      return real(subgraph, operation, caller);
    },
  });
});
afterEach(async () => {
  gate.resolve();
  await served.close();
  expect(served.unexpected).toEqual([]);
});

const BODY = '{"query":"{ agencies { totalCount } }"}';
const request = (): string =>
  `POST /graphql HTTP/1.1\r\nhost: 127.0.0.1:${served.port}\r\ncontent-type: application/json\r\ncontent-length: ${BODY.length}\r\n\r\n${BODY}`;
const pending = Symbol('pending');
const settled = (promise: Promise<unknown>): Promise<unknown> =>
  Promise.race([promise, new Promise((resolve) => setTimeout(() => resolve(pending), 50))]);

describe('a server that closes', () => {
  it('answers what is in flight, to the last byte, and tells the client to connect anew', async () => {
    const asked = Array.from({ length: 20 }, () => served.post(BODY));
    const raw = await rawConnection(served.port);
    raw.send(request());
    await arrived;
    // All of them are there: the first that arrived waits with the others.
    await new Promise((resolve) => setTimeout(resolve, 50));
    const closed = served.host.close();
    expect(await settled(closed)).toBe(pending);
    gate.resolve();
    for (const { status, data } of await Promise.all(asked))
      expect([status, data]).toEqual([200, { agencies: { totalCount: 0 } }]);
    await raw.ended;
    expect(raw.heard()).toMatch(/^HTTP\/1\.1 200 .*connection: close/is);
    expect(raw.heard()).toContain('{"data":{"agencies":{"totalCount":0}},');
    await closed;
  });

  it('accepts nothing more', async () => {
    await served.host.close();
    await expect(exchange(served.port, request())).rejects.toThrow(/ECONNREFUSED/);
    await expect(served.post(BODY)).rejects.toThrow();
  });

  it('does not wait for connections that ask nothing, used or never used', async () => {
    const unused = await rawConnection(served.port);
    const used = await rawConnection(served.port);
    used.send(`GET /livez HTTP/1.1\r\nhost: 127.0.0.1:${served.port}\r\n\r\n`);
    await used.answers(1);
    const half = await rawConnection(served.port);
    half.send('POST /graphql HT');
    await new Promise((resolve) => setTimeout(resolve, 20));
    await served.host.close();
    await Promise.all([unused.ended, used.ended, half.ended]);
    expect(statuses(used.heard())).toEqual([200]);
  });

  it('answers what was sent on one connection before it closed, in order', async () => {
    const connection = await rawConnection(served.port);
    connection.send(request() + request());
    await arrived;
    await new Promise((resolve) => setTimeout(resolve, 50));
    const closed = served.host.close();
    gate.resolve();
    await connection.ended;
    await closed;
    expect(statuses(connection.heard()).every((status) => status === 200)).toBe(true);
    expect(statuses(connection.heard()).length).toBeGreaterThanOrEqual(1);
  });

  it('can be told to close again, and again', async () => {
    await Promise.all([served.host.close(), served.host.close()]);
    await served.host.close();
  });

  it('whose client goes away while it waits closes all the same', async () => {
    const connection = await rawConnection(served.port);
    connection.send(request());
    await arrived;
    const closed = served.host.close();
    connection.socket.resetAndDestroy();
    gate.resolve();
    await closed;
  });
});

describe('an address', () => {
  it('that is taken is refused with what to do', async () => {
    const { listen } = await import('../../../gateway/http/server.ts');
    const parts = {
      gateway: {} as never,
      identity: served.issuer,
      signIn: served.signIn,
      checks: [],
      logUnexpected: () => undefined,
    };
    await expect(listen(parts, '127.0.0.1', served.port)).rejects.toThrow(
      expect.objectContaining({
        code: 'CONFIGURATION',
        message: expect.stringMatching(/^Port \d+ on 127\.0\.0\.1 is taken\. .*NGUON_PORT=4001/),
      }),
    );
    await expect(listen(parts, '203.0.113.1', 0)).rejects.toThrow(
      /^Cannot listen on 203\.0\.113\.1:0 \(EADDRNOTAVAIL\)/,
    );
  });
});
