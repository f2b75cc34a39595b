import { chmod, mkdir, mkdtemp, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  askVersion,
  type Binaries,
  binariesIn,
  completeInstallation,
  installedBinaries,
  majorVersion,
} from '../../../kernel/postgres/binaries.ts';
import { asMyself } from '../../../kernel/postgres/launcher.ts';

describe("PostgreSQL's programs", () => {
  let binaries: Binaries;
  beforeEach(async () => {
    binaries = binariesIn(join(await mkdtemp(join(tmpdir(), 'nguon-unit-')), 'native'));
    await mkdir(join(binaries.home, 'lib'), { recursive: true });
    await mkdir(join(binaries.home, 'bin'));
    for (const program of [binaries.initdb, binaries.postgres]) await writeFile(program, '');
    await writeFile(
      join(binaries.home, 'pg-symlinks.json'),
      JSON.stringify([{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]),
    );
  });
  afterEach(() => rm(dirname(binaries.home), { recursive: true, force: true }));

  /** A stand-in for the server program that prints and ends. */
  async function answering(script: string): Promise<void> {
    await writeFile(binaries.postgres, `#!/bin/sh\n${script}\n`);
    await chmod(binaries.postgres, 0o755);
  }

  it('of this machine are installed and say their version', async () => {
    const installed = await installedBinaries();
    await completeInstallation(installed);
    const answer = await askVersion(installed, asMyself);
    expect(answer).toMatchObject({ version: expect.stringMatching(/^18\./) });
  });

  it('get the library links and rights that npm leaves out with --ignore-scripts', async () => {
    await chmod(binaries.postgres, 0o644);
    expect(await completeInstallation(binaries)).toBe(true);
    expect(await readlink(join(binaries.home, 'lib', 'libpq.so.5'))).toBe('libpq.so.5.18');
    expect((await stat(binaries.postgres)).mode & 0o111).toBe(0o111);
    expect(await completeInstallation(binaries)).toBe(true);
  });

  it('are reported as incomplete when their folder cannot be completed', async () => {
    await rm(join(binaries.home, 'lib'), { recursive: true });
    expect(await completeInstallation(binaries)).toBe(false);
  });

  it('that cannot find themselves count as not running', async () => {
    await answering('echo \'LOG:  invalid binary "x": Permission denied\' >&2; echo "postgres (PostgreSQL) 18.4"');
    expect(await askVersion(binaries, asMyself)).toHaveProperty('failure');
  });

  it('that are missing or fail count as not running', async () => {
    await answering('echo no >&2; exit 127');
    expect(await askVersion(binaries, asMyself)).toEqual({ failure: 'no' });
    await rm(binaries.postgres);
    expect(await askVersion(binaries, asMyself)).toHaveProperty('failure');
  });

  it.each([
    ['18.4', '18'],
    ['18beta1', '18'],
    ['9.6.24', '9'],
  ])('of version %s have major version %s', (version, major) => {
    expect(majorVersion(version)).toBe(major);
  });
});
