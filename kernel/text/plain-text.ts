import { Matches, MaxLength, MinLength, ValidateBy, ValidateIf } from 'class-validator';
import { LIMITS } from '../limits/limits.ts';

/** Letters, digits, `/`, `:`, `_` and `-`, starting with a letter or digit, at most 64: no dot, so a NodeRef splits at it. */
export const CODE_PATTERN = /^[A-Za-z0-9][A-Za-z0-9/:_-]{0,63}$/;

/** Official numbers of documents and standards: also blanks, dots and Vietnamese letters, no control characters. */
export const DOCUMENT_CODE_PATTERN = /^[\p{L}\p{N}][\p{L}\p{N}\p{M} ./:()+_-]{0,127}$/u;

/** Property decorator: a catalog code. */
export const IsCode = (): PropertyDecorator =>
  Matches(CODE_PATTERN, {
    message:
      '$property takes a code of letters, digits, "/", ":", "_" and "-", at most 64, starting with a letter or digit',
  });

/** Property decorator: the official number of a document or standard. */
export const IsDocumentCode = (): PropertyDecorator =>
  Matches(DOCUMENT_CODE_PATTERN, {
    message: '$property takes an official number such as 278/2025/NĐ-CP, at most 128 characters',
  });

const combine =
  (...decorators: PropertyDecorator[]): PropertyDecorator =>
  (target, key) => {
    for (const decorate of decorators) decorate(target, key);
  };

const NOT_BLANK = /\S/u;

/** Property decorator: a non-blank name or title of at most 1,024 characters. */
export const IsName = (): PropertyDecorator =>
  combine(
    MinLength(1, { message: '$property must not be empty' }),
    Matches(NOT_BLANK, { message: '$property must not be blank' }),
    MaxLength(LIMITS.nameCharacters, { message: `$property takes at most ${LIMITS.nameCharacters} characters` }),
  );

/** Property decorator: free text. */
export const IsDescription = (): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isDescription',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && Buffer.byteLength(value) <= LIMITS.descriptionBytes,
      },
    },
    { message: `$property takes a text of at most ${LIMITS.descriptionBytes} bytes in UTF-8` },
  );

/** Property decorator: null and undefined are accepted, anything else goes to the other decorators. */
export const WhenGiven = (): PropertyDecorator =>
  ValidateIf((_object: unknown, value: unknown) => value !== null && value !== undefined);
