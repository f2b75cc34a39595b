import { BadInputError } from '../../kernel/errors/errors.ts';
import { LIMITS } from '../../kernel/limits/limits.ts';
import type { Page } from '../../kernel/pagination/connection.ts';
import { checkFirst } from '../../kernel/pagination/connection-args.ts';
import { decodeCursor, encodeCursor, listFingerprint } from '../../kernel/pagination/cursor.ts';
import type { SchemaChange } from '../domain/change-analysis/schema-change.ts';
import type { ImpactedDataset, ImpactedDatasets, ImpactedField } from '../projection/queries/impacted-datasets.ts';
import type { Step, Veil } from './veil.ts';
import type { When } from './when.ts';

/** An affected dataset as this viewer is told of it. */
export type VeiledDataset = Veiled<Omit<ImpactedDataset, 'fields'>> & { fields(): Veiled<ImpactedField>[] };

type Veiled<T> = Omit<T, 'path'> & { path(): Step[] };

/** A page of what an impact reached, nearest first, then by reference. */
export function impactPage(
  datasets: ImpactedDatasets,
  veil: Veil,
  of: string,
  when: When,
  first: number,
  after: string | null | undefined,
  changes: readonly SchemaChange[] | null = null,
  mostElements: number | null = null,
): Page<VeiledDataset> {
  const most = checkFirst(first);
  checkElements(mostElements);
  const about = changes === null ? of : JSON.stringify([of, changes]);
  const fingerprint = listFingerprint('impact.datasets', about, when.asOf ?? null, when.asRecorded ?? null);
  let offset = 0;
  if (after !== null && after !== undefined) {
    const [distance, ref] = decodeCursor(fingerprint, 2, after);
    offset = datasets.countUpTo(Number(distance), String(ref));
  }
  const rows = withinElements(datasets.slice(offset, most), mostElements);
  return {
    edges: rows.map((node) => ({
      cursor: encodeCursor(fingerprint, [node.distance, node.ref]),
      node: {
        ...node,
        path: () => veil.steps(node.path()),
        fields: () => node.fields().map((field) => ({ ...field, path: () => veil.steps(field.path()) })),
      },
    })),
    hasNextPage: offset + rows.length < datasets.length,
    hasPreviousPage: offset > 0,
    count: () => Promise.resolve(datasets.length),
  };
}

/** @throws BadInputError for a number of elements that no page may have. */
function checkElements(most: number | null): void {
  if (most === null || (most >= 1 && most <= LIMITS.listElements)) return;
  throw new BadInputError(
    `mostElements takes a whole number from 1 to ${LIMITS.listElements}; given: ${most}. Leave it out for pages that \`first\` alone ends.`,
    { argument: 'mostElements', given: most, least: 1, most: LIMITS.listElements },
  );
}

/** The first datasets whose columns and steps of paths are together no more than that; one at least. */
function withinElements(rows: readonly ImpactedDataset[], most: number | null): readonly ImpactedDataset[] {
  if (most === null) return rows;
  let elements = 0;
  const beyond = rows.findIndex((row) => {
    elements += row.countFields() + 2 * row.distance + 1;
    return elements > most;
  });
  return beyond < 0 ? rows : rows.slice(0, Math.max(beyond, 1));
}
