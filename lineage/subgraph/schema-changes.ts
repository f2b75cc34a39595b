import { BadInputError } from '../../kernel/errors/errors.ts';
import { MOST_CHANGES, type SchemaChange, SchemaChangeError } from '../domain/change-analysis/schema-change.ts';
import type { SchemaChangeInput } from './schema-change.inputs.ts';

/**
 * The changes of a question: what is asked about is their target unless they name one. None is no question of change.
 * @throws BadInputError for more than are taken.
 */
export function changesOf(of: string, inputs: readonly SchemaChangeInput[] | null | undefined): SchemaChange[] | null {
  if (inputs === null || inputs === undefined || inputs.length === 0) return null;
  if (inputs.length > MOST_CHANGES) {
    throw new BadInputError(`changes takes at most ${MOST_CHANGES} changes; given: ${inputs.length}.`, {
      argument: 'changes',
      most: MOST_CHANGES,
    });
  }
  return inputs.map(({ target, kind, to }) => ({ target: target ?? of, kind, to: to ?? null }));
}

/** Waits for an answer about changes. @throws BadInputError when they are not in order. */
export async function withCheckedChanges<T>(answer: Promise<T>, argument = 'changes'): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof SchemaChangeError)) throw error;
    throw new BadInputError(error.message, { argument, position: error.position });
  }
}
