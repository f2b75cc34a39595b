import type { VersionStep } from '../change-analysis/version-step.ts';
import type { Instant } from '../instant.ts';
import { carried, stepsBetween, type ToldChange } from './schema-steps.ts';
import type { TellingsFacts } from './tellings.ts';
import type { ToldColumn } from './told-schema.ts';

/** The schemas of a name that are kept, by code. */
export interface SchemasFacts {
  readonly name: string;
  readonly schemas: readonly (readonly [code: string, columns: readonly ToldColumn[]])[];
}

/** A version of the schema of a name. */
export interface SchemaVersion {
  /** Major, minor and patch number, counted from 1.0.0 of the first version that is known. */
  readonly version: readonly [number, number, number];
  /** What it raises against the one before; null of the first. */
  readonly step: VersionStep | null;
  /** When it was first and last told, until the next version. */
  readonly since: Instant;
  readonly lastTold: Instant;
  readonly columns: readonly ToldColumn[];
  readonly changes: readonly ToldChange[];
}

/** Most versions of a name that are told: the newest. */
export const MOST_VERSIONS = 200;

/**
 * The versions of a name, oldest first: schemas in the order of the times that they were told at. A schema that comes back
 * after another is a new version; one that only says less or otherwise what another says is none. Of several told at one
 * time the one in force counts, else the least by code.
 *
 * Cost: linear in the tellings, and for each version in its columns.
 * @returns also whether there were more, earlier ones.
 */
export function schemaVersions(
  tellings: TellingsFacts,
  { schemas }: SchemasFacts,
): { readonly versions: readonly SchemaVersion[]; readonly truncated: boolean } {
  const columnsOf = new Map(schemas);
  const stretches = stretchesOf(tellings);
  const versions: SchemaVersion[] = [];
  for (const { code, since, lastTold } of stretches.slice(-MOST_VERSIONS)) {
    const told = columnsOf.get(code);
    if (told === undefined) continue;
    const former = versions.at(-1);
    const columns = former === undefined ? told : carried(former.columns, told);
    const changes = former === undefined ? [] : stepsBetween(former.columns, columns);
    const step = stepOf(changes);
    if (former === undefined) versions.push({ version: [1, 0, 0], step: null, since, lastTold, columns, changes });
    else if (step === null) versions[versions.length - 1] = { ...former, lastTold, columns };
    else versions.push({ version: raised(former.version, step), step, since, lastTold, columns, changes });
  }
  return { versions, truncated: tellings.cut !== null || stretches.length > MOST_VERSIONS };
}

interface Stretch {
  readonly code: string;
  readonly since: Instant;
  lastTold: Instant;
}

/** Schemas one after the other, each as long as it was told and no other. */
function stretchesOf({ told }: TellingsFacts): Stretch[] {
  const points = told.flatMap(([code, first, last]) => [
    { code, time: first },
    { code, time: last },
  ]);
  const times = [...Map.groupBy(points, ({ time }) => time)].sort(([a], [b]) => a - b);
  const stretches: Stretch[] = [];
  for (const [time, at] of times) {
    const inForce = stretches.at(-1);
    const codes = at.map(({ code }) => code).sort();
    const [least] = codes;
    if (inForce !== undefined && codes.includes(inForce.code)) inForce.lastTold = time;
    else if (least !== undefined) stretches.push({ code: least, since: time, lastTold: time });
  }
  return stretches;
}

const stepOf = (changes: readonly ToldChange[]): VersionStep | null =>
  (['MAJOR', 'MINOR', 'PATCH'] as const).find((step) => changes.some((change) => change.step === step)) ?? null;

function raised([major, minor, patch]: SchemaVersion['version'], step: VersionStep): SchemaVersion['version'] {
  if (step === 'MAJOR') return [major + 1, 0, 0];
  return step === 'MINOR' ? [major, minor + 1, 0] : [major, minor, patch + 1];
}
