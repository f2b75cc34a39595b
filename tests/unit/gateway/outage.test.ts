import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { GraphQLError } from 'graphql';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SubgraphTransport } from '../../../gateway/transport.ts';
import { systemClock } from '../../../kernel/clock.ts';
import { Lang } from '../../../kernel/graphql/language.ts';
import { type RunningSubgraph, startSubgraph } from '../../../kernel/subgraph/subgraph.ts';
import { owners } from '../../../subgraphs/owners/index.ts';
import { testDatabase } from '../../support/database.ts';
import { administrator } from '../../support/viewers.ts';
import { type ServedOwners, serveOwners } from './served-owners.ts';

describe('a subgraph that fails', () => {
  let served: ServedOwners;
  let answer: SubgraphTransport;
  beforeAll(async () => {
    served = await serveOwners({
      transport:
        () =>
        (...asked) =>
          answer(...asked),
    });
  });
  afterAll(() => served?.close());
  beforeEach(() => void served.unexpected.splice(0));

  const SECRET = 'password=hunter2 at /srv/nguon/kernel/database.ts:12';

  it.each([
    ['by an error', () => Promise.reject(new Error(SECRET))],
    [
      'by an error at once',
      () => {
        throw new TypeError(SECRET);
      },
    ],
  ] as readonly [string, SubgraphTransport][])(
    '%s is masked, logged, and leaves the rest of the process alone',
    async (_how, failing) => {
      answer = failing;
      const { status, data, errors, text } = await served.ask(
        '{ agency(code: "A1") { code } agencies { totalCount } }',
      );
      expect([status, data]).toEqual([200, { agency: null, agencies: null }]);
      expect(errors[0]?.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR', correlationId: expect.any(String) });
      expect(errors[0]?.message).toContain(errors[0]?.extensions['correlationId']);
      expect(text).not.toMatch(/hunter2|database\.ts|owners|serviceName/i);
      expect(served.unexpected).toHaveLength(1);
      expect((await served.ask('{ __typename }')).status).toBe(200);
    },
  );

  it('by an error of its own keeps its code and its words, and loses its name', async () => {
    answer = async () => ({
      data: { agency: null },
      errors: [
        new GraphQLError('The database does not answer.', {
          path: ['agency'],
          extensions: { code: 'SERVICE_UNAVAILABLE', serviceName: 'OWNERS', retry: 1 },
        }),
      ],
    });
    const { data, errors } = await served.ask('{ agency(code: "A1") { code } }');
    expect([data, errors]).toEqual([
      { agency: null },
      [
        {
          message: 'The database does not answer.',
          path: ['agency'],
          extensions: { code: 'SERVICE_UNAVAILABLE', retry: 1 },
        },
      ],
    ]);
    expect(served.unexpected).toEqual([]);
  });

  it('by a code that nobody knows is told with one of the registry', async () => {
    answer = async () => ({
      data: { agency: null },
      errors: [new GraphQLError('No.', { path: ['agency'], extensions: { code: 'TEAPOT' } })],
    });
    expect((await served.ask('{ agency(code: "A1") { code } }')).errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('without data leaves null, at the field that was asked for', async () => {
    answer = async () => ({ errors: [new GraphQLError('No.', { extensions: { code: 'CONFLICT' } })] });
    const { status, data, errors } = await served.ask('{ other: agency(code: "A1") { code } }');
    expect([status, data, errors[0]?.path, errors[0]?.extensions.code]).toEqual([
      200,
      { other: null },
      ['other'],
      'CONFLICT',
    ]);
  });
});

/** A wire between a client and PostgreSQL that can be cut and mended. */
class Wire {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #cut = false;
  port = 0;

  constructor(target: URL) {
    this.#server = createServer((client) => {
      if (this.#cut) return client.destroy();
      const server = connect(Number(target.port), target.hostname);
      for (const socket of [client, server]) {
        this.#sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => {
          this.#sockets.delete(socket);
          client.destroy();
          server.destroy();
        });
      }
      client.pipe(server).pipe(client);
      return undefined;
    });
  }

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.port = (this.#server.address() as AddressInfo).port;
  }

  cut(): void {
    this.#cut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#cut = false;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

describe('a database that goes away', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let wire: Wire;
  let subgraph: RunningSubgraph;
  let served: ServedOwners;
  const unexpected: unknown[] = [];

  beforeAll(async () => {
    database = await testDatabase();
    wire = new Wire(new URL(database.url));
    await wire.open();
    const url = new URL(database.url);
    url.hostname = '127.0.0.1';
    url.port = String(wire.port);
    subgraph = await startSubgraph(owners, {
      databaseUrl: url.href,
      clock: systemClock,
      logUnexpected: (error) => unexpected.push(error),
    });
    served = await serveOwners({ transport: () => (_name, operation, caller) => subgraph.execute(operation, caller) });
    expect((await served.ask('{ agencies { totalCount } }')).errors).toEqual([]);
  });
  afterAll(async () => {
    await served?.close();
    await subgraph?.close();
    await wire?.close();
    await database?.stop();
  });
  afterEach(() => {
    wire.mend();
    expect(unexpected.splice(0)).toEqual([]);
    expect(served.unexpected.splice(0)).toEqual([]);
  });

  const CREATE = (code: string) =>
    `mutation { createAgency(input: { code: "${code}", nameVi: "a", nameEn: "a", bloc: PARTY, level: CITY, line: PARTY, validFrom: "2026-01-01" }) { code } }`;

  it.each([
    ['a list', '{ agencies { nodes { code } totalCount } }', { agencies: null }],
    ['one record', '{ agency(code: "A1") { code } }', { agency: null }],
    ['a write', CREATE('A1'), { createAgency: null }],
  ])('makes %s null with SERVICE_UNAVAILABLE, and works again when it is back', async (_what, query, nothing) => {
    wire.cut();
    for (let attempt = 0; attempt < 3; attempt++) {
      const { status, data, errors } = await served.ask(query);
      expect([status, data]).toEqual([200, nothing]);
      for (const { message, extensions } of errors) {
        expect([message, extensions]).toEqual([
          'The database does not answer. Try again shortly.',
          { code: 'SERVICE_UNAVAILABLE' },
        ]);
      }
      expect(errors.length).toBeGreaterThan(0);
    }
    wire.mend();
    expect((await served.ask('{ agencies { totalCount } }')).data.agencies.totalCount).toBeGreaterThanOrEqual(0);
  });

  it('leaves what needs no database', async () => {
    wire.cut();
    expect((await served.ask('{ __typename }')).data).toEqual({ __typename: 'Query' });
    expect((await served.ask('{ __schema { queryType { name } } }')).errors).toEqual([]);
    expect((await served.ask('{ agency(code: "\\u0000") { code } }')).errors[0]?.extensions.code).toBe(
      'BAD_USER_INPUT',
    );
  });

  it('in the middle of many writes loses none that was acknowledged, and no place of the pool', async () => {
    const acknowledged = new Set<string>();
    for (let round = 0; round < 3; round++) {
      const writing = Array.from({ length: 30 }, async (_, index) => {
        const code = `R${round}-${index}`;
        const { errors, data } = await served.ask(CREATE(code));
        if (errors.length === 0) acknowledged.add(data.createAgency.code);
        else expect(errors[0]?.extensions.code).toBe('SERVICE_UNAVAILABLE');
      });
      await new Promise((resolve) => setTimeout(resolve, 5 + round * 10));
      wire.cut();
      await Promise.all(writing);
      wire.mend();
    }
    const missing: string[] = [];
    for (const code of acknowledged) {
      const found = await subgraph.execute(
        { document: (await import('graphql')).parse(`{ agency(code: "${code}") { code } }`) },
        { viewer: administrator, lang: Lang.VI, correlationId: code },
      );
      if (found.errors !== undefined) missing.push(code);
    }
    expect(missing).toEqual([]);
    const facts = await subgraph.feed.read(0, 1_000);
    expect(facts.map(({ seq }) => seq)).toEqual(facts.map((_, index) => index + 1));
    for (const code of acknowledged) expect(facts.filter(({ key }) => key === code)).toHaveLength(1);
    // Every place of the pool, at the same time.
    const all = await Promise.all(Array.from({ length: 16 }, () => served.ask('{ agencies { totalCount } }')));
    expect(all.flatMap(({ errors }) => errors)).toEqual([]);
  });
});
