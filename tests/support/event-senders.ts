import { runEvent, runId } from './openlineage-events.ts';

/** Senders of lineage events that go on until they are told to stop. */
export interface EventSenders {
  /** Run ids of the events that were answered 2xx. */
  readonly acknowledged: ReadonlySet<string>;
  /** Statuses other than 2xx, in the order in which they came; 0 where no answer came. */
  readonly refusals: readonly number[];
  stop(): Promise<void>;
}

const SENDERS = 4;
const PAUSE_MS = 20;

/** Sends events of ever new runs to a gateway; one that is refused is sent again until it is taken. */
export function sendEvents(address: string, token: string, firstRun: number): EventSenders {
  const acknowledged = new Set<string>();
  const refusals: number[] = [];
  let runs = firstRun;
  let stopped = false;
  const send = async (body: string): Promise<number> => {
    try {
      const response = await fetch(`${address}/api/v1/lineage`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body,
      });
      await response.arrayBuffer();
      return response.status;
    } catch {
      return 0;
    }
  };
  const sending = Array.from({ length: SENDERS }, async () => {
    while (!stopped) {
      const id = runId(runs++);
      const body = JSON.stringify(runEvent({ run: { runId: id } }).body);
      for (;;) {
        const status = await send(body);
        if (status >= 200 && status < 300) {
          acknowledged.add(id);
          break;
        }
        refusals.push(status);
        if (stopped) break;
        await new Promise((resolve) => setTimeout(resolve, 10 * PAUSE_MS));
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  });
  return {
    acknowledged,
    refusals,
    async stop() {
      stopped = true;
      await Promise.all(sending);
    },
  };
}
