import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, it } from 'vitest';
import { gracefulClose } from '../../../kernel/graceful-close.ts';

/** So many that a server that accepts one each turn, and is busy for a while with each, takes well over the least wait. */
const CLIENTS = 60;
const BUSY_MS = 8;

/** A server that blocks the event loop while it answers, as resolvers that compute do. */
async function busyServer(): Promise<{ server: Server; port: number }> {
  const server = createServer((_request, response) => {
    const until = performance.now() + BUSY_MS;
    while (performance.now() < until);
    response.end('done');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

/** All that a connection with one request hears until it ends, or how it failed. */
function asking(port: number): { sent: Promise<void>; heard: Promise<string> } {
  const socket = connect(port, '127.0.0.1');
  const sent = new Promise<void>((resolve) => {
    socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n', () => resolve());
  });
  const heard = new Promise<string>((resolve) => {
    let text = '';
    socket.setEncoding('utf8').on('data', (part) => {
      text += part;
    });
    socket.on('error', (error) => resolve(`failed: ${error.message}`));
    socket.on('end', () => resolve(text.split('\r\n')[0] ?? ''));
  });
  return { sent, heard };
}

it('what was sent before the close is answered, however long the connections before it keep the loop busy', async () => {
  const { server, port } = await busyServer();
  const close = gracefulClose(server);
  const clients = Array.from({ length: CLIENTS }, () => asking(port));
  await Promise.all(clients.map(({ sent }) => sent));
  const closed = close();
  expect(await Promise.all(clients.map(({ heard }) => heard))).toEqual(
    Array.from({ length: CLIENTS }, () => 'HTTP/1.1 200 OK'),
  );
  await closed;
});

it('whoever never stops connecting does not hold it up', async () => {
  const { server, port } = await busyServer();
  const close = gracefulClose(server);
  let closed = false;
  const client = async (): Promise<void> => {
    while (!closed) await asking(port).heard;
  };
  const clients = Promise.all([client(), client(), client(), client()]);
  const before = performance.now();
  await close();
  closed = true;
  await clients;
  expect(performance.now() - before).toBeLessThan(7_000);
});

it('a connection that asks nothing is closed, and closing twice is one close', async () => {
  const { server, port } = await busyServer();
  const close = gracefulClose(server);
  const idle = connect(port, '127.0.0.1');
  await once(idle, 'connect');
  const ended = once(idle.resume(), 'end');
  const first = close();
  expect(close()).toBe(first);
  await Promise.all([first, ended]);
  expect(server.listening).toBe(false);
});
