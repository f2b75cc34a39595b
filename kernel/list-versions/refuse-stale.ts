import { ConflictError } from '../errors/errors.ts';

/** An approved version of a list, the newest one. */
export interface NewestApproved {
  readonly version: number;
  readonly approvedOn: Date | null;
}

/**
 * A proposed change is approved only while nothing was approved since: it would undo that without a word. And versions
 * come into force one after another. The caller holds the lock of the list.
 * @param anew how a change is proposed again, for the message.
 * @throws ConflictError for a change of a version that is not the newest any more, or a date not after that one's.
 */
export function refuseStale(
  {
    listCode,
    version,
    basedOn,
  }: { readonly listCode: string; readonly version: number; readonly basedOn: number | null },
  newest: NewestApproved | null,
  approvedOn: Date,
  anew: string,
): void {
  if (basedOn !== null && basedOn !== (newest?.version ?? 0)) {
    throw new ConflictError(
      `Version ${version} of ${listCode} changes version ${basedOn}, and version ${newest?.version} was approved since: approving it would undo that. Reject it, and propose the change anew with ${anew}.`,
      { basedOn, approved: newest?.version },
    );
  }
  if (newest?.approvedOn != null && approvedOn <= newest.approvedOn) {
    throw new ConflictError(
      `Version ${newest.version} of ${listCode} is in force from ${newest.approvedOn.toISOString()}: at most one version is in force at a time. Give an approvedOn after that.`,
      { argument: 'approvedOn' },
    );
  }
}
