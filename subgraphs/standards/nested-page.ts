/** What a nested connection is asked for; equal pages of many owners are loaded together. */
export interface NestedPage {
  readonly first: number;
  readonly after?: string | null | undefined;
}
