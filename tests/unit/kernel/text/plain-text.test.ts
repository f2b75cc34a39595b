import { validateSync } from 'class-validator';
import { describe, expect, it } from 'vitest';
import { IsCode, IsDescription, IsDocumentCode, IsName, WhenGiven } from '../../../../kernel/text/plain-text.ts';

class Input {
  @WhenGiven()
  @IsCode()
  code?: unknown;

  @WhenGiven()
  @IsName()
  name?: unknown;

  @WhenGiven()
  @IsDescription()
  description?: unknown;

  @WhenGiven()
  @IsDocumentCode()
  document?: unknown;
}

const problems = (values: Partial<Input>): string[] =>
  validateSync(Object.assign(new Input(), values)).map(({ property }) => property);

describe('a code', () => {
  it.each(['A11', 'a', '278/2025', 'S-26', 'x:y_z', 'A'.repeat(64)])('%s is accepted', (code) => {
    expect(problems({ code })).toEqual([]);
  });

  it.each(['', '-a', 'a.b', 'a b', 'Sở', 'a\n', 'a\0', 'A'.repeat(65), 12, ['A11'], {}])('%j is refused', (code) => {
    expect(problems({ code })).toEqual(['code']);
  });
});

describe('an official number', () => {
  it.each(['278/2025/NĐ-CP', 'QCVN 109:2017', 'TCVN 7980', 'DCAT-AP 3.0', 'x'.repeat(128)])(
    '%s is accepted',
    (document) => {
      expect(problems({ document })).toEqual([]);
    },
  );

  it.each(['', ' 1', '<b>', 'a\nb', 'x'.repeat(129)])('%j is refused', (document) => {
    expect(problems({ document })).toEqual(['document']);
  });
});

describe('a name', () => {
  it.each(['Sở Y tế', '<script>', "'; drop table", 'x'.repeat(1_024), '😀'.repeat(1_024)])('%j is accepted', (name) => {
    expect(problems({ name })).toEqual([]);
  });

  it.each(['', ' ', '\t\n', '\u00a0', 'x'.repeat(1_025), 12])('%j is refused', (name) => {
    expect(problems({ name })).toEqual(['name']);
  });
});

describe('a description', () => {
  it('is accepted up to 64 KiB, empty included', () => {
    expect(problems({ description: 'x'.repeat(65_536) })).toEqual([]);
    expect(problems({ description: '' })).toEqual([]);
    expect(problems({ description: 'x'.repeat(65_537) })).toEqual(['description']);
  });

  it('is measured in bytes of UTF-8', () => {
    expect(problems({ description: '😀'.repeat(16_384) })).toEqual([]);
    expect(problems({ description: `${'😀'.repeat(16_384)}x` })).toEqual(['description']);
  });
});

it('what is left out or null is accepted', () => {
  expect(problems({})).toEqual([]);
  expect(problems({ code: null, name: null, description: null, document: null })).toEqual([]);
});
