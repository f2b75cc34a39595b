import type { Candidate } from '../../lineage/index.ts';
import { type Check, note, problem } from './check.ts';

const named = ({ processId, machine }: Candidate): string =>
  machine === null ? `process ${processId}` : `process ${processId} at ${machine}`;

/** Which of several lineage processes folds the log, and which follow. */
export const lineageLeader = (candidates: () => Promise<readonly Candidate[]>): Check => ({
  name: 'lineage leader',
  async run() {
    const all = await candidates();
    const leader = all.find(({ leads }) => leads);
    if (leader === undefined) {
      return [
        problem(
          `None of ${all.length} lineage processes folds the log: what is written is kept but does not show in answers. One takes the lead within ten seconds; if none does: start one with nguon serve lineage`,
        ),
      ];
    }
    const followers = all.filter(({ leads }) => !leads).map(named);
    return [note(`${named(leader)} folds the log; ${followers.join(', ') || 'nobody'} follows.`)];
  },
});
