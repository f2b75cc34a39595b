import { ForbiddenError } from '../errors/errors.ts';

/**
 * The refusal of a code that is not free, to somebody who may not know by what it is taken. It says neither what stands
 * under the code nor whose it is: whether something is hidden there or an administrator keeps the code back is the same.
 * @param noun what was to get the code: "dataset".
 */
export const codeNotFree = (noun: string, code: string): ForbiddenError =>
  new ForbiddenError(
    `The code ${code.slice(0, 120)} is kept back and is not yours to give to a ${noun}. Choose another, such as your agency's code, a dash and a name; or ask an administrator.`,
    { given: code.slice(0, 120) },
  );
