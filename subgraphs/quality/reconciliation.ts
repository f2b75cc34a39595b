/** A dataset that claims to be the master source of an element. */
export interface Claim {
  readonly dataset: string;
  readonly approved: boolean;
}

/** A field that is bound to an element. */
export interface BoundField {
  readonly ref: string;
  readonly dataset: string;
  /** Null while its schema has not arrived. */
  readonly type: string | null;
}

/** Data of one field flow into another. */
export interface Feed {
  readonly from: string;
  readonly to: string;
  readonly flow: string;
  readonly transformation: string;
}

/** What a field is to the element. */
export type SourceRole = 'MASTER' | 'CLAIMANT' | 'FED_BY_MASTER' | 'FED_BY_OTHER' | 'NOT_FED';

/** A field with its place among those of the element. */
export interface ReconciledField {
  readonly ref: string;
  readonly dataset: string;
  readonly role: SourceRole;
  /** Fields of the element that feed it directly. */
  readonly fedBy: readonly Feed[];
  /** Whether its type is that of the master source; null for the master itself and where there is none. */
  readonly typeAgrees: boolean | null;
}

/** Fields that are reached from some over feeds, those included (breadth first; each feed is looked at once). */
function reachedFrom(sources: readonly string[], feeds: readonly Feed[]): ReadonlySet<string> {
  const next = Map.groupBy(feeds, ({ from }) => from);
  const reached = new Set(sources);
  for (const ref of reached) for (const { to } of next.get(ref) ?? []) reached.add(to);
  return reached;
}

function roleOf(
  { ref, dataset }: BoundField,
  claims: readonly Claim[],
  isFed: boolean,
  fromMaster: ReadonlySet<string>,
): SourceRole {
  const claim = claims.find((one) => one.dataset === dataset);
  if (claim?.approved === true) return 'MASTER';
  if (claim !== undefined) return 'CLAIMANT';
  if (fromMaster.has(ref)) return 'FED_BY_MASTER';
  return isFed ? 'FED_BY_OTHER' : 'NOT_FED';
}

/**
 * Who claims an element, and who feeds whom: every field that is bound to it with its role. A field is fed by the master
 * when it is reached from it in any number of steps.
 * @param feeds between fields of the viewer, also such as are bound to nothing: what lies between two fields may be.
 */
export function reconcile(
  fields: readonly BoundField[],
  claims: readonly Claim[],
  feeds: readonly Feed[],
): readonly ReconciledField[] {
  const isMaster = ({ dataset }: BoundField): boolean => claims.some((one) => one.approved && one.dataset === dataset);
  const masters = fields.filter(isMaster);
  const fromMaster = reachedFrom(
    masters.map(({ ref }) => ref),
    feeds,
  );
  const incoming = Map.groupBy(feeds, ({ to }) => to);
  const bound = new Set(fields.map(({ ref }) => ref));
  const type = masters[0]?.type ?? null;
  return fields.map((field) => ({
    ref: field.ref,
    dataset: field.dataset,
    role: roleOf(field, claims, incoming.has(field.ref), fromMaster),
    fedBy: (incoming.get(field.ref) ?? []).filter(({ from }) => bound.has(from)),
    typeAgrees: type === null || field.type === null || isMaster(field) ? null : field.type === type,
  }));
}
