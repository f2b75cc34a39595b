import { Agent, request } from 'node:http';

/** An instance that takes events and answers questions. */
export interface Receiver {
  readonly address: string;
  /** Lets send events. */
  readonly token: string;
  /** Lets ask about all. */
  readonly architect: string;
}

/**
 * Sends events, each in a request of its own, or so many in a batch.
 * @throws Error for anything but a 2xx over all of them.
 */
export async function send(
  { address, token, connections }: Omit<Receiver, 'architect'> & { readonly connections: number },
  bodies: readonly string[],
  perRequest: number,
): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let at = 0;
  const one = async (): Promise<void> => {
    while (at < bodies.length) {
      const some = bodies.slice(at, at + perRequest);
      at += perRequest;
      const batch = perRequest > 1;
      const answer = await post(
        agent,
        new URL(batch ? '/api/v1/lineage/batch' : '/api/v1/lineage', address),
        token,
        batch ? `[${some.join(',')}]` : (some[0] ?? ''),
      );
      if (batch && (JSON.parse(answer) as { status?: unknown }).status !== 'success')
        throw new Error(`A batch was answered with ${answer.slice(0, 500)}`);
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, one));
  } finally {
    agent.destroy();
  }
}

/** By node:http, which costs this process less than fetch: it shares the machine with what it measures. */
function post(agent: Agent, url: URL, token: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        agent,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          authorization: `Bearer ${token}`,
        },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          text += part;
        });
        response.on('error', reject);
        response.on('end', () => {
          const { statusCode = 0 } = response;
          if (statusCode >= 200 && statusCode < 300) resolve(text);
          else reject(new Error(`${url.href} answered ${statusCode}: ${text.slice(0, 500)}`));
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
