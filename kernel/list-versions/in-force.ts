/** From when until when a version of a list is in force; both null while it is not approved. */
export interface ListVersionSpan {
  readonly approvedOn: Date | null;
  readonly supersededOn: Date | null;
}

/** Whether a version is in force at an instant: from its approval until the next one's. */
export const inForceAt = ({ approvedOn, supersededOn }: ListVersionSpan, at: Date): boolean =>
  approvedOn !== null && approvedOn <= at && (supersededOn === null || at < supersededOn);
