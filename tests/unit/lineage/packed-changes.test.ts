import { describe, expect, it } from 'vitest';
import { FOLDED, readFolded } from '../../../lineage/domain/folded-event.ts';
import { packed, unpacked } from '../../../lineage/domain/packed-changes.ts';

/** Packed on 2026-11-27: what stands in a log is read by every later program. */
const PACKED_BEFORE = 'iyYcEkgpMCUJJQ3mJOalAM0AAA==';

describe('packed changes', () => {
  it('are what was packed', () => {
    for (const text of ['', '[]', '{"change":"run.observed","job":"job:sổ|địa chính"}', 'x'.repeat(100_000)])
      expect(unpacked(packed(text))).toBe(text);
  });

  it('are read with the dictionary that they were packed with', () => {
    expect(unpacked(PACKED_BEFORE)).toBe('[{"change":"name.observed","name":"postgres://db:5432|public.land"}]');
  });

  it.each([['%%%'], ['AAAA'], [packed('[1').slice(0, -2)], [packed('no JSON')]])(
    '%j is refused by its place',
    (text) => {
      const body = { eventTime: '2026-01-01T00:00:00Z', packed: text };
      expect(() => readFolded(body, 1)).toThrow(FOLDED);
      expect(() => readFolded(body, 1)).toThrow('$.packed');
    },
  );
});
