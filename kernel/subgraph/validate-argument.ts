import { getMetadataStorage, type ValidationError, validateOrReject } from 'class-validator';
import { ArgumentValidationError } from 'type-graphql';

/** Whether values of a class have rules, by class: most arguments have none, and class-validator looks for them anew each time. */
const RULED = new WeakMap<object, boolean>();

function isRuled(value: unknown): value is object {
  if (value === null || typeof value !== 'object') return false;
  const { constructor: ofClass } = value as { readonly constructor?: unknown };
  // Values of scalars need not be of any class.
  if (typeof ofClass !== 'function') return false;
  let ruled = RULED.get(ofClass);
  if (ruled === undefined) {
    ruled = getMetadataStorage().getTargetValidationMetadatas(ofClass, '', false, false).length > 0;
    RULED.set(ofClass, ruled);
  }
  return ruled;
}

/**
 * Checks an argument of a field, or each of a list, against the rules that the decorators of its class state.
 * @throws ArgumentValidationError telling every rule that is broken.
 */
export async function validateArgument(argument: unknown): Promise<void> {
  const ruled = (Array.isArray(argument) ? argument : [argument]).filter(isRuled);
  if (ruled.length === 0) return;
  try {
    await Promise.all(
      ruled.map((value) => validateOrReject(value, { forbidUnknownValues: false, skipMissingProperties: true })),
    );
  } catch (errors) {
    throw new ArgumentValidationError(errors as ValidationError[]);
  }
}
