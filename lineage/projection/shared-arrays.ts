/**
 * Zero-filled integers that worker threads can share. Fixed size: growable buffers cost a quarter of the speed of a
 * walk.
 */
export const sharedInts = (length: number): Int32Array => new Int32Array(new SharedArrayBuffer(length * 4));

/** Zero-filled bytes that worker threads can share. */
export const sharedBytes = (length: number): Uint8Array => new Uint8Array(new SharedArrayBuffer(length));

/** The same integers in an array with more room: whoever holds the old one keeps it. */
export function grownInts(ints: Int32Array, room: number): Int32Array {
  const more = sharedInts(room);
  more.set(ints);
  return more;
}

/** Room for more than there is: twice for little, a quarter more for much, so that little stays unused. */
export const moreThan = (length: number): number =>
  length < 65_536 ? Math.max(1_024, length * 2) : Math.ceil(length * 1.25);
