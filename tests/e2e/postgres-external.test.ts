import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../kernel/errors/errors.ts';
import { freePort } from '../../kernel/postgres/free-port.ts';
import { type DatabaseServer, startDatabase } from '../../kernel/postgres/server.ts';
import { query, Sandbox } from './postgres-sandbox.ts';

describe('a server that DATABASE_URL names', () => {
  let sandbox: Sandbox;
  let elsewhere: DatabaseServer;
  beforeAll(async () => {
    sandbox = await Sandbox.make();
    elsewhere = await sandbox.start();
  });
  afterAll(() => sandbox.clean());

  const use = (databaseUrl: string, logged: string[] = []) =>
    startDatabase({ databaseUrl, dataDir: sandbox.path('unused'), log: (message) => logged.push(message) });

  async function refusal(databaseUrl: string): Promise<string> {
    const error = await use(databaseUrl).then(
      () => 'a server',
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(ConfigurationError);
    return (error as ConfigurationError).message;
  }

  function changed(change: (url: URL) => void): string {
    const url = new URL(elsewhere.url);
    change(url);
    return url.href;
  }

  it('is used as it is, and not stopped by us', async () => {
    const logged: string[] = [];
    const server = await use(elsewhere.url, logged);
    expect(server).toMatchObject({ kind: 'external', adopted: false, url: elsewhere.url });
    expect(server.postmasterPid).toBeUndefined();
    await server.stop();
    expect(await query(elsewhere.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(logged.join('\n')).toContain('nguon@127.0.0.1');
    expect(logged.join('\n')).not.toContain(new URL(elsewhere.url).password);
  });

  it('and refuses the password is reported with user, host and database, never with the password', async () => {
    const message = await refusal(changed((url) => (url.password = 'not-the-password')));
    expect(message).toContain(`nguon@127.0.0.1:${new URL(elsewhere.url).port}/nguon`);
    expect(message).toContain('refuses this user and password');
    expect(message).not.toContain('not-the-password');
  });

  it('and lacks the database is reported with the way to create it', async () => {
    expect(await refusal(changed((url) => (url.pathname = '/elsewhere')))).toContain('CREATE DATABASE');
  });

  it('and stores another encoding is refused, because Vietnamese would be lost', async () => {
    await query(
      elsewhere.url,
      "CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0 LOCALE_PROVIDER libc LOCALE 'C'",
    );
    const message = await refusal(changed((url) => (url.pathname = '/latin')));
    expect(message).toContain('LATIN1');
    expect(message).toContain('UTF8');
  });

  it('and does not exist is reported as such', async () => {
    const port = await freePort();
    expect(await refusal(`postgres://me:hunter2@127.0.0.1:${port}/nguon`)).toContain('nothing listens there');
    expect(await refusal('postgres://me:hunter2@no-such-host.invalid/nguon')).toMatch(/host name/);
  });

  it.each([
    ['mysql://me:hunter2@127.0.0.1/nguon', 'starts with mysql:'],
    ['postgres://me:hunt#er2@127.0.0.1/nguon', 'DATABASE_URL'],
    ['me:hunter2@127.0.0.1/nguon', 'expected postgres://'],
    ['postgres://me:hunter2@127.0.0.1', 'names no database'],
    ['', 'is not a URL'],
  ])('but is no PostgreSQL address (%s) is refused without repeating it', async (databaseUrl, expected) => {
    const message = await refusal(databaseUrl);
    expect(message).toContain(expected);
    expect(message).not.toContain('hunt');
  });

  it('and accepts connections but never answers is given up', async () => {
    const sockets: Socket[] = [];
    const silent: Server = createServer((socket) => sockets.push(socket));
    const port = await freePort();
    await new Promise<void>((settle) => silent.listen(port, '127.0.0.1', settle));
    try {
      const message = await refusal(`postgres://me:hunter2@127.0.0.1:${port}/nguon`);
      expect(message).toContain('did not answer within 5 s');
      expect(message).not.toContain('hunter2');
    } finally {
      for (const socket of sockets) socket.destroy();
      silent.close();
    }
  });

  it('and speaks another protocol is refused', async () => {
    const web: Server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    });
    const port = await freePort();
    await new Promise<void>((settle) => web.listen(port, '127.0.0.1', settle));
    try {
      expect(await refusal(`postgres://me:hunter2@127.0.0.1:${port}/nguon`)).toContain('Cannot use the database');
    } finally {
      web.close();
    }
  });
});
