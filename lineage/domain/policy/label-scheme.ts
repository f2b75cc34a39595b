/**
 * Some labels, and which of them arrive over an edge of a kind. Each label passes alone, so that what passes of a set of
 * labels is the union of what passes of each.
 */
export interface LabelScheme {
  /** Number of labels: bits 0 to `count - 1` of a mask. */
  readonly count: number;
  /** A mask has one byte or four. */
  readonly bytes: 1 | 4;
  /** By kind of edge, byte of the mask, and value of that byte: what arrives. */
  readonly table: LabelArray;
  /** By kind of edge and number of a label, `count` to a kind: the labels of which it arrives. */
  readonly sources: Int32Array;
}

/** Masks of labels, by node. Signed, as operations on bits are: the 32nd label is the sign. */
export type LabelArray = Uint8Array | Int32Array;

/** Most labels of one scheme. */
export const MOST_LABELS = 32;

/**
 * The scheme of some labels.
 * @param kinds number of kinds of edges.
 * @param onward which labels arrive over an edge of a kind of one label, which is given as its bit.
 */
export function labelScheme(
  count: number,
  kinds: number,
  onward: (label: number, kind: number) => number,
): LabelScheme {
  if (count > MOST_LABELS) throw new RangeError(`A scheme has at most ${MOST_LABELS} labels; given: ${count}.`);
  const bytes = count <= 8 ? 1 : 4;
  const table = labelArray({ bytes }, kinds * bytes * 256);
  const sources = new Int32Array(kinds * count);
  for (let kind = 0; kind < kinds; kind++) {
    for (let label = 0; label < count; label++) {
      const arrives = onward(1 << label, kind);
      for (let other = 0; other < count; other++) {
        const place = kind * count + other;
        if ((arrives & (1 << other)) !== 0) sources[place] = (sources[place] as number) | (1 << label);
      }
      const row = (kind * bytes + (label >>> 3)) << 8;
      for (let value = 0; value < 256; value++) {
        if ((value & (1 << (label & 7))) !== 0) table[row | value] = (table[row | value] as number) | arrives;
      }
    }
  }
  return { count, bytes, table, sources };
}

/** No labels yet. */
export const labelArray = ({ bytes }: Pick<LabelScheme, 'bytes'>, length: number): LabelArray =>
  bytes === 1 ? new Uint8Array(length) : new Int32Array(length);

/** The labels that arrive over an edge of a kind whose source carries `mask`. */
export function passedBy({ bytes, table }: LabelScheme, kind: number, mask: number): number {
  if (bytes === 1) return table[(kind << 8) | mask] as number;
  const row = kind << 10;
  return (
    (table[row | (mask & 255)] as number) |
    (table[row | 256 | ((mask >>> 8) & 255)] as number) |
    (table[row | 512 | ((mask >>> 16) & 255)] as number) |
    (table[row | 768 | (mask >>> 24)] as number)
  );
}
