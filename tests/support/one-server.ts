import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startDatabase } from '../../kernel/postgres/server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Data folder of the server that the test files of a project share; the first that needs one starts it there. */
    readonly serverFolder: string;
  }
}

/** One PostgreSQL server for all test files of a project, stopped after the last of them. */
export default async function oneServer(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'nguon-tests-'));
  project.provide('serverFolder', folder);
  return async () => {
    const wasStarted = (await readdir(folder)).length > 0;
    // Starting adopts the server that runs there, which is how it comes to be stopped.
    if (wasStarted) await (await startDatabase({ dataDir: folder, log: () => undefined })).stop();
    await rm(folder, { recursive: true, force: true });
  };
}
