import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  discardPostmasterFile,
  parsePostmasterFile,
  readPostmasterText,
} from '../../../kernel/postgres/postmaster-file.ts';

const READY = '4711\n/data/postgres\n1795424978\n54321\n\n127.0.0.1\n  9979414         9\nready   \n';

describe('a lock file', () => {
  it('of a running server tells process, port and status', () => {
    expect(parsePostmasterFile(READY)).toMatchObject({ pid: 4711, port: 54321, status: 'ready' });
  });

  it('that is still being written tells as much as is there', () => {
    expect(parsePostmasterFile('4711\n/data/postgres\n')).toEqual({ pid: 4711, text: '4711\n/data/postgres\n' });
  });

  it('of a single-user server has a negative process id', () => {
    expect(parsePostmasterFile('-4711\n/data/postgres\n1795424978\n0\n')?.pid).toBe(4711);
  });

  it.each(['', '\n', 'not a number\n', '0\n'])('that names no process (%j) is none', (text) => {
    expect(parsePostmasterFile(text)).toBeUndefined();
  });
});

describe('discarding a lock file', () => {
  let cluster: string;
  beforeEach(async () => {
    cluster = await mkdtemp(join(tmpdir(), 'nguon-unit-'));
  });
  afterEach(() => rm(cluster, { recursive: true, force: true }));

  it('removes the one that was judged', async () => {
    await writeFile(join(cluster, 'postmaster.pid'), READY);
    await discardPostmasterFile(cluster, READY);
    expect(await readdir(cluster)).toEqual([]);
  });

  it('spares the one of a server that came in between', async () => {
    await writeFile(join(cluster, 'postmaster.pid'), READY);
    await discardPostmasterFile(cluster, 'an older file');
    expect(await readFile(join(cluster, 'postmaster.pid'), 'utf8')).toBe(READY);
  });

  it('is content when there is none any more', async () => {
    await discardPostmasterFile(cluster, READY);
    expect(await readPostmasterText(cluster)).toBeUndefined();
  });
});
