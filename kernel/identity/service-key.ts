import { createHash, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

/*
 * nguon_key_<id>_<secret><checksum>: a beginning that secret scanners can look for, an id that says which key to revoke
 * when one is found, 256 random bits, and a checksum, so that a scanner knows a key from what only looks like one and a
 * mistyped key is refused without a look at the database.
 */
const PREFIX = 'nguon_key_';
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ID_LENGTH = 12;
/** 43 of 62 letters are 256 bits. */
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const KEY = new RegExp(
  `^${PREFIX}([0-9A-Za-z]{${ID_LENGTH}})_[0-9A-Za-z]{${SECRET_LENGTH}}([0-9A-Za-z]{${CHECKSUM_LENGTH}})$`,
);

/** What is stored of a key, and what it is found by. */
export interface KeyPrint {
  /** Names the key; no secret. */
  readonly id: string;
  /**
   * SHA-256 of the whole key, in hexadecimal. A slow hash would protect a password that can be guessed; 256 random bits
   * cannot be, whatever the hash, and a slow one would let anybody spend our time with made-up keys.
   */
  readonly digest: string;
}

const random = (length: number): string =>
  Array.from({ length }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');

/** CRC-32 in base 62: it finds typing mistakes and protects nothing. */
function checksumOf(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let place = 0; place < CHECKSUM_LENGTH; place++) {
    digits = ALPHABET.charAt(rest % ALPHABET.length) + digits;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return digits;
}

const digestOf = (key: string): string => createHash('sha256').update(key).digest('hex');

/** Whether a token means to be a service key; anything else is for others to judge. */
export const looksLikeServiceKey = (token: string): boolean => token.startsWith(PREFIX);

/** A new key. `text` is shown once and stored nowhere. */
export function newServiceKey(): KeyPrint & { readonly text: string } {
  const id = random(ID_LENGTH);
  const body = `${PREFIX}${id}_${random(SECRET_LENGTH)}`;
  const text = body + checksumOf(body);
  return { id, digest: digestOf(text), text };
}

/** The print of a key; undefined for a text that is none, one mistyped letter included. */
export function readServiceKey(text: string): KeyPrint | undefined {
  const [, id, checksum] = KEY.exec(text) ?? [];
  if (id === undefined || checksumOf(text.slice(0, -CHECKSUM_LENGTH)) !== checksum) return undefined;
  return { id, digest: digestOf(text) };
}
