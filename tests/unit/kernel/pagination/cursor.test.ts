import { describe, expect, it } from 'vitest';
import { afterCursor, decodeCursor, encodeCursor, listFingerprint } from '../../../../kernel/pagination/cursor.ts';

const LIST = listFingerprint('agencies', { property: 'nameVi', direction: 'ASC' }, { bloc: 'PARTY' });
const refused = (cursor: string, fingerprint = LIST, length = 2): unknown => {
  try {
    return decodeCursor(fingerprint, length, cursor);
  } catch (error) {
    return (error as { code: string }).code;
  }
};
const forged = (value: unknown): string => Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');

describe('a cursor', () => {
  it.each([
    [['A11']],
    [['Sở Y tế', 'A11']],
    [['😀 "quoted" \\ ', 'x']],
    [[12.5, 'A11']],
    [['', '']],
    [[-1, 0]],
    [['2026-02-01T00:00:00.000Z', 'A11']],
  ])('holds %j and gives it back', (key) => {
    expect(decodeCursor(LIST, key.length, encodeCursor(LIST, key))).toEqual(key);
  });

  it('is text that a URL takes as it is', () => {
    expect(encodeCursor(LIST, ['Sở ??>>', '~~~'])).toMatch(/^[A-Za-z0-9_-]+$/);
  });

  it('names what was wrong, in short, and what to use', () => {
    expect(() => decodeCursor(LIST, 2, 'x'.repeat(4_000))).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/^The cursor in "after" is not one of ours\. Use pageInfo\.endCursor/),
        extensions: { code: 'BAD_CURSOR', argument: 'after', given: 'x'.repeat(80) },
      }),
    );
  });
});

describe('a cursor of another list', () => {
  const cursor = encodeCursor(LIST, ['Sở Y tế', 'A11']);

  it.each([
    ['another name', listFingerprint('datasets', { property: 'nameVi', direction: 'ASC' }, { bloc: 'PARTY' })],
    ['another ordering', listFingerprint('agencies', { property: 'code', direction: 'ASC' }, { bloc: 'PARTY' })],
    ['another direction', listFingerprint('agencies', { property: 'nameVi', direction: 'DESC' }, { bloc: 'PARTY' })],
    ['another filter', listFingerprint('agencies', { property: 'nameVi', direction: 'ASC' }, { bloc: 'GOVERNMENT' })],
    ['no filter', listFingerprint('agencies', { property: 'nameVi', direction: 'ASC' }, null)],
    [
      'a longer scope',
      listFingerprint('agencies', { property: 'nameVi', direction: 'ASC' }, { bloc: 'PARTY' }, 'owner'),
    ],
  ])('(%s) is refused', (_what, other) => {
    expect(refused(cursor, other)).toBe('BAD_CURSOR');
    expect(() => decodeCursor(other, 2, cursor)).toThrow(/belongs to another list, filter or ordering/);
  });

  it('parts are told apart, however they are cut', () => {
    expect(listFingerprint('a', 'bc')).not.toBe(listFingerprint('ab', 'c'));
    expect(listFingerprint('a', 1)).not.toBe(listFingerprint('a', '1'));
    expect(listFingerprint('a', undefined)).toBe(listFingerprint('a', null));
  });
});

describe('what is no cursor', () => {
  it.each([
    ['nothing', ''],
    ['words', 'next page please'],
    ['an offset', '50'],
    ['JSON that is no list', forged({ 0: LIST })],
    ['null', forged(null)],
    ['an empty list', forged([])],
    ['a list without a mark', forged([12, 'a', 'b'])],
    ['too few values', forged([LIST, 'a'])],
    ['too many values', forged([LIST, 'a', 'b', 'c'])],
    ['a null value', forged([LIST, null, 'a'])],
    ['an object for a value', forged([LIST, { $gt: '' }, 'a'])],
    ['a list for a value', forged([LIST, ['a'], 'a'])],
    ['a flag for a value', forged([LIST, true, 'a'])],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00]).toString('base64url')],
    ['a NUL', forged([LIST, 'a\0', 'b'])],
    ['nested without end', Buffer.from('['.repeat(3_000)).toString('base64url')],
  ])('(%s) is refused', (_what, cursor) => {
    expect(refused(cursor)).toBe('BAD_CURSOR');
  });

  it('is refused unread when it is longer than 4,096 characters', () => {
    expect(refused(encodeCursor(LIST, ['x'.repeat(3_000), 'A11']))).toEqual(['x'.repeat(3_000), 'A11']);
    expect(() => decodeCursor(LIST, 2, 'x'.repeat(4_097))).toThrow(/is too long/);
    expect(refused('x'.repeat(10_000_000))).toBe('BAD_CURSOR');
  });
});

describe('a statement that a cursor went into', () => {
  const failing = (code: string) => () => Promise.reject(Object.assign(new Error('from PostgreSQL'), { code }));

  it.each(['22007', '22P02', '22021', '22008', '22003'])(
    'blames the cursor for what is no value of a column (%s)',
    async (code) => {
      await expect(afterCursor('x', failing(code))).rejects.toThrow(expect.objectContaining({ code: 'BAD_CURSOR' }));
    },
  );

  it.each([
    ['without a cursor', null, '22007'],
    ['with no cursor given', undefined, '22007'],
    ['for another failure', 'x', '42P01'],
  ])('passes its failure on %s', async (_what, cursor, code) => {
    await expect(afterCursor(cursor, failing(code))).rejects.toThrow('from PostgreSQL');
  });

  it('gives what it gives', async () => {
    await expect(afterCursor('x', async () => 12)).resolves.toBe(12);
  });
});
