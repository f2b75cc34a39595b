import type { FieldRow } from './field.entity.ts';

/** A field as schema versions and facts hold it; its position is its place in the list. */
export interface FieldState {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly isKey: boolean;
  readonly piiClass: string;
  readonly directIdentifier: boolean;
}

/** What a schema version keeps of a field; its public basis is not part of it. */
export const fieldState = ({
  name,
  type,
  nullable,
  isKey,
  piiClass,
  directIdentifier,
}: FieldState | FieldRow): FieldState => ({
  name,
  type,
  nullable,
  isKey,
  piiClass,
  directIdentifier,
});
