/**
 * Zero-filled integers that worker threads can share. Fixed size: growable buffers cost a quarter of the speed of a
 * walk.
 */
export const sharedInts = (length: number): Int32Array => new Int32Array(new SharedArrayBuffer(length * 4));

/** Zero-filled bytes that worker threads can share. */
export const sharedBytes = (length: number): Uint8Array => new Uint8Array(new SharedArrayBuffer(length));
