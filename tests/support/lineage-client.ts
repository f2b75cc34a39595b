import { gzipSync } from 'node:zlib';
import type { TestInstance } from './instance.ts';

/** An answer of the routes of lineage events. */
export interface EventAnswer {
  readonly status: number;
  readonly headers: Headers;
  // Tests read deep into answers whose shape the assertion beside them states.
  // biome-ignore lint/suspicious/noExplicitAny: see above.
  readonly body: any;
}

/** Sends lineage events over HTTP, as a service. */
export interface LineageClient {
  send(event: unknown, path?: string): Promise<EventAnswer>;
  /** Sends any bytes with any headers; headers given replace those that clients send. */
  raw(body: string | Buffer, headers?: Record<string, string>, path?: string, method?: string): Promise<EventAnswer>;
  /** As `send`, compressed. */
  zipped(event: unknown): Promise<EventAnswer>;
}

/** A client of an instance; it listens when the first event is sent. */
export function lineageClient(instance: () => TestInstance): LineageClient {
  let token: Promise<string> | undefined;
  const raw: LineageClient['raw'] = async (body, headers = {}, path = '/api/v1/lineage', method = 'POST') => {
    const { address } = await instance().listen();
    token ??= instance().issuer.issue('service', []);
    const all = { 'content-type': 'application/json', authorization: `Bearer ${await token}`, ...headers };
    const given = Object.entries(all).filter(([, value]) => value !== '');
    const answer = await fetch(address + path, {
      method,
      headers: given,
      redirect: 'manual',
      ...(method === 'GET' ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text === '' ? null : JSON.parse(text) };
  };
  return {
    raw,
    send: (event, path) => raw(JSON.stringify(event), {}, path),
    zipped: (event) => raw(gzipSync(JSON.stringify(event)), { 'content-encoding': 'gzip' }),
  };
}
