import { ConfigurationError } from '../errors/errors.ts';

const EXPLANATIONS: Readonly<Record<string, string>> = {
  EEXIST: 'there is a file where a folder is expected. Move it away, or set NGUON_DATA_DIR to a folder',
  ENOTDIR: 'there is a file where a folder is expected. Move it away, or set NGUON_DATA_DIR to a folder',
  EACCES: 'permission denied. Give this user write access, or set NGUON_DATA_DIR to a folder of its own',
  EPERM: 'not permitted. Give this user write access, or set NGUON_DATA_DIR to a folder of its own',
  EROFS: 'the file system is read-only. Set NGUON_DATA_DIR to a folder on a writable disk',
  ENOSPC:
    'no space is left on the disk. Free some (a new database needs about 100 MB), or set NGUON_DATA_DIR to a folder on another disk',
  EDQUOT: 'the disk quota is used up. Free some space, or set NGUON_DATA_DIR to a folder on another disk',
  ENAMETOOLONG: 'the path is too long. Set NGUON_DATA_DIR to a shorter one',
  ELOOP: 'the path runs through a circle of links. Set NGUON_DATA_DIR to a real folder',
};

/** The `code` of a system or PostgreSQL error ("ENOENT", "28P01"); undefined when it carries none. */
export function errorCode(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/**
 * What went wrong with a file or folder, in words that its owner can act on.
 *
 * @param doing what was tried, as an infinitive: "write the password".
 * @returns the error itself when it is for the user already, else a ConfigurationError.
 */
export function fileProblem(error: unknown, path: string, doing: string): ConfigurationError {
  if (error instanceof ConfigurationError) return error;
  const code = errorCode(error) ?? 'unknown';
  const why = EXPLANATIONS[code] ?? (error instanceof Error ? error.message : String(error));
  return new ConfigurationError(`Cannot ${doing} ${path}: ${why}.`, { path, reason: code });
}
