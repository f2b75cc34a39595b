import { type Agent, request } from 'node:http';

/** How one request was answered. */
export interface Exchange {
  readonly status: number;
  readonly text: string;
  /** Milliseconds from sending to the last byte of the answer. */
  readonly took: number;
}

/** Sends one request to `/graphql` and times it. A server that refuses may close before it has read everything. */
export function exchange(
  agent: Agent,
  address: string,
  body: Uint8Array,
  headers: Readonly<Record<string, string>>,
): Promise<Exchange> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    let answered = false;
    const sent = request(
      new URL('/graphql', address),
      { agent, method: 'POST', headers: { ...headers, 'content-length': body.byteLength } },
      (response) => {
        answered = true;
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          text += part;
        });
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text, took: performance.now() - started }),
        );
      },
    );
    sent.on('error', (error) => {
      if (!answered) reject(error);
    });
    sent.end(body);
  });
}

/** The 99th of a hundred, by the nearest rank. @throws RangeError when there is no figure. */
export function p99(figures: readonly number[]): number {
  const found = figures.toSorted((a, b) => a - b)[Math.ceil(figures.length * 0.99) - 1];
  if (found === undefined) throw new RangeError('There is no 99th percentile of no figures.');
  return found;
}
