import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { findUnstorable, isUnstorable } from '../../../../kernel/text/unstorable.ts';

const EMPTY = parse('{ __typename }');
const HIGH = '\ud83d';
const LOW = '\ude00';

/** A list so deep. */
const nested = (depth: number): unknown => (depth === 0 ? 'x' : [nested(depth - 1)]);

describe('a text', () => {
  it.each([['\0'], ['a\0b'], [HIGH], [LOW], [LOW + HIGH], [`a${HIGH}b`]])('%j cannot be stored', (text) => {
    expect(isUnstorable(text)).toBe(true);
  });

  it.each([[''], ['Dữ liệu'], [HIGH + LOW], ['\u0001\t\n'], ['\ufffd\ufffe\uffff'], ['\u200b']])(
    '%j can be stored',
    (text) => {
      expect(isUnstorable(text)).toBe(false);
    },
  );
});

describe('an operation', () => {
  it.each([
    ['a variable', { code: 'a\0' }, 'variables.code'],
    ['a field of an input', { input: { name: { vi: HIGH } } }, 'variables.input.name.vi'],
    ['an element of a list', { codes: ['a', 'b', `c${LOW}`] }, 'variables.codes[2]'],
    ['a key', { input: { 'a\0': 1 } }, 'variables.input'],
    ['a key at the top', { 'a\0': 1 }, 'variables'],
  ])('is refused for %s, and the place is named', (_what, variables, place) => {
    const refused = findUnstorable(EMPTY, variables);
    expect(refused?.message).toContain(`${place} holds a character that cannot be stored`);
    expect(refused?.extensions).toEqual({ code: 'BAD_USER_INPUT', argument: place });
  });

  it.each([
    ['an argument', '{ agency(code: "a\\u0000") { code } }'],
    ['a block text', '{ agency(code: """a\0""") { code } }'],
    ['a default of a variable', 'query ($code: ID = "\\u0000") { agency(code: $code) { code } }'],
    ['an argument of a directive', '{ agency(code: "a") @x(y: ["\\u0000"]) { code } }'],
    ['an operation that is not chosen', 'query a { x } query b { y(z: "\\u0000") }'],
  ])('is refused for a literal in %s', (_what, query) => {
    expect(findUnstorable(parse(query), undefined)?.extensions['code']).toBe('BAD_USER_INPUT');
  });

  it('passes with every other text', () => {
    expect(findUnstorable(parse('{ agency(code: "A11", name: "😀 Sở") { code } }'), { name: `${HIGH}${LOW}` })).toBe(
      undefined,
    );
    expect(findUnstorable(EMPTY, { none: null, number: 1, flag: false, list: [], empty: {} })).toBe(undefined);
  });

  it('passes 64 deep below its variables and is refused one deeper, and at any depth', () => {
    expect(findUnstorable(EMPTY, { list: nested(64) })).toBe(undefined);
    expect(findUnstorable(EMPTY, { list: nested(65) })?.message).toMatch(/nested too deep/);
    expect(findUnstorable(EMPTY, { list: nested(5_000) })?.message).toMatch(/nested too deep/);
  });

  it('does not repeat a long key', () => {
    const refused = findUnstorable(EMPTY, { input: { ['k'.repeat(100_000)]: '\0' } });
    expect(JSON.stringify(refused).length).toBeLessThan(1_000);
  });
});
