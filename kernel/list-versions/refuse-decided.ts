import { ConflictError } from '../errors/errors.ts';
import { DataListState } from './list-version-state.ts';

/** A version of a list as a decision looks at it. */
export interface DecidableVersion {
  readonly listCode: string;
  readonly version: number;
  readonly state: string;
  readonly document: string | null;
  readonly approvedOn: Date | null;
}

/**
 * A version is decided on once. The caller holds the lock of the list.
 * @throws ConflictError for a version that was decided on before.
 */
export function refuseDecided({ listCode, version, state, document, approvedOn }: DecidableVersion): void {
  if (state === DataListState.PROPOSED) return;
  const decided =
    state === DataListState.APPROVED
      ? `approved already by ${document}, in force from ${approvedOn?.toISOString()}`
      : `rejected already by ${document}`;
  throw new ConflictError(
    `Version ${version} of ${listCode} was ${decided}. A decision is final: propose a new version.`,
    { state },
  );
}
