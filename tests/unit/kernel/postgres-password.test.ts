import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DataFolder, dataFolder } from '../../../kernel/postgres/data-folder.ts';
import { readOrCreatePassword, readPassword } from '../../../kernel/postgres/password.ts';

describe('the password of a data folder', () => {
  let folder: DataFolder;
  beforeEach(async () => {
    folder = dataFolder(await mkdtemp(join(tmpdir(), 'nguon-unit-')));
  });
  afterEach(() => rm(folder.root, { recursive: true, force: true }));

  it('is drawn once and stays', async () => {
    const first = await readOrCreatePassword(folder);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(await readOrCreatePassword(folder)).toBe(first);
    expect((await stat(folder.password)).mode & 0o777).toBe(0o600);
  });

  it('is another one in every folder', async () => {
    const other = dataFolder(await mkdtemp(join(tmpdir(), 'nguon-unit-')));
    try {
      expect(await readOrCreatePassword(folder)).not.toBe(await readOrCreatePassword(other));
    } finally {
      await rm(other.root, { recursive: true, force: true });
    }
  });

  it('is the same for all that draw it at once, and no drafts stay behind', async () => {
    const drawn = await Promise.all(Array.from({ length: 20 }, () => readOrCreatePassword(folder)));
    expect(new Set(drawn).size).toBe(1);
    expect(await readdir(folder.root)).toEqual(['postgres-password']);
  });

  it.each(['', 'torn', `${'0'.repeat(63)}\n`])('replaces what was never a password (%j)', async (text) => {
    await writeFile(folder.password, text);
    expect(await readPassword(folder)).toBeUndefined();
    expect(await readOrCreatePassword(folder)).toMatch(/^[0-9a-f]{64}$/);
  });
});
