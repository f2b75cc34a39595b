import { parseValue } from 'graphql';
import { describe, expect, it } from 'vitest';
import { NodeRefScalar } from '../../../lineage/subgraph/node-ref.scalar.ts';

describe('a node reference as an argument', () => {
  it('is text in quotes', () => {
    expect(NodeRefScalar.parseLiteral(parseValue('"N01.ngay_sinh"'))).toBe('N01.ngay_sinh');
    expect(NodeRefScalar.parseValue('job:F26')).toBe('job:F26');
  });

  it.each(['N01', '12', '["N01"]'])('written as %s is refused with what was given, not as an empty text', (literal) => {
    expect(() => NodeRefScalar.parseLiteral(parseValue(literal))).toThrow(
      `in quotes, such as "N01" or "N01.ngay_sinh"; given: ${literal}.`,
    );
  });

  it.each([12, null, {}, ['N01']])('given as the variable %j is refused with what was given', (value) => {
    expect(() => NodeRefScalar.parseValue(value)).toThrow(`given: ${JSON.stringify(value)}.`);
  });
});
