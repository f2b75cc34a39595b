import { BadInputError, ConflictError } from '../errors/errors.ts';

/** A change of the newest approved version of a list: codes that are added and codes that are removed. */
export interface ProposedChange {
  readonly add: ReadonlySet<string>;
  readonly remove: ReadonlySet<string>;
}

/** @throws BadInputError for a change of nothing, and for one that adds what it removes. */
export function proposedChange(added: readonly string[], removed: readonly string[]): ProposedChange {
  const [add, remove] = [new Set(added), new Set(removed)];
  if (add.size + remove.size === 0) {
    throw new BadInputError(
      'add and remove are both empty. Name what is to be added to the list, or removed from it.',
      { argument: 'add' },
    );
  }
  const twice = [...add].find((named) => remove.has(named));
  if (twice !== undefined) {
    throw new BadInputError(`${twice} is named in add and in remove. Name it in one of them.`, { argument: 'add' });
  }
  return { add, remove };
}

/**
 * @param base the newest approved version; null when there is none.
 * @param standing what stands on it.
 * @throws ConflictError when what is added stands there already, or what is removed does not.
 */
export function refuseIdle(
  listCode: string,
  base: { readonly version: number } | null,
  standing: ReadonlySet<string>,
  { add, remove }: ProposedChange,
): void {
  const idle = [...add].find((named) => standing.has(named)) ?? [...remove].find((named) => !standing.has(named));
  if (idle === undefined) return;
  const is = standing.has(idle) ? 'stands already on' : 'does not stand on';
  const which = base === null ? 'an approved version' : `version ${base.version}, the newest approved one`;
  throw new ConflictError(`${idle} ${is} ${which} of ${listCode}. Leave it out.`, { given: idle });
}
