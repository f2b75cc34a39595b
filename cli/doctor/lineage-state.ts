import { UnavailableError } from '../../kernel/errors/errors.ts';
import type { LineageState } from '../../lineage/index.ts';
import { type Check, problem } from './check.ts';

/** Whether log, store and projection are at one revision and say the same. */
export const lineageState = (inspect: () => Promise<LineageState>): Check => ({
  name: 'lineage: log, store, projection',
  async run() {
    let state: LineageState;
    try {
      state = await inspect();
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
      return [
        problem(`${error.message} The graph cannot be compared; events are kept, and it catches up when it is back.`),
      ];
    }
    const { head, storeRevision, projectionRevision, deadLetters, logHash, storeHash, projectionHash } = state;
    return [
      ...(storeRevision === head
        ? []
        : [
            problem(
              `The store is at revision ${storeRevision}, the log at ${head}. It catches up by itself; if it does not: nguon lineage rebuild`,
            ),
          ]),
      ...(projectionRevision === storeRevision
        ? []
        : [problem(`The projection is at revision ${projectionRevision}, the store at ${storeRevision}.`)]),
      ...(storeHash === logHash
        ? []
        : [
            problem(
              `The store (${storeHash.slice(0, 12)}) is not what the log says (${logHash.slice(0, 12)}). Run: nguon lineage rebuild`,
            ),
          ]),
      ...(projectionRevision === storeRevision && storeHash !== projectionHash
        ? [
            problem(
              `Store (${storeHash.slice(0, 12)}) and projection (${projectionHash.slice(0, 12)}) differ. Run: nguon lineage rebuild`,
            ),
          ]
        : []),
      ...(deadLetters === 0
        ? []
        : [problem(`${deadLetters} events could not be read; they are in lineage.dead_letter with the reason.`)]),
    ];
  },
});
