import { BadInputError, NguonError, NotFoundError } from '../../kernel/errors/errors.ts';
import { datasetRef, jobRef } from './names.ts';
import type { Ask } from './path.ts';

/** Most ways that are tried to cut an id: each colon could end the namespace. */
const MOST_CUTS = 8;

/** Reference and level of what an id of Marquez names. */
export interface AskedNode {
  readonly ref: string;
  readonly kind: 'dataset' | 'job' | 'datasetField';
}

/**
 * What an id of Marquez names. Namespaces hold colons (`postgres://host:5432`) and names can, so each way to cut the id is
 * tried, the longest namespace first, and the first that is there for whoever asks is taken.
 * @throws BadInputError for a text that is no id, NotFoundError when there is no such node for whoever asks.
 */
export async function findNode(ask: Ask, nodeId: string): Promise<AskedNode> {
  const [kind = '', ...parts] = nodeId.split(':');
  if (
    (kind !== 'dataset' && kind !== 'job' && kind !== 'datasetField') ||
    parts.length < (kind === 'datasetField' ? 3 : 2)
  )
    throw new BadInputError(
      `nodeId takes dataset:<namespace>:<name>, job:<namespace>:<name> or datasetField:<namespace>:<name>:<field>; given: ${nodeId.slice(0, 120)}.`,
      { argument: 'nodeId' },
    );
  const field = kind === 'datasetField' ? parts.pop() : undefined;
  const cuts = Array.from({ length: parts.length - 1 }, (_, i) => parts.length - 1 - i).slice(0, MOST_CUTS);
  for (const cut of cuts) {
    const named = { namespace: parts.slice(0, cut).join(':'), name: parts.slice(cut).join(':') };
    if (named.namespace === '' || named.name === '') continue;
    const ref = kind === 'job' ? jobRef(named) : datasetRef(named);
    if (!(await isThere(ask, kind === 'job' ? 'job' : 'datasetName', ref))) continue;
    if (field === undefined) return { ref, kind };
    return { ref: `${ref}${ref.includes('|') ? '#' : '.'}${encodeURIComponent(field)}`, kind };
  }
  throw new NotFoundError(kind === 'job' ? 'flow' : 'dataset', nodeId);
}

async function isThere(ask: Ask, root: 'job' | 'datasetName', ref: string): Promise<boolean> {
  try {
    await ask(`query MarquezNode($ref: NodeRef!) { ${root}(ref: $ref) { ref } }`, { ref });
    return true;
  } catch (error) {
    // What is malformed as a code cannot be there; the way to cut it is a guess of ours.
    if (error instanceof NguonError && (error.code === 'NOT_FOUND' || error.code === 'BAD_USER_INPUT')) return false;
    throw error;
  }
}
