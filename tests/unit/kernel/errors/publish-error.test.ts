import { validateSync } from 'class-validator';
import { GraphQLError, parse } from 'graphql';
import { ArgumentValidationError } from 'type-graphql';
import { describe, expect, it } from 'vitest';
import { isErrorCode } from '../../../../kernel/errors/codes.ts';
import { BadInputError, ConflictError, NguonError, NotFoundError } from '../../../../kernel/errors/errors.ts';
import { publishError } from '../../../../kernel/errors/publish-error.ts';
import { IsCode, IsName } from '../../../../kernel/text/plain-text.ts';

/** What is published of an error thrown by a resolver, and what went to the log. */
function published(thrown: unknown, path: readonly (string | number)[] = ['agency', 'name']) {
  const logged: { error: unknown; correlationId: string }[] = [];
  const located = new GraphQLError((thrown as Error).message, {
    originalError: thrown as Error,
    path: [...path],
    nodes: parse('{ agency { name } }').definitions[0] ?? null,
  });
  const formatted = publishError(located, 'c-1', (error, correlationId) => logged.push({ error, correlationId }));
  return { ...formatted, logged };
}

describe('an unexpected error', () => {
  it.each([
    ['an error', new Error('password=hunter2')],
    ['a type error', new TypeError("Cannot read properties of undefined (reading 'secret')")],
    ['an error with the code of ours', Object.assign(new Error('secret'), { extensions: { code: 'NOT_FOUND' } })],
    [
      'an error that is called like ours',
      Object.assign(new Error('secret'), { name: 'NguonError', code: 'NOT_FOUND' }),
    ],
    ['an aggregate', new AggregateError([new NotFoundError('agency', 'secret')], 'secret')],
  ])('(%s) is masked and logged under the correlation id that the caller is told', (_what, error) => {
    const { logged, ...formatted } = published(error);
    expect(formatted.message).toBe('Something unexpected went wrong. Tell the operator this correlation id: c-1.');
    expect(formatted.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR', correlationId: 'c-1' });
    expect(JSON.stringify(formatted)).not.toMatch(/secret|hunter2|at .*\.ts/);
    expect(logged).toEqual([{ error, correlationId: 'c-1' }]);
  });

  it('keeps its place, so that a partial answer can be read', () => {
    expect(published(new Error('x'), ['agencies', 3, 'name'])).toMatchObject({
      path: ['agencies', 3, 'name'],
      locations: [{ line: 1, column: 1 }],
    });
  });

  it('is told as unavailable when the database is not there', () => {
    const { logged, ...formatted } = published(
      Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
    );
    expect(formatted).toMatchObject({
      message: 'The database does not answer. Try again shortly.',
      extensions: { code: 'SERVICE_UNAVAILABLE' },
    });
    expect(logged).toEqual([]);
  });
});

describe('an error of ours', () => {
  it('is published as it is, with its details', () => {
    const { logged, ...formatted } = published(new NotFoundError('agency', 'A99', ['A9', 'A98']));
    expect(formatted).toMatchObject({
      message: 'There is no agency "A99". Did you mean A9 or A98?',
      path: ['agency', 'name'],
      extensions: { code: 'NOT_FOUND', given: 'A99', didYouMean: ['A9', 'A98'] },
    });
    expect(logged).toEqual([]);
  });

  it('is found below errors that were put around it', () => {
    const around = new GraphQLError('outer', {
      originalError: new GraphQLError('x', { originalError: new ConflictError('x') }),
    });
    expect(published(around).extensions).toEqual({ code: 'CONFLICT' });
  });

  it('never carries a stack', () => {
    const error = new NguonError('CONFLICT', 'x', {
      stacktrace: ['at secret.ts'],
      exception: { at: 'secret.ts' },
      kept: 1,
    });
    expect(published(error).extensions).toEqual({ code: 'CONFLICT', kept: 1 });
  });

  it('does not repeat a long code', () => {
    const { message, extensions } = published(new NotFoundError('agency', 'A'.repeat(1_000_000)));
    expect(message.length + JSON.stringify(extensions).length).toBeLessThan(1_000);
  });
});

describe('an error of graphql-js', () => {
  it('is published with a code of the registry', () => {
    const error = new GraphQLError('Variable "$x" is never used.', { extensions: { code: 'SOMETHING_ELSE' } });
    const formatted = publishError(error, 'c-1', () => expect.unreachable());
    expect(formatted).toEqual({ message: 'Variable "$x" is never used.', extensions: { code: 'BAD_USER_INPUT' } });
  });

  it('names the variable around what a scalar says of it', () => {
    const scalar = new BadInputError('DateTime takes an instant.', { given: 'x' });
    const coercion = new GraphQLError('Variable "$at" got invalid value "x"; DateTime takes an instant.', {
      originalError: scalar,
    });
    expect(publishError(coercion, 'c-1', () => expect.unreachable())).toMatchObject({
      message: 'Variable "$at" got invalid value "x"; DateTime takes an instant.',
      extensions: { code: 'BAD_USER_INPUT', given: 'x' },
    });
  });

  it('is cut in the middle when it repeats a long value', () => {
    const error = new GraphQLError(`Variable "$x" got invalid value "${'v'.repeat(1_000_000)}"; it is no number.`);
    const { message } = publishError(error, 'c-1', () => expect.unreachable());
    expect(message).toMatch(/^Variable "\$x" got invalid value "v+ … v+"; it is no number\.$/);
    expect(message.length).toBeLessThan(1_000);
  });
});

describe('an input that is not accepted', () => {
  class Inner {
    @IsName()
    name = ' SECRET'.repeat(2_000);
  }
  class Outer {
    @IsCode()
    code = 'secret code';
    inner = new Inner();
  }

  const refused = (): ArgumentValidationError => {
    const outer = new Outer();
    const [inner] = validateSync(outer.inner);
    return new ArgumentValidationError([
      ...validateSync(outer),
      { property: 'inner', target: outer, value: outer.inner, children: inner === undefined ? [] : [inner] } as never,
    ]);
  };

  it('is told property by property, nested ones with their path, without what was given and without a stack', () => {
    const { logged, ...formatted } = published(refused());
    expect(formatted.extensions).toEqual({
      code: 'BAD_USER_INPUT',
      problems: [
        'code takes a code of letters, digits, "/", ":", "_" and "-", at most 64, starting with a letter or digit',
        'inner.name takes at most 1024 characters',
      ],
    });
    expect(formatted.message).toMatch(
      /^The input is not accepted: code takes .*; inner\.name takes at most 1024 characters\.$/,
    );
    expect(JSON.stringify(formatted)).not.toMatch(/secret|SECRET|stack|target|\.ts/);
    expect(logged).toEqual([]);
  });

  it('tells twenty problems, and how many more there are', () => {
    const [problem] = validateSync(new Outer());
    if (problem === undefined) return expect.unreachable();
    const { extensions } = published(new ArgumentValidationError(Array.from({ length: 500 }, () => problem)));
    const problems = extensions?.['problems'] as string[];
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)).toBe('and 480 more');
  });
});

it('whatever is thrown, the code is one of the registry', () => {
  const things = [
    new Error('x'),
    new NotFoundError('x', 'y'),
    new GraphQLError('x'),
    new RangeError('x'),
    new AggregateError([]),
  ];
  for (const thing of things) expect(isErrorCode(published(thing).extensions?.['code'])).toBe(true);
});
