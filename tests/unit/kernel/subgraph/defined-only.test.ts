import { expect, it } from 'vitest';
import { definedOnly } from '../../../../kernel/subgraph/defined-only.ts';

it('leaves out what is undefined and keeps null, false, 0 and the empty text', () => {
  expect(definedOnly({ left: undefined, none: null, no: false, zero: 0, empty: '' })).toStrictEqual({
    none: null,
    no: false,
    zero: 0,
    empty: '',
  });
});

it('leaves its argument as it is', () => {
  const given = { left: undefined, kept: 1 };
  definedOnly(given);
  expect(Object.keys(given)).toEqual(['left', 'kept']);
});

it('turns an instance of an input class into a plain object', () => {
  class Input {
    code = 'A11';
    name: string | undefined = undefined;
  }
  expect(definedOnly(new Input())).toStrictEqual({ code: 'A11' });
});
