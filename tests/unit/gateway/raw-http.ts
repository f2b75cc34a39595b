import { connect, type Socket } from 'node:net';

/** A connection that says byte for byte what it is told, and remembers what it hears. */
export interface RawConnection {
  readonly socket: Socket;
  /** What was heard so far. */
  heard(): string;
  send(text: string | Buffer): void;
  /** Resolves when what was heard holds so many answers, or the server ended the connection. */
  answers(count: number): Promise<string>;
  /** Resolves when the server ended the connection. */
  readonly ended: Promise<void>;
}

const ANSWER = /HTTP\/1\.1 (\d{3})/g;

/** The statuses of what was heard, in order. */
export const statuses = (text: string): number[] => [...text.matchAll(ANSWER)].map(([, status]) => Number(status));

/** Whether every answer that began has its whole body (by Content-Length). */
function isWhole(text: string): boolean {
  let rest = text;
  while (rest !== '') {
    const end = rest.indexOf('\r\n\r\n');
    if (end < 0) return false;
    const head = rest.slice(0, end);
    const length = / 100 /.test(head.slice(0, 20)) ? 0 : Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (Buffer.byteLength(rest.slice(end + 4)) < length) return false;
    rest = Buffer.from(rest.slice(end + 4))
      .subarray(length)
      .toString();
  }
  return true;
}

/** Opens a connection to loopback. */
export async function rawConnection(port: number): Promise<RawConnection> {
  let text = '';
  const socket = connect(port, '127.0.0.1');
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  let changed = (): void => undefined;
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    changed();
  });
  // A server that closes while we still speak is what some tests are about.
  socket.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => {
    socket.once('close', () => {
      resolve();
      changed();
    });
  });
  return {
    socket,
    ended,
    heard: () => text,
    send: (bytes) => void socket.write(bytes),
    answers: (count) =>
      new Promise((resolve) => {
        changed = () => {
          if (socket.destroyed || (statuses(text).length >= count && isWhole(text))) resolve(text);
        };
        changed();
      }),
  };
}

/** Sends a text on a connection of its own and reads so many answers. */
export async function exchange(port: number, text: string | Buffer, count = 1): Promise<string> {
  const connection = await rawConnection(port);
  connection.send(text);
  const heard = await connection.answers(count);
  connection.socket.destroy();
  return heard;
}

/** Sends all there is before it reads anything, as many clients do, and reads until the server ends the connection. */
export async function sendWhole(port: number, pieces: readonly (string | Buffer)[]): Promise<string> {
  const socket = connect(port, '127.0.0.1').pause();
  for (const piece of pieces)
    await new Promise<void>((resolve, reject) => {
      socket.write(piece, (error) => (error == null ? resolve() : reject(error)));
    });
  return Buffer.concat(await socket.toArray()).toString();
}
