import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Lang } from '../../../kernel/graphql/language.ts';
import type { Viewer } from '../../../kernel/identity/viewer.ts';
import { type Purpose, SIGNATURE_HEADER, type SignCall } from '../../../kernel/internal-call/internal-call.ts';
import { columnFacet, named, runEvent, runId, schemaFacet } from '../openlineage-events.ts';
import type { Random } from '../random.ts';

/** What was sent and what was acknowledged, over all rounds of one log. */
export interface Ledger {
  /** Run ids by the order in which they were sent. */
  readonly sent: string[];
  readonly acknowledged: Set<string>;
}

/** Connections that send until they are told to stop. */
export interface Load {
  /** How many requests were answered with 2xx. */
  readonly answered: number;
  stop(): Promise<void>;
}

const CONNECTIONS = 4;
/** Most events of a batch. */
const MOST_BATCHED = 12;
/** Longest pause of a connection between two requests, and after one that was refused. */
const PAUSE_MS = 8;
const TABLES = 30;
const SENDER: Viewer = { subject: 'torture', role: 'service', agencies: [] };

/** The run with a number: what it is depends on the number alone, so that sending it again is sending the same. */
function eventOf(n: number): object {
  const [from, to] = [`t${n % TABLES}`, `t${(n * 7 + 1) % TABLES}`];
  const { body } = runEvent({
    eventTime: new Date(Date.UTC(2026, 0, 1) + ((n * 7_919) % 100_000) * 1_000).toISOString(),
    eventType: n % 3 === 0 ? 'START' : 'COMPLETE',
    run: { runId: runId(n) },
    job: { namespace: 'torture', name: `copy_${from}_${to}` },
    inputs: [named(from, schemaFacet('a:int', 'b:text'))],
    outputs: [named(to, columnFacet(`a<${from}.a`, `b<${from}.b@AGGREGATION`))],
  });
  return body as object;
}

/**
 * Sends events to a lineage process over several connections, alone and in batches, some of them again. What happens
 * follows from the random numbers as far as the machine lets it.
 */
export function startLoad(address: string, sign: SignCall, ledger: Ledger, random: Random): Load {
  let stopped = false;
  let answered = 0;

  const post = async (purpose: Purpose, body: string): Promise<boolean> => {
    try {
      const caller = { viewer: SENDER, lang: Lang.EN, correlationId: randomUUID() };
      const response = await fetch(new URL(`/${purpose}`, address), {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          [SIGNATURE_HEADER]: await sign('lineage', purpose, body, caller),
        },
        body,
      });
      const text = await response.text();
      if (response.ok && text.includes('"refused"')) throw new Error(`A good event was refused: ${text}`);
      if (response.status >= 400 && response.status < 500) throw new Error(`${response.status}: ${text}`);
      return response.ok;
    } catch (error) {
      if (error instanceof TypeError) return false;
      throw error;
    }
  };

  const connection = async (): Promise<void> => {
    while (!stopped) {
      const numbers = Array.from({ length: random.chance(0.5) ? 1 : random.int(2, MOST_BATCHED) }, () =>
        ledger.sent.length > 0 && random.chance(0.1)
          ? random.int(1, ledger.sent.length)
          : ledger.sent.push(runId(ledger.sent.length + 1)),
      );
      const events = numbers.map(eventOf);
      const one = events.length === 1;
      if (await post(one ? 'event' : 'events', JSON.stringify(one ? events[0] : events))) {
        answered++;
        for (const n of numbers) ledger.acknowledged.add(runId(n));
      }
      await sleep(random.int(0, PAUSE_MS));
    }
  };

  const connections = Promise.all(Array.from({ length: CONNECTIONS }, connection));
  // Heard of at the stop.
  connections.catch(() => undefined);
  return {
    get answered() {
      return answered;
    },
    async stop() {
      stopped = true;
      await connections;
    },
  };
}
