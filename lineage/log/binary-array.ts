/** Types of PostgreSQL by their numbers, which are the same in every database (`pg_type.dat`). */
const TYPES = { bytea: 17, int4: 23, text: 25 } as const;

const HEADER_BYTES = 20;
const LENGTH_BYTES = 4;
const INT4_BYTES = 4;

/**
 * A list as PostgreSQL takes it in its binary form (`array_recv`): one dimension, no nulls, each item after its length.
 * As text, every quotation mark of a body would be escaped here and unescaped there.
 */
function binaryArray(
  type: keyof typeof TYPES,
  sizes: readonly number[],
  write: (into: Buffer, at: number, place: number) => void,
): Buffer {
  const bytes = sizes.reduce((sum, size) => sum + LENGTH_BYTES + size, HEADER_BYTES);
  const buffer = Buffer.allocUnsafe(sizes.length === 0 ? HEADER_BYTES - 2 * LENGTH_BYTES : bytes);
  buffer.writeInt32BE(sizes.length === 0 ? 0 : 1, 0);
  buffer.writeInt32BE(0, 4);
  buffer.writeInt32BE(TYPES[type], 8);
  if (sizes.length === 0) return buffer;
  buffer.writeInt32BE(sizes.length, 12);
  buffer.writeInt32BE(1, 16);
  let at = HEADER_BYTES;
  for (const [place, size] of sizes.entries()) {
    buffer.writeInt32BE(size, at);
    write(buffer, at + LENGTH_BYTES, place);
    at += LENGTH_BYTES + size;
  }
  return buffer;
}

/** A list of texts for a parameter `$1::text[]`. Precondition: well-formed and without NUL. */
export const textArray = (texts: readonly string[]): Buffer =>
  binaryArray(
    'text',
    texts.map((text) => Buffer.byteLength(text)),
    (into, at, place) => into.write(texts[place] ?? '', at, 'utf8'),
  );

/** A list of bytes, given in hexadecimal, for a parameter `$1::bytea[]`. */
export const bytesArray = (hexes: readonly string[]): Buffer =>
  binaryArray(
    'bytea',
    hexes.map((hex) => hex.length / 2),
    (into, at, place) => into.write(hexes[place] ?? '', at, 'hex'),
  );

/** A list of whole numbers of 32 bits for a parameter `$1::int[]`. */
export const intArray = (numbers: readonly number[]): Buffer =>
  binaryArray(
    'int4',
    numbers.map(() => INT4_BYTES),
    (into, at, place) => into.writeInt32BE(numbers[place] ?? 0, at),
  );
