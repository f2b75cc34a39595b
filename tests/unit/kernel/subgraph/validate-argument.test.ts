import { MaxLength, ValidateNested } from 'class-validator';
import { ArgumentValidationError } from 'type-graphql';
import { describe, expect, it } from 'vitest';
import { validateArgument } from '../../../../kernel/subgraph/validate-argument.ts';

class Ruled {
  @MaxLength(3)
  code = 'abc';
}

class Around {
  @ValidateNested()
  inner = new Ruled();
}

class Free {
  code = 'anything';
}

const wrong = (): Ruled => Object.assign(new Ruled(), { code: 'abcd' });

describe('an argument', () => {
  it.each([
    ['that keeps its rules', new Ruled()],
    ['without rules', new Free()],
    ['that is no object', 'abcd'],
    ['that is null', null],
    ['of no class, as scalars make them', Object.assign(Object.create(null), { code: 'abcd' })],
    ['that is a list of such', [new Ruled(), new Free(), null]],
  ])('%s is taken', async (_what, argument) => {
    await expect(validateArgument(argument)).resolves.toBeUndefined();
  });

  it.each([
    ['that breaks a rule', wrong()],
    ['in which something breaks one', Object.assign(new Around(), { inner: wrong() })],
    ['that is a list of which one does', [new Ruled(), wrong()]],
  ])('%s is refused', async (_what, argument) => {
    await expect(validateArgument(argument)).rejects.toThrow(ArgumentValidationError);
  });
});
