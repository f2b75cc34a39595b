import type { Viewer } from '../../../kernel/identity/viewer.ts';
import { seesDataset } from '../../../kernel/identity/visibility.ts';
import { datasetOfField, kindOfRef } from '../../domain/node-ref.ts';
import type { Projection } from '../projection.ts';

/** Whoever sees what is not restricted. */
const A_DEVELOPER: Viewer = { subject: 'developer', role: 'developer', agencies: [] };

/** Codes of those datasets among some references that developers do not see; columns count as their dataset. */
export function restrictedAmong({ nodes }: Projection, refs: readonly string[]): string[] {
  const datasets = new Set(refs.flatMap((ref) => codeOfDataset(ref) ?? []));
  return [...datasets].filter((code) => {
    const id = nodes.find(code);
    const facts = id === undefined ? null : nodes.datasetFacts(id);
    return facts !== null && !seesDataset(A_DEVELOPER, facts);
  });
}

/** The code of the dataset that a reference is, or that its column is of; null for flows and names from outside. */
function codeOfDataset(ref: string): string | null {
  const kind = kindOfRef(ref);
  if (kind === 'JOB' || ref.includes('|')) return null;
  return kind === 'FIELD' ? datasetOfField(ref) : ref;
}
