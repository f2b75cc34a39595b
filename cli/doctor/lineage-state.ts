import type { LineageState } from '../../lineage/index.ts';
import { type Check, type Finding, problem } from './check.ts';

/** Whether log, store, projection and mirror are at one revision and say the same. */
export const lineageState = (inspect: () => Promise<LineageState>): Check => ({
  name: 'lineage: log, stores, projection',
  async run() {
    const { head, storeRevision, projectionRevision, logHash, storeHash, projectionHash, mirror } = await inspect();
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
      ...mirrorProblems(mirror, head),
    ];
  },
});

/** What is wrong with the second store. */
function mirrorProblems(mirror: LineageState['mirror'], head: number): Finding[] {
  if (mirror === null) return [];
  if (mirror.problem !== null) {
    return [problem(`${mirror.problem} Events are kept; ${mirror.name} takes them in when it is back.`)];
  }
  const { name, revision, hash, logHash } = mirror;
  return [
    ...(revision >= head
      ? []
      : [problem(`${name} is at revision ${revision}, the log at ${head}. It catches up by itself.`)]),
    ...(hash === logHash
      ? []
      : [
          problem(
            `${name} (${hash.slice(0, 12)}) is not what the log says (${logHash.slice(0, 12)}). Run: nguon lineage rebuild`,
          ),
        ]),
  ];
}
